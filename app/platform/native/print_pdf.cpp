#include "app/platform/native/print_pdf.h"

#include <stdexcept>
#include <string>

#ifndef _WIN32
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <random>
#include <system_error>
#include <thread>
#include <vector>

#include "core/files/file.h"
#include "core/files/plain_text.h"

extern char** environ;  // NOLINT: POSIX has it so
#endif

namespace flatscope {

#ifdef _WIN32

void print_to_pdf(std::string_view, const std::filesystem::path&) {
  throw std::runtime_error("no PDF can be made here; save the handout as .html, open it in a browser and print it");
}

#else

namespace {

namespace fs = std::filesystem;

// Those that print without a window when they are asked to on the command line.
constexpr const char* browsers[] = {"chromium",      "chromium-browser",      "google-chrome", "google-chrome-stable",
                                    "brave-browser", "microsoft-edge-stable", "microsoft-edge"};
constexpr std::chrono::seconds patience{120};

std::optional<fs::path> find_browser() {
  const char* const set = std::getenv("PATH");
  const std::string_view folders = set == nullptr ? "" : set;
  for (const char* name : browsers)
    for (std::size_t at = 0; at <= folders.size();) {
      const std::size_t end = std::min(folders.find(':', at), folders.size());
      const fs::path program = path_from_utf8(folders.substr(at, end - at)) / name;
      std::error_code none;
      if (program.is_absolute() && fs::is_regular_file(program, none) && ::access(program.c_str(), X_OK) == 0)
        return program;
      at = end + 1;
    }
  return std::nullopt;
}

// A folder of its own beside the target, gone at the end with all that is in it. A browser that is a snap sees no file
// in /tmp and none whose name begins with a dot.
class FolderBeside {
 public:
  explicit FolderBeside(const fs::path& target) {
    std::random_device device;
    path_ = fs::absolute(target).parent_path() / fmt::format("flatscope-printing-{:08x}", device());
    std::error_code error;
    if (!fs::create_directory(path_, error))
      throw FileError(fmt::format("can't write '{}': {}", shown(target),
                                  error == std::errc::no_such_file_or_directory ? "its folder does not exist"
                                  : error == std::errc::permission_denied       ? "permission is missing"
                                                                                : error.message()));
  }
  ~FolderBeside() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  FolderBeside(const FolderBeside&) = delete;
  FolderBeside& operator=(const FolderBeside&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// Silent, and the first of a group of processes, so that its children can be ended with it. Throws where it can't be
// started.
pid_t start(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t streams;
  posix_spawn_file_actions_init(&streams);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&streams, stream, "/dev/null", O_RDWR, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  pid_t id = -1;
  const int error = posix_spawn(&id, words.front().c_str(), &streams, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&streams);
  if (error != 0)
    throw std::runtime_error(
        fmt::format("the browser {} could not be started to make the PDF: {}; save the handout as "
                    ".html and print it",
                    words.front(), std::generic_category().message(error)));
  return id;
}

// False if it was ended because it took too long.
bool wait_for(pid_t id) {
  const auto until = std::chrono::steady_clock::now() + patience;
  int status = 0;
  while (::waitpid(id, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > until) {
      ::kill(-id, SIGKILL);
      ::waitpid(id, &status, 0);
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
  }
  return true;
}

}  // namespace

void print_to_pdf(std::string_view html, const fs::path& pdf) {
  const std::optional<fs::path> browser = find_browser();
  if (!browser)
    throw std::runtime_error(
        "a PDF is made by a browser, and neither Chromium, Chrome, Edge nor Brave is installed; save the handout as "
        ".html, open it in any browser and print it");
  const FolderBeside folder(pdf);
  const fs::path page = folder.path() / "handout.html", printed = folder.path() / "handout.pdf";
  write_file(page, html);
  std::vector<std::string> words = {utf8(*browser),
                                    "--headless",
                                    "--disable-gpu",
                                    "--disable-dev-shm-usage",
                                    "--no-first-run",
                                    "--no-pdf-header-footer",
                                    "--print-to-pdf-no-header",  // what it was called before
                                    "--user-data-dir=" + utf8(folder.path() / "profile"),
                                    "--print-to-pdf=" + utf8(printed)};
  // It refuses to build its sandbox for root.
  if (::geteuid() == 0) words.emplace_back("--no-sandbox");
  words.push_back(utf8(page));
  const bool answered = wait_for(start(words));
  const std::string name = utf8(browser->filename());
  if (!answered)
    throw std::runtime_error(fmt::format(
        "{} has not made the PDF within {} seconds; save the handout as .html and print it", name, patience.count()));
  std::error_code none;
  const std::vector<std::byte> bytes = fs::exists(printed, none) ? read_file(printed) : std::vector<std::byte>();
  constexpr std::string_view begins = "%PDF-";
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!text.starts_with(begins))
    throw std::runtime_error(fmt::format("{} has made no PDF; save the handout as .html and print it", name));
  write_file(pdf, std::span<const std::byte>(bytes));
}

#endif

}  // namespace flatscope
