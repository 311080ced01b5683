// Files as bytes: read whole, written whole or not at all. Paths are UTF-8 through std::filesystem.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

// what() is one sentence for a person, naming the path.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws FileError with its own sentence for: no such file, a folder, no permission, longer than `limit` bytes.
std::vector<std::byte> read_file(const std::filesystem::path& path, std::uintmax_t limit = 4'000'000'000);

// Writes a temporary file beside the target, flushes it to the disk and renames it over the target, so a reader (or a
// power cut) sees the old file or the new one, never half of one. Throws FileError, leaving nothing behind.
void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes);
void write_file(const std::filesystem::path& path, std::string_view text);

// Path <-> UTF-8.
std::filesystem::path path_from_utf8(std::string_view text);
std::string utf8(const std::filesystem::path& path);

}  // namespace flatscope
