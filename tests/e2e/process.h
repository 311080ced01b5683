// A child process: started with its own environment, watched, and gone at the end whatever happens.
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace flatscope::testing {

class Process {
 public:
  // `words` begins with the program, looked for in PATH if it has no slash. `environment` is added to our own.
  // It runs in `folder` (ours if empty). What it says on standard output and error is added to the file `log`.
  // `inherited` stays open in the child.
  Process(const std::vector<std::string>& words, const std::map<std::string, std::string>& environment,
          const std::string& log, const std::string& folder = {}, int inherited = -1);
  ~Process();  // kill -9 if it still runs
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t id() const { return id_; }
  bool running();
  void send(int signal);
  // The exit code, 128 + the signal's number if one ended it; empty if it still runs after that time.
  std::optional<int> wait(double seconds);
  // User and system time of all its threads since its start.
  double cpu_seconds() const;

 private:
  void look(bool block);
  pid_t id_ = -1;
  std::optional<int> ended_;
};

// Seconds of CLOCK_MONOTONIC, which is also what the program's own log counts in.
double now();
void pause_for(double seconds);

}  // namespace flatscope::testing
