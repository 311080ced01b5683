// Text of any origin made fit to be shown and written: names of files may hold any bytes but a slash and NUL.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace flatscope {

// One line of valid UTF-8 that every kind of file takes (XML 1.0 too): what is no character (bytes that are not UTF-8,
// U+FFFE, U+FFFF) and what ends a line or controls the display becomes a question mark, as `ls` shows it. Not a way
// back to the file.
std::string one_line(std::string_view text);
// The same as text or a quoted attribute of XML and HTML.
std::string xml_text(std::string_view text);
// A path so, for people.
std::string shown(const std::filesystem::path& path);

}  // namespace flatscope
