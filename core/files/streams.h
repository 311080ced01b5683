// Files that are none: pipes, devices and sockets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace flatscope {

// Reading it, or only opening it, may wait for another program for ever. False for what is not there.
bool is_stream(const std::filesystem::path& path);

// As read_file(), but a stream is a FileError.
std::vector<std::byte> read_plain_file(const std::filesystem::path& path, std::uintmax_t limit);

}  // namespace flatscope
