#include "core/files/paths.h"

#include <algorithm>

#include "core/files/file.h"

namespace flatscope {
namespace fs = std::filesystem;

bool on_a_share(const fs::path& path) {
#ifdef _WIN32
  const auto separator = [](wchar_t letter) { return letter == L'/' || letter == L'\\'; };
  const std::wstring& text = path.native();
  return text.size() > 2 && separator(text[0]) && separator(text[1]) && !separator(text[2]);
#else
  static_cast<void>(path);
  return false;
#endif
}

fs::path within(const fs::path& folder, const fs::path& named) { return on_a_share(named) ? named : folder / named; }

fs::path absolute_path(const fs::path& path) { return on_a_share(path) ? path : fs::absolute(path); }

fs::path absolute_path(const fs::path& path, std::error_code& error) {
  error.clear();
  return on_a_share(path) ? path : fs::absolute(path, error);
}

fs::path normal_path(const fs::path& path) {
  if (!on_a_share(path)) return path.lexically_normal();
  const fs::path from_second_slash(path.native().substr(1));
  fs::path normal(fs::path::string_type(1, fs::path::preferred_separator));
  normal += from_second_slash.lexically_normal();
  return normal;
}

fs::path path_named(const fs::path& folder, const fs::path& named) {
  return normal_path(absolute_path(within(folder, named)));
}

std::string utf8_with_slashes(const fs::path& path) {
  std::string text = utf8(path);
  if constexpr (fs::path::preferred_separator != '/') std::replace(text.begin(), text.end(), '\\', '/');
  return text;
}

}  // namespace flatscope
