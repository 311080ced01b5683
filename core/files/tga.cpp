#include "core/files/tga.h"

#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "core/files/image_format.h"

namespace flatscope {
namespace {

constexpr ImageFormat format = ImageFormat::tga;

using Colour = std::array<std::uint8_t, 4>;  // RGBA, or grey and alpha

// A pixel or an entry of the colour map: BGR, BGRA, or 5 bits each in two bytes.
Colour colour(const std::uint8_t* stored, int bytes, bool grey) {
  if (grey) return {stored[0], bytes == 2 ? stored[1] : std::uint8_t{0}, 0, 0};
  if (bytes == 2) {
    const unsigned bits = stored[0] | static_cast<unsigned>(stored[1]) << 8;
    const auto stretched = [](unsigned value) { return static_cast<std::uint8_t>((value & 31U) * 255 / 31); };
    return {stretched(bits >> 10), stretched(bits >> 5), stretched(bits), 255};
  }
  return {stored[2], stored[1], stored[0], bytes == 4 ? stored[3] : std::uint8_t{255}};
}

std::vector<Colour> read_map(SourceReader& reader, const TgaHeader& header) {
  std::vector<Colour> map;
  std::uint64_t at = header.map;
  for (std::int64_t i = 0; i < header.colours; ++i) {
    std::array<std::uint8_t, 4> stored{};
    for (int byte = 0; byte < header.colour_bytes; ++byte) stored[static_cast<std::size_t>(byte)] = reader.byte(at++);
    map.push_back(colour(stored.data(), header.colour_bytes, false));
  }
  if (reader.ended()) refuse_truncated(format);
  return map;
}

// Hands out the file's rows in the order in which they are stored, as their bytes.
class Rows {
 public:
  Rows(ByteSource& source, SourceReader& reader, const TgaHeader& header)
      : source_(source), reader_(reader), header_(header), at_(header.data) {
    row_.resize(static_cast<std::size_t>(header.width * header.pixel_bytes));
  }

  const std::vector<std::uint8_t>& next() {
    if (header_.packed) {
      unpack();
    } else {
      if (source_.read(at_, std::as_writable_bytes(std::span(row_))) < row_.size()) refuse_truncated(format);
      at_ += row_.size();
    }
    return row_;
  }

 private:
  // Packets may run over the end of a row.
  void unpack() {
    const std::size_t bytes = static_cast<std::size_t>(header_.pixel_bytes);
    for (std::size_t filled = 0; filled < row_.size(); filled += bytes, --left_) {
      if (left_ == 0) {
        const unsigned packet = byte();
        left_ = static_cast<int>(packet & 127U) + 1;
        repeated_ = packet >= 128;
        if (repeated_) read();
      }
      if (!repeated_) read();
      for (std::size_t i = 0; i < bytes; ++i) row_[filled + i] = stored_[i];
    }
  }
  std::uint8_t byte() {
    const std::uint8_t value = reader_.byte(at_++);
    if (reader_.ended()) refuse_truncated(format);
    return value;
  }
  void read() {
    for (int i = 0; i < header_.pixel_bytes; ++i) stored_[static_cast<std::size_t>(i)] = byte();
  }

