// Paths of a share on a network (\\server\share) as Windows means them. GCC's library takes one for a path of the
// current drive and drops one of its first two slashes; everything else, and every path elsewhere, is
// std::filesystem's.
#pragma once

#include <filesystem>
#include <string>
#include <system_error>

namespace flatscope {

// Only on Windows: begins with two separators and a name, written with either slash.
bool on_a_share(const std::filesystem::path& path);

// folder / named, where `named` may be absolute.
std::filesystem::path within(const std::filesystem::path& folder, const std::filesystem::path& named);

// std::filesystem::absolute(), which throws where there is no current folder any more.
std::filesystem::path absolute_path(const std::filesystem::path& path);
std::filesystem::path absolute_path(const std::filesystem::path& path, std::error_code& error);  // or says so

// Without "." and "..", whatever is on the disk.
std::filesystem::path normal_path(const std::filesystem::path& path);

// The path that a file in `folder` names, from the root and normal.
std::filesystem::path path_named(const std::filesystem::path& folder, const std::filesystem::path& named);

// UTF-8 with slashes alone, which every system reads.
std::string utf8_with_slashes(const std::filesystem::path& path);

}  // namespace flatscope
