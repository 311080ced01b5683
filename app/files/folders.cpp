#include "app/files/folders.h"

#include <cstdlib>

namespace flatscope {
namespace {
constexpr const char* own_name = "flatscope";
}  // namespace

std::filesystem::path folder_from_environment(const char* name) {
#ifdef _WIN32
  // The narrow getenv speaks the system's code page, which can't name every folder.
  const std::wstring wide(name, name + std::char_traits<char>::length(name));
  const wchar_t* value = _wgetenv(wide.c_str());
#else
  const char* value = std::getenv(name);
#endif
  if (value == nullptr) return {};
  const std::filesystem::path folder(value);
  return folder.is_absolute() ? folder : std::filesystem::path();
}

std::filesystem::path user_folder(const char* xdg, const char* unix_folder) {
  if (const auto folder = folder_from_environment(xdg); !folder.empty()) return folder / own_name;
#ifdef _WIN32
  static_cast<void>(unix_folder);
  const auto local = folder_from_environment("LOCALAPPDATA");
  return local.empty() ? local : local / own_name;
#else
  const auto home = folder_from_environment("HOME");
  if (home.empty()) return {};
#ifdef __APPLE__
  static_cast<void>(unix_folder);
  return home / "Library" / "Application Support" / own_name;
#else
  return home / unix_folder / own_name;
#endif
#endif
}

}  // namespace flatscope
