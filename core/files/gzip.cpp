#include "core/files/gzip.h"

#define ZLIB_CONST  // zlib promises not to write into its input
#include <zlib.h>

#include <cstdint>
#include <limits>
#include <new>

namespace flatscope {
namespace {

// The file's last four bytes: how long the unpacked bytes are.
std::size_t promised_length(std::span<const std::byte> file) {
  std::uint32_t length = 0;
  for (std::size_t i = 1; i <= 4; ++i) length = length << 8 | static_cast<std::uint32_t>(file[file.size() - i]);
  return length;
}

}  // namespace

std::string gunzip(std::span<const std::byte> file, std::size_t most) {
  constexpr std::size_t header = 10, trailer = 8;
  if (file.size() < header + trailer || file[0] != std::byte{0x1F} || file[1] != std::byte{0x8B} ||
      file[2] != std::byte{8}) {
    throw GzipError("it is not a gzip file");
  }
  const std::size_t length = promised_length(file);
  if (length == 0 || length > most || file.size() > std::numeric_limits<uInt>::max()) {
    throw GzipError("its length is not plausible");
  }
  std::string bytes(length, '\0');
  z_stream stream{};
  constexpr int gzip_alone = 15 + 16;  // the largest window, and gzip's header and trailer around it
  if (inflateInit2(&stream, gzip_alone) != Z_OK) throw std::bad_alloc();
  stream.next_in = reinterpret_cast<const Bytef*>(file.data());
  stream.avail_in = static_cast<uInt>(file.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(length);
  const int outcome = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  if (outcome == Z_MEM_ERROR) throw std::bad_alloc();
  if (outcome == Z_BUF_ERROR && stream.avail_in == 0) throw GzipError("it is truncated");
  if (outcome != Z_STREAM_END || stream.avail_in != 0 || stream.avail_out != 0) {
    throw GzipError("it can't be unpacked");
  }
  return bytes;
}

}  // namespace flatscope
