// Runs the real program the way a person does and keeps what it said.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "core/tensor/tensor.h"

namespace flatscope::testing {

struct Outcome {
  int exit_code = -1;
  std::string out, err;
};

struct Surroundings {
  std::filesystem::path folder = {};           // where it runs; the current one if empty
  std::uintmax_t largest_file = 0;             // bytes a file of its may grow to, as on a full disk; 0: no limit
  std::filesystem::path standard_output = {};  // where its standard output goes instead of Outcome::out
  bool closed_output = false;                  // its standard output is no open file at all
  std::chrono::milliseconds killed_after{0};   // then it is ended, whatever it does; 0: never
};

// `arguments` without the program's own name.
Outcome run(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});

// A new empty folder, removed with everything in it at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string file(const std::string& name) const;
  std::vector<std::string> names() const;  // of everything in it, sorted

 private:
  std::filesystem::path path_;
};

// tests/golden/cli/<name>
std::string golden(const std::string& name);

Tensor read_npy(const std::string& path);
void write_npy(const std::string& path, const Tensor& tensor);

// Exit code 2, one line that starts with "flatscope", nothing on standard output.
void expect_refusal(const Outcome& outcome);

}  // namespace flatscope::testing
