// Where a program keeps what it writes for its user.
#pragma once

#include <filesystem>
#include <string>

namespace flatscope {

// An environment variable's value as a path; empty if it is unset or, as XDG asks, not absolute.
std::filesystem::path folder_from_environment(const char* name);

// The value of `xdg` and "flatscope", else the platform's own place, below the home folder: `unix_folder`
// (".config") on Linux. Empty where there is no home folder either.
std::filesystem::path user_folder(const char* xdg, const char* unix_folder);

}  // namespace flatscope