  ByteSource& source_;
  SourceReader& reader_;
  const TgaHeader& header_;
  std::uint64_t at_;
  int left_ = 0;
  bool repeated_ = false;
  std::array<std::uint8_t, 4> stored_{};
  std::vector<std::uint8_t> row_;
};

// The colour of a number, or a refusal.
Colour looked_up(const TgaHeader& header, const std::vector<Colour>& map, const std::uint8_t* stored) {
  const std::int64_t number = header.pixel_bytes == 2 ? stored[0] | stored[1] << 8 : stored[0];
  const std::int64_t entry = number - header.first_colour;
  if (entry < 0 || entry >= header.colours) refuse_colour(format, number, header.colours, header.first_colour);
  return map[static_cast<std::size_t>(entry)];
}

// A row of pixels, `step` channels from one to the next (backwards where the row is stored from the right).
void place_row(const TgaHeader& header, const std::vector<Colour>& map, const std::uint8_t* stored, int channels,
               std::ptrdiff_t step, std::uint8_t* to) {
  const int bytes = header.pixel_bytes;
  if (!header.mapped && !header.grey && bytes == 3) {  // most files; twice as fast so
    for (std::int64_t column = 0; column < header.width; ++column, stored += 3, to += step) {
      for (int i = 0; i < 3; ++i) to[i] = stored[2 - i];
    }
    return;
  }
  for (std::int64_t column = 0; column < header.width; ++column, stored += bytes, to += step) {
    const Colour shown = header.mapped ? looked_up(header, map, stored) : colour(stored, bytes, header.grey);
    for (int i = 0; i < channels; ++i) to[i] = shown[static_cast<std::size_t>(i)];
  }
}

}  // namespace

std::optional<TgaHeader> read_tga_header(SourceReader& reader) {
  const unsigned identifier = reader.byte(0), has_map = reader.byte(1), kind = reader.byte(2);
  const unsigned map_bits = reader.byte(7), bits = reader.byte(16), descriptor = reader.byte(17);
  TgaHeader header;
  header.packed = kind >= 9;
  const unsigned plain_kind = header.packed ? kind - 8 : kind;
  if (plain_kind < 1 || plain_kind > 3 || (descriptor & 0xC0) != 0 || (descriptor & 15) > 8) return std::nullopt;
  header.mapped = plain_kind == 1;
  header.grey = plain_kind == 3;
  header.first_colour = reader.little(3, 2);
  header.colours = reader.little(5, 2);
  if (has_map != (header.mapped ? 1U : 0U)) return std::nullopt;
  const bool sixteen = bits == 15 || bits == 16;
  if (header.mapped) {
    if (header.colours == 0 || (bits != 8 && !sixteen)) return std::nullopt;
    if (map_bits != 15 && map_bits != 16 && map_bits != 24 && map_bits != 32) return std::nullopt;
  } else {
    if (header.colours != 0 || map_bits > 32) return std::nullopt;
    if (header.grey ? bits != 8 && bits != 16 : !sixteen && bits != 24 && bits != 32) return std::nullopt;
  }
  header.width = reader.little(12, 2);
  header.height = reader.little(14, 2);
  if (header.width == 0 || header.height == 0) return std::nullopt;
  header.from_right = (descriptor & 0x10) != 0;
  header.from_top = (descriptor & 0x20) != 0;
  header.pixel_bytes = static_cast<int>((bits + 7) / 8);
  header.colour_bytes = header.mapped ? static_cast<int>((map_bits + 7) / 8) : 0;
  header.map = 18 + identifier;
  header.data = header.map + static_cast<std::uint64_t>(header.colours * header.colour_bytes);
  const std::uint64_t pixels = static_cast<std::uint64_t>(header.width * header.height);
  const std::uint64_t bytes = static_cast<std::uint64_t>(header.pixel_bytes);
  // A packet stands for at most 128 pixels.
  header.shortest = header.data + (header.packed ? (pixels + 127) / 128 * (1 + bytes) : pixels * bytes);
  return header;
}

Image decode_tga(ByteSource& source) {
  SourceReader reader(source);
  const std::optional<TgaHeader> found = read_tga_header(reader);
  if (!found) refuse_damaged_header(format);
  const TgaHeader& header = *found;
  const std::vector<Colour> map = read_map(reader, header);
  Image image;
  image.width = header.width;
  image.height = header.height;
  if (header.grey) {
    image.channels = header.pixel_bytes;
  } else {
    image.channels = (header.mapped ? header.colour_bytes : header.pixel_bytes) == 4 ? 4 : 3;
  }
  const std::int64_t row_samples = image.width * image.channels;
  std::vector<std::uint8_t> samples(static_cast<std::size_t>(image.height * row_samples));
  Rows rows(source, reader, header);
  for (std::int64_t row = 0; row < header.height; ++row) {
    const std::int64_t down = header.from_top ? row : header.height - 1 - row;
    const std::int64_t right = header.from_right ? header.width - 1 : 0;
    place_row(header, map, rows.next().data(), image.channels, header.from_right ? -image.channels : image.channels,
              samples.data() + down * row_samples + right * image.channels);
  }
  image.samples = std::move(samples);
  return image;
}

}  // namespace flatscope
