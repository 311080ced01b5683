#include "core/files/gzip.h"

#define ZLIB_CONST  // zlib promises not to write into its input
#include <zlib.h>

#include <algorithm>
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

constexpr std::size_t header = 10, trailer = 8;

void require_gzip(std::span<const std::byte> file) {
  if (file.size() < header + trailer || !is_gzip(file) || file[2] != std::byte{8}) {
    throw GzipError("it is not a gzip file");
  }
}

struct Unpacked {
  std::string bytes;
  int outcome = Z_OK;  // zlib's word for it
  std::size_t input_left = 0;
};

Unpacked unpack(std::span<const std::byte> file, std::size_t length, int flush) {
  Unpacked unpacked{std::string(length, '\0')};
  z_stream stream{};
  constexpr int gzip_alone = 15 + 16;  // the largest window, and gzip's header and trailer around it
  if (inflateInit2(&stream, gzip_alone) != Z_OK) throw std::bad_alloc();
  stream.next_in = reinterpret_cast<const Bytef*>(file.data());
  stream.avail_in = static_cast<uInt>(file.size());
  stream.next_out = reinterpret_cast<Bytef*>(unpacked.bytes.data());
  stream.avail_out = static_cast<uInt>(length);
  unpacked.outcome = inflate(&stream, flush);
  inflateEnd(&stream);
  if (unpacked.outcome == Z_MEM_ERROR) throw std::bad_alloc();
  unpacked.input_left = stream.avail_in;
  unpacked.bytes.resize(length - stream.avail_out);
  return unpacked;
}

}  // namespace

bool is_gzip(std::span<const std::byte> file) {
  return file.size() >= 2 && file[0] == std::byte{0x1F} && file[1] == std::byte{0x8B};
}

std::string gunzip(std::span<const std::byte> file, std::size_t most) {
  require_gzip(file);
  const std::size_t length = promised_length(file);
  if (length == 0 || length > most || file.size() > std::numeric_limits<uInt>::max()) {
    throw GzipError("its length is not plausible");
  }
  const Unpacked unpacked = unpack(file, length, Z_FINISH);
  if (unpacked.outcome == Z_BUF_ERROR && unpacked.input_left == 0) throw GzipError("it is truncated");
  if (unpacked.outcome != Z_STREAM_END || unpacked.input_left != 0 || unpacked.bytes.size() != length) {
    throw GzipError("it can't be unpacked");
  }
  return unpacked.bytes;
}

std::string gunzip_beginning(std::span<const std::byte> file, std::size_t count) {
  require_gzip(file);
  // A header is unpacked from a small part of the file: never more than this is looked at.
  constexpr std::size_t enough = 1 << 20;
  const Unpacked unpacked = unpack(file.first(std::min(file.size(), enough)), count, Z_SYNC_FLUSH);
  if (unpacked.bytes.size() == count || unpacked.outcome == Z_STREAM_END) return unpacked.bytes;
  throw GzipError(unpacked.input_left == 0 ? "it is truncated" : "it can't be unpacked");
}

}  // namespace flatscope
