#include "core/files/zlib_text.h"

#define ZLIB_CONST  // zlib promises not to write into its input
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace flatscope {

std::vector<std::uint8_t> zlib_packed(std::string_view text) {
  uLongf length = compressBound(static_cast<uLong>(text.size()));
  std::vector<std::uint8_t> bytes(length);
  const int outcome = compress2(bytes.data(), &length, reinterpret_cast<const Bytef*>(text.data()),
                                static_cast<uLong>(text.size()), Z_BEST_COMPRESSION);
  if (outcome != Z_OK) throw std::bad_alloc();
  bytes.resize(length);
  return bytes;
}

std::string zlib_unpacked(std::span<const std::uint8_t> bytes, std::size_t most) {
  if (bytes.size() > std::numeric_limits<uInt>::max() || most >= std::numeric_limits<uInt>::max())
    throw ZlibError("they are too many");
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw std::bad_alloc();
  struct End {
    z_stream* stream;
    ~End() { inflateEnd(stream); }
  } const end{&stream};
  stream.next_in = bytes.data();
  stream.avail_in = static_cast<uInt>(bytes.size());
  // It grows with what comes: a few bytes that promise much cost little. One byte more than allowed shows a text that
  // is too long.
  std::string text;
  int outcome = Z_OK;
  while (outcome == Z_OK && text.size() <= most) {
    constexpr std::size_t first = 4096;
    const std::size_t before = text.size(), room = std::min(std::max(first, 2 * before), most + 1);
    text.resize(room);
    stream.next_out = reinterpret_cast<Bytef*>(text.data() + before);
    stream.avail_out = static_cast<uInt>(room - before);
    outcome = inflate(&stream, Z_NO_FLUSH);
    text.resize(room - stream.avail_out);
  }
  if (outcome == Z_MEM_ERROR) throw std::bad_alloc();
  if (text.size() > most) throw ZlibError("they unpack to more than " + std::to_string(most) + " bytes");
  if (outcome == Z_BUF_ERROR) throw ZlibError("they end too early");
  if (outcome != Z_STREAM_END) throw ZlibError("they can't be unpacked");
  if (stream.avail_in != 0) throw ZlibError("others follow that don't belong to them");
  return text;
}

}  // namespace flatscope
