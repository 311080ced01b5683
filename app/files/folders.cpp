#include "app/files/folders.h"

#include <cstdlib>
#include <system_error>

#include "app/files/program_path.h"
#include "core/files/paths.h"

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
  return folder.is_absolute() || on_a_share(folder) ? folder : std::filesystem::path();
}

std::filesystem::path portable_folder(const std::filesystem::path& programs) {
  std::error_code error;
  const bool portable = !programs.empty() && std::filesystem::exists(programs / "portable", error);
  return portable ? programs / "settings" : std::filesystem::path();
}

std::filesystem::path user_folder(const char* xdg, const char* unix_folder) {
  if (auto folder = portable_folder(program_path().parent_path()); !folder.empty()) return folder;
  if (const auto folder = folder_from_environment(xdg); !folder.empty()) return folder / own_name;
#ifdef _WIN32
  static_cast<void>(unix_folder);
  const auto roaming = folder_from_environment("APPDATA");
  return roaming.empty() ? roaming : roaming / own_name;
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
