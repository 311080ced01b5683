// Where a program keeps what it writes for its user.
#pragma once

#include <filesystem>
#include <string>

namespace flatscope {

// An environment variable's value as a path; empty if it is unset or, as XDG asks, not absolute.
std::filesystem::path folder_from_environment(const char* name);

// "settings" beside the program that lies in `programs`, if a file named "portable" lies there too: on a stick that
// goes from machine to machine. Empty otherwise.
std::filesystem::path portable_folder(const std::filesystem::path& programs);

// The running program's portable_folder(); else the value of `xdg` and "flatscope", else the platform's own place,
// below the home folder: `unix_folder` (".config") on Linux, %APPDATA% on Windows. Empty where there is no home folder
// either.
std::filesystem::path user_folder(const char* xdg, const char* unix_folder);

}  // namespace flatscope
