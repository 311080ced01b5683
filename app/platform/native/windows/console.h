// What a command line is on Windows: its words, and where what is said goes. flatscope.exe has a window and no console,
// so that a double click opens none; flatscope.com is the same program for the console, and found first where somebody
// types its name there.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace flatscope::windows {

// UTF-8, whatever the system's code page.
std::vector<std::string> arguments();

// While it lives the standard streams take bytes as they are and a console reads them as UTF-8. Without any, as after a
// double click, what goes to standard error is kept.
class Streams {
 public:
  Streams();
  ~Streams();
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;

  // Shows in a box what was said to nobody, if anything was.
  void show_unheard();

 private:
  unsigned code_page_before_ = 0;
  std::filesystem::path kept_;  // empty where somebody listens
};

}  // namespace flatscope::windows
