// What the tests use of POSIX and Windows calls otherwise.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

inline int setenv(const char* name, const char* value, int) { return _putenv_s(name, value); }
inline int unsetenv(const char* name) { return _putenv_s(name, ""); }

// Puts letters in the place of the X at the end of `name` until there was no such folder, and makes it.
inline char* mkdtemp(char* name) {
  const std::string begin = std::string(name).substr(0, std::string(name).size() - 6);
  for (int i = 100'000; i < 1'000'000; ++i) {
    const std::string made = begin + std::to_string(i);
    std::error_code error;
    if (!std::filesystem::create_directory(made, error)) continue;
    made.copy(name, made.size());
    return name;
  }
  return nullptr;
}
