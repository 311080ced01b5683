// Gzip, unpacked in memory.
#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>

namespace flatscope {

// what() is half a sentence about the file, such as "it is truncated".
class GzipError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The bytes that a gzip file of one member holds, at least one and `most` at the most. Throws GzipError when the file
// is damaged (its length and checksum are compared) or promises more; nothing is asked for beyond what it promises.
// Source of the layout: RFC 1952.
std::string gunzip(std::span<const std::byte> file, std::size_t most);

// The first bytes of what it holds, `count` of them or fewer where it holds fewer, without unpacking the rest. Throws
// GzipError when the file is damaged up to there; a later damage is not seen.
std::string gunzip_beginning(std::span<const std::byte> file, std::size_t count);

bool is_gzip(std::span<const std::byte> file);  // by its first two bytes

}  // namespace flatscope
