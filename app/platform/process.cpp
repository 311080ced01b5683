#include "app/platform/process.h"

#include <stdexcept>
#include <string_view>
#include <system_error>

#include "core/files/file.h"
#include "core/files/plain_text.h"

#ifndef _WIN32
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

extern char** environ;
#endif

namespace flatscope {

#ifdef _WIN32

ProcessAnswer run_program(const std::filesystem::path& program, const std::vector<std::string>&,
                          const std::vector<std::string>&) {
  throw std::runtime_error("Starting " + shown(program.filename()) + " is not possible on this system.");
}

#else

namespace {

constexpr std::size_t most_kept = 64'000;

[[noreturn]] void cannot_start(const std::filesystem::path& program, int error) {
  throw std::runtime_error("can't start " + shown(program) + ": " + std::generic_category().message(error));
}

class Pipe {
 public:
  Pipe() {
    if (::pipe(ends_.data()) != 0) throw std::runtime_error("can't start a program: too many files are open");
    for (const int end : ends_) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  }
  ~Pipe() {
    close_writer();
    ::close(ends_[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  void close_writer() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

class SpawnActions {
 public:
  explicit SpawnActions(const Pipe& errors) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, errors.writer(), STDERR_FILENO);
  }
  ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

std::vector<std::string> environment(const std::vector<std::string>& without) {
  std::vector<std::string> kept;
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string_view text(*one);
    bool dropped = false;
    for (const std::string& name : without)
      dropped = dropped || (text.substr(0, name.size()) == name && text.substr(name.size(), 1) == "=");
    if (!dropped) kept.emplace_back(text);
  }
  return kept;
}

// To the end, so that the program never waits for a full pipe.
std::string read_all(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    if (text.size() < most_kept) text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

ProcessAnswer run_program(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                          const std::vector<std::string>& without) {
  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = environment(without);
  Pipe errors;
  const SpawnActions actions(errors);
  pid_t id = 0;
  const int failed =
      ::posix_spawn(&id, program.c_str(), actions.get(), nullptr, pointers(words).data(), pointers(variables).data());
  if (failed != 0) cannot_start(program, failed);
  errors.close_writer();
  ProcessAnswer answer;
  answer.errors = read_all(errors.reader());
  int status = 0;
  while (::waitpid(id, &status, 0) < 0 && errno == EINTR) {
  }
  answer.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return answer;
}

#endif

}  // namespace flatscope
