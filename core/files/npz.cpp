#include "core/files/npz.h"

#include <limits>
#include <stdexcept>
#include <string_view>

#include "core/files/crc32.h"
#include "core/files/npy.h"

namespace flatscope {
namespace {

constexpr std::uint16_t version = 20;            // 2.0, the oldest that every reader knows
constexpr std::uint16_t first_day = 1 << 5 | 1;  // 1 January 1980, where ZIP's calendar starts
constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max() - 1;

class ZipWriter {
 public:
  void add(const NpzArray& array) {
    const Member member{array.name + ".npy", crc32(array.bytes), checked(array.bytes.size()), checked(bytes_.size())};
    put32(0x04034B50);
    put_common(member);
    put_text(member.name);
    bytes_.insert(bytes_.end(), array.bytes.begin(), array.bytes.end());
    members_.push_back(member);
  }

  std::vector<std::byte> finish() {
    const std::uint32_t directory = checked(bytes_.size());
    for (const Member& member : members_) {
      put32(0x02014B50);
      put16(version);
      put_common(member);
      for (int i = 0; i < 3; ++i) put16(0);  // no comment, first disk, no attributes
      put32(0);
      put32(member.at);
      put_text(member.name);
    }
    const std::uint32_t end = checked(bytes_.size());
    put32(0x06054B50);
    put32(0);  // one disk
    put16(static_cast<std::uint16_t>(members_.size()));
    put16(static_cast<std::uint16_t>(members_.size()));
    put32(end - directory);
    put32(directory);
    put16(0);
    return std::move(bytes_);
  }

  void reserve(std::size_t size) { bytes_.reserve(size); }

 private:
  struct Member {
    std::string name;
    std::uint32_t crc = 0, size = 0, at = 0;
  };

  static std::uint32_t checked(std::size_t size) {
    if (size > most) throw std::length_error("the arrays take more than 4 GB, the most that a .npz file holds");
    return static_cast<std::uint32_t>(size);
  }
  void put16(std::uint32_t value) {
    for (int bit = 0; bit < 16; bit += 8) bytes_.push_back(static_cast<std::byte>(value >> bit & 255));
  }
  void put32(std::uint32_t value) {
    put16(value & 0xFFFF);
    put16(value >> 16);
  }
  void put_text(std::string_view text) {
    for (const char letter : text) bytes_.push_back(static_cast<std::byte>(letter));
  }
  // What a member's own header and its entry in the directory share.
  void put_common(const Member& member) {
    put16(version);
    put16(0);  // no flags
    put16(0);  // stored
    put16(0);  // midnight
    put16(first_day);
    put32(member.crc);
    put32(member.size);
    put32(member.size);
    put16(static_cast<std::uint32_t>(member.name.size()));
    put16(0);  // nothing extra
  }

  std::vector<std::byte> bytes_;
  std::vector<Member> members_;
};

}  // namespace

std::vector<std::byte> encode_npz(std::span<const NpzArray> arrays) {
  constexpr std::size_t around = 128;  // both headers of a member, and its short name twice
  ZipWriter writer;
  std::size_t size = around;
  for (const NpzArray& array : arrays) size += array.bytes.size() + 2 * array.name.size() + around;
  writer.reserve(size);
  for (const NpzArray& array : arrays) writer.add(array);
  return writer.finish();
}

std::vector<std::byte> encode_npz(const CooMatrix& matrix, std::int64_t rows, std::int64_t columns) {
  const auto count = static_cast<std::int64_t>(matrix.values.size());
  const std::int64_t shape[] = {rows, columns};
  const NpzArray arrays[] = {{"row", encode_npy({count}, matrix.rows)},
                             {"col", encode_npy({count}, matrix.columns)},
                             {"data", encode_npy(Tensor({count}, matrix.values))},
                             {"shape", encode_npy({2}, shape)},
                             {"format", encode_npy(std::string_view("coo"))}};
  return encode_npz(arrays);
}

}  // namespace flatscope
