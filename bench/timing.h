// What the benchmarks share: a clock, a median, and options that only take effect before the libraries start.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace flatscope::bench {

template <typename Call>
double milliseconds(const Call& call) {
  const auto start = std::chrono::steady_clock::now();
  call();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 != 0 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// The value after `name` on the command line, or `otherwise`.
inline std::string option(int argc, char** argv, const std::string& name, const std::string& otherwise) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (argv[i] == name) return argv[i + 1];
  }
  return otherwise;
}

inline bool flag(int argc, char** argv, const std::string& name) {
  return std::any_of(argv + 1, argv + argc, [&](const char* word) { return name == word; });
}

// Sets environment variables and starts the program anew if any of them was different: OpenMP reads its own before
// main() does anything.
inline void restart_with(char** argv, const std::vector<std::pair<std::string, std::string>>& variables) {
  bool changed = false;
  for (const auto& [name, value] : variables) {
    const char* now = std::getenv(name.c_str());
    if (now != nullptr && now == value) continue;
    setenv(name.c_str(), value.c_str(), 1);
    changed = true;
  }
  if (changed) execv("/proc/self/exe", argv);
}

}  // namespace flatscope::bench
