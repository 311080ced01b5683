// Files as bytes: read whole, written whole or not at all. Paths are UTF-8 through std::filesystem.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
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

// Sees the beginning of a file that is longer than it, before the rest is read; what it throws ends the reading.
using FirstLook = std::function<void(std::span<const std::byte> beginning)>;
inline constexpr std::size_t first_look_bytes = 1 << 16;

// Throws FileError with its own sentence for: no such file, a folder, no permission, longer than `limit` bytes. The
// first look spares a device that never ends, or a huge file of another kind, being read to no purpose.
std::vector<std::byte> read_file(const std::filesystem::path& path, std::uintmax_t limit = 4'000'000'000,
                                 const FirstLook& first_look = {});

// Writes a temporary file beside the target, flushes it to the disk and renames it over the target, so a reader (or a
// power cut) sees the old file or the new one, never half of one. Throws FileError, leaving nothing behind. On Linux
// the temporary file has no name while it is written, so that a program that is killed leaves nothing behind either.
void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes);
void write_file(const std::filesystem::path& path, std::string_view text);

// Path <-> UTF-8.
std::filesystem::path path_from_utf8(std::string_view text);
std::string utf8(const std::filesystem::path& path);

}  // namespace flatscope
