#include "core/files/idx.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "core/files/file.h"
#include "core/files/gzip.h"
#include "core/files/plain_text.h"
#include "core/files/streams.h"

namespace flatscope {
namespace {

constexpr std::size_t most_axes = 4, longest_header = 4 + 4 * most_axes;
constexpr int unsigned_bytes = 0x08;

struct Header {
  Shape shape;
  std::size_t length = 0;
  std::int64_t values = 1;
};

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

int byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// `beginning`: of the unpacked file, longest_header bytes or all that there are.
Header read_header(std::string_view beginning, std::int64_t most) {
  if (beginning.size() < 4 || byte_at(beginning, 0) != 0 || byte_at(beginning, 1) != 0) {
    throw IdxError("it is not an IDX file: it does not begin with the magic number of one");
  }
  const int type = byte_at(beginning, 2), axes = byte_at(beginning, 3);
  if (type != unsigned_bytes) {
    constexpr int known[] = {0x09, 0x0B, 0x0C, 0x0D, 0x0E};
    if (std::find(std::begin(known), std::end(known), type) == std::end(known)) {
      throw IdxError("it is not an IDX file: it does not begin with the magic number of one");
    }
    throw IdxError("its values are not unsigned bytes, which alone can be read");
  }
  if (axes < 1 || axes > static_cast<int>(most_axes)) {
    throw IdxError("it has " + std::to_string(axes) + " axes; 1 to 4 can be read");
  }
  Header header;
  header.length = 4 + 4 * static_cast<std::size_t>(axes);
  if (beginning.size() < header.length) throw IdxError("it is cut off within its header");
  bool too_many = false;
  for (std::size_t at = 4; at < header.length; at += 4) {
    std::int64_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) size = size << 8 | byte_at(beginning, at + i);
    header.shape.push_back(size);
    if (size > 0 && header.values > most / size) {
      too_many = true;
    } else {
      header.values *= size;
    }
  }
  const std::string sizes = to_string(header.shape);
  if (std::find(header.shape.begin(), header.shape.end(), 0) != header.shape.end()) {
    throw IdxError("its header promises " + sizes + " values, which is none");
  }
  if (too_many) {
    throw IdxError("its header promises " + sizes + " values, more than the " + std::to_string(most) +
                   " that can be read");
  }
  return header;
}

void require_length(const Header& header, std::size_t length) {
  const std::size_t there = length - header.length, promised = static_cast<std::size_t>(header.values);
  if (there == promised) return;
  const std::string of = std::to_string(there) + " of the " + to_string(header.shape) + " values";
  if (there < promised) throw IdxError("it is cut off: " + of + " that its header promises are there");
  throw IdxError("it is damaged: it goes on after the " + to_string(header.shape) + " values that its header promises");
}

IdxBytes parts_of(const Header& header, std::string_view text) {
  require_length(header, text.size());
  text.remove_prefix(header.length);
  return {header.shape, {text.begin(), text.end()}};
}

}  // namespace

IdxBytes decode_idx(std::span<const std::byte> file, std::int64_t most) {
  if (!is_gzip(file)) {
    const std::string_view text = as_text(file);
    return parts_of(read_header(text.substr(0, longest_header), most), text);
  }
  try {
    const Header header = read_header(gunzip_beginning(file, longest_header), most);
    return parts_of(header, gunzip(file, header.length + static_cast<std::size_t>(header.values)));
  } catch (const GzipError& error) {
    throw IdxError(std::string("it can't be unpacked as gzip: ") + error.what());
  }
}

IdxBytes load_idx(const std::filesystem::path& path, std::int64_t most) {
  // What another kind of file begins with is seen before the rest of it is read.
  const auto first_look = [most](std::span<const std::byte> beginning) {
    if (!is_gzip(beginning)) read_header(as_text(beginning).substr(0, longest_header), most);
  };
  try {
    if (is_stream(path)) throw FileError("'" + shown(path) + "' is a pipe or a device, not a file");
    const auto limit = static_cast<std::uintmax_t>(most) + (1 << 16);
    return decode_idx(read_file(path, limit, first_look), most);
  } catch (const IdxError& error) {
    throw FileError("'" + shown(path) + "' can't be used: " + error.what());
  }
}

}  // namespace flatscope
