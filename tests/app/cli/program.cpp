#include "tests/app/cli/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <span>
#include <stdexcept>
#include <thread>

#include "core/files/file.h"
#include "core/files/npy.h"

namespace flatscope::testing {
namespace fs = std::filesystem;
namespace {

std::string text_of(const fs::path& path) {
  const std::vector<std::byte> bytes = read_file(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Outcome run(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  const TemporaryFolder streams;
  const std::string out =
      surroundings.standard_output.empty() ? streams.file("out") : utf8(surroundings.standard_output);
  const std::string err = streams.file("err");
  // scripts/test-windows names the same program as another system has it.
  const char* const named = std::getenv("FLATSCOPE_PROGRAM");
  std::vector<char*> words{const_cast<char*>(named != nullptr ? named : FLATSCOPE_BINARY)};
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);

  // Opened before the child begins: it may be ended before it has done anything.
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int to_out = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  const int to_err = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(null, 0);
    ::dup2(to_out, 1);
    ::dup2(to_err, 2);
    if (surroundings.closed_output) ::close(1);
    if (!surroundings.folder.empty() && ::chdir(surroundings.folder.c_str()) != 0) ::_exit(126);
    if (surroundings.largest_file > 0) {
      const rlimit limit{surroundings.largest_file, surroundings.largest_file};
      ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    // In a build with sanitizers: Mesa keeps what it allocated, which is no fault of the program's.
    if (!arguments.empty() && arguments.front() == "render") ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    ::execv(words.front(), words.data());
    ::_exit(127);
  }
  for (const int file : {null, to_out, to_err}) ::close(file);
  if (child < 0) throw std::runtime_error("fork failed");
  if (surroundings.killed_after.count() > 0) {
    std::this_thread::sleep_for(surroundings.killed_after);
    ::kill(child, SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  Outcome outcome;
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (surroundings.standard_output.empty()) outcome.out = text_of(out);
  outcome.err = text_of(err);
  return outcome;
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "flatscope-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("can't make " + pattern);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::file(const std::string& name) const { return utf8(path_ / path_from_utf8(name)); }

std::vector<std::string> TemporaryFolder::names() const {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(path_)) names.push_back(utf8(entry.path().filename()));
  std::sort(names.begin(), names.end());
  return names;
}

std::string golden(const std::string& name) { return std::string(FLATSCOPE_SOURCE_DIR "/tests/golden/cli/") + name; }

Tensor read_npy(const std::string& path) { return decode_npy(read_file(path_from_utf8(path))); }

void write_npy(const std::string& path, const Tensor& tensor) {
  const std::vector<std::byte> bytes = encode_npy(tensor);
  write_file(path_from_utf8(path), std::span<const std::byte>(bytes));
}

void expect_refusal(const Outcome& outcome) {
  EXPECT_EQ(outcome.exit_code, 2) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(outcome.err.starts_with("flatscope")) << outcome.err;
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  EXPECT_TRUE(outcome.err.ends_with("\n"));
}

}  // namespace flatscope::testing
