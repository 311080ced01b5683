#include "process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace flatscope::testing {

Process::Process(const std::vector<std::string>& words, const std::map<std::string, std::string>& environment,
                 const std::string& log, const std::string& folder, int inherited) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  id_ = ::fork();
  if (id_ < 0) throw std::runtime_error("fork failed");
  if (id_ > 0) return;

  const int null = ::open("/dev/null", O_RDONLY);
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(null, 0);
  ::dup2(out, 1);
  ::dup2(out, 2);
  for (int file = 3; file < 256; ++file)
    if (file != inherited) ::close(file);
  if (!folder.empty() && ::chdir(folder.c_str()) != 0) ::_exit(126);
  for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
  ::execvp(arguments.front(), arguments.data());
  ::_exit(127);
}

Process::~Process() {
  if (!running()) return;
  send(SIGKILL);
  look(true);
}

void Process::look(bool block) {
  if (ended_) return;
  int status = 0;
  pid_t seen = 0;
  do {
    seen = ::waitpid(id_, &status, block ? 0 : WNOHANG);
  } while (seen < 0 && errno == EINTR);
  if (seen == id_) ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool Process::running() {
  look(false);
  return !ended_;
}

void Process::send(int signal) {
  if (running()) ::kill(id_, signal);
}

std::optional<int> Process::wait(double seconds) {
  const double until = now() + seconds;
  while (running() && now() < until) pause_for(0.005);
  return ended_;
}

double Process::cpu_seconds() const {
  std::ifstream file("/proc/" + std::to_string(id_) + "/stat");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  // The name, in brackets, may hold spaces; utime and stime are the 12th and 13th word after it.
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) throw std::runtime_error("the process is gone");
  std::istringstream rest(text.substr(name_end + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) rest >> skipped;
  double user = 0, system = 0;
  rest >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

void pause_for(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

}  // namespace flatscope::testing
