#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/files/crc32.h"
#include "core/files/npy.h"
#include "core/files/npz.h"
#include "core/files/weights.h"

namespace flatscope {
namespace {

[[noreturn]] void refuse(const std::string& sentence) { throw WeightsError(sentence); }
[[noreturn]] void damaged(const std::string& how) { refuse("The .npz file is damaged: " + how + "."); }

class ZipReader {
 public:
  explicit ZipReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::uint64_t number(std::uint64_t at, int size) const {
    if (at > bytes_.size() || bytes_.size() - at < static_cast<std::uint64_t>(size)) damaged("it is truncated");
    std::uint64_t value = 0;
    for (int i = 0; i < size; ++i)
      value |= std::uint64_t{std::to_integer<std::uint8_t>(
                   bytes_[static_cast<std::size_t>(at) + static_cast<std::size_t>(i)])}
               << (8 * i);
    return value;
  }
  std::span<const std::byte> part(std::uint64_t at, std::uint64_t size) const {
    if (at > bytes_.size() || bytes_.size() - at < size) damaged("it is truncated");
    return bytes_.subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(size));
  }
  std::string text(std::uint64_t at, std::uint64_t size) const {
    const auto letters = part(at, size);
    return {reinterpret_cast<const char*>(letters.data()), letters.size()};
  }

  // Where the directory's end record is: the last place that looks like one.
  std::uint64_t end_record() const {
    constexpr std::uint64_t record = 22, longest_comment = 65'535;
    if (bytes_.size() < record) damaged("it is truncated");
    const std::uint64_t last = bytes_.size() - record;
    for (std::uint64_t back = 0; back <= std::min(last, longest_comment); ++back) {
      if (number(last - back, 4) == 0x06054B50) return last - back;
    }
    damaged("it has no directory");
  }

 private:
  std::span<const std::byte> bytes_;
};

struct Member {
  std::string name;
  std::uint64_t method = 0, crc = 0, packed = 0, size = 0, at = 0;
};

// One entry of the directory; returns where the next is. Sizes past 4 GB stand in a field of their own.
std::uint64_t read_entry(const ZipReader& zip, std::uint64_t at, Member& member) {
  if (zip.number(at, 4) != 0x02014B50) damaged("its directory is cut short");
  if ((zip.number(at + 8, 2) & 1) != 0) refuse("The .npz file is encrypted.");
  member.method = zip.number(at + 10, 2);
  member.crc = zip.number(at + 16, 4);
  member.packed = zip.number(at + 20, 4);
  member.size = zip.number(at + 24, 4);
  member.at = zip.number(at + 42, 4);
  const std::uint64_t name = zip.number(at + 28, 2), extra = zip.number(at + 30, 2), comment = zip.number(at + 32, 2);
  member.name = zip.text(at + 46, name);
  std::uint64_t field = at + 46 + name;
  for (const std::uint64_t past = field + extra; field + 4 <= past;) {
    const std::uint64_t kind = zip.number(field, 2), size = zip.number(field + 2, 2);
    std::uint64_t value = field + 4;
    for (std::uint64_t* wide : {&member.size, &member.packed, &member.at}) {
      if (kind != 1 || *wide != 0xFFFFFFFF || value + 8 > field + 4 + size) continue;
      *wide = zip.number(value, 8);
      value += 8;
    }
    field += 4 + size;
  }
  return at + 46 + name + extra + comment;
}

std::vector<std::byte> inflated(std::span<const std::byte> packed, std::uint64_t size, const std::string& name) {
  std::vector<std::byte> bytes(static_cast<std::size_t>(size) + 1);  // one more shows that there is more
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  struct End {
    z_stream* stream;
    ~End() { inflateEnd(stream); }
  } const end{&stream};
  std::size_t in = 0, out = 0;
  int state = Z_OK;
  while (state == Z_OK) {
    constexpr std::size_t at_once = std::size_t{1} << 30;
    const std::size_t give = std::min(at_once, packed.size() - in), take = std::min(at_once, bytes.size() - out);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data() + in));
    stream.avail_in = static_cast<uInt>(give);
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data() + out);
    stream.avail_out = static_cast<uInt>(take);
    state = inflate(&stream, Z_NO_FLUSH);
    in += give - stream.avail_in;
    out += take - stream.avail_out;
    if (state == Z_OK && stream.avail_in == give && stream.avail_out == take) break;
  }
  if (state != Z_STREAM_END || out != size) damaged("\"" + name + "\" does not unpack to what it promises");
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

std::vector<std::byte> unpacked(const ZipReader& zip, const Member& member) {
  if (zip.number(member.at, 4) != 0x04034B50) damaged("\"" + member.name + "\" is not where it should be");
  const std::uint64_t data = member.at + 30 + zip.number(member.at + 26, 2) + zip.number(member.at + 28, 2);
  const std::span<const std::byte> packed = zip.part(data, member.packed);
  std::vector<std::byte> bytes;
  if (member.method == 0) {
    if (member.packed != member.size) damaged("\"" + member.name + "\" has two sizes");
    bytes.assign(packed.begin(), packed.end());
  } else if (member.method == 8) {
    // Deflate can't do better than this.
    if (member.size / 1032 > member.packed + 1) damaged("\"" + member.name + "\" promises more than it can hold");
    bytes = inflated(packed, member.size, member.name);
  } else {
    refuse("In the .npz file \"" + member.name +
           "\" is packed in a way that is not read here; numpy.savez stores it plainly.");
  }
  if (crc32(bytes) != member.crc) damaged("the checksum of \"" + member.name + "\" is another");
  return bytes;
}

}  // namespace

std::vector<NamedTensor> decode_npz(std::span<const std::byte> bytes, std::uint64_t limit) {
  const ZipReader zip(bytes);
  const std::uint64_t end = zip.end_record();
  const std::uint64_t count = zip.number(end + 10, 2);
  if (count > most_arrays) refuse("The .npz file has " + std::to_string(count) + " arrays, too many.");
  std::uint64_t at = zip.number(end + 16, 4), total = 0;
  std::vector<NamedTensor> tensors;
  std::set<std::string> names;
  for (std::uint64_t i = 0; i < count; ++i) {
    Member member;
    at = read_entry(zip, at, member);
    if (member.size > limit - total)
      refuse("The .npz file unpacks to more than " + std::to_string(limit / 1'000'000) + " MB, the most that is read.");
    total += member.size;
    std::string name = member.name;
    if (name.ends_with(".npy")) name.resize(name.size() - 4);
    if (!names.insert(name).second) refuse("The .npz file has two arrays \"" + name + "\".");
    try {
      tensors.push_back({name, decode_npy(unpacked(zip, member))});
    } catch (const NpyError& error) {
      refuse("In the .npz file \"" + name + "\" is no array of numbers: " + error.what() + ".");
    }
  }
  return tensors;
}

std::vector<std::byte> encode_npz(std::span<const NamedTensor> tensors) {
  std::vector<NpzArray> arrays;
  for (const NamedTensor& tensor : tensors) arrays.push_back({tensor.name, encode_npy(tensor.tensor)});
  return encode_npz(arrays);
}

}  // namespace flatscope
