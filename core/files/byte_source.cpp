#include "core/files/byte_source.h"

#include <cstring>

#include "core/tensor/breathe.h"

namespace flatscope {

std::size_t MemorySource::read(std::uint64_t offset, std::span<std::byte> to) {
  if (offset >= bytes_.size()) return 0;
  const std::size_t count = std::min(to.size(), bytes_.size() - static_cast<std::size_t>(offset));
  if (count > 0) std::memcpy(to.data(), bytes_.data() + offset, count);
  return count;
}

FileSource::FileSource(const std::filesystem::path& path) : stream_(path, std::ios::binary) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  good_ = stream_.is_open() && !error;
  if (good_) size_ = size;
}

std::size_t FileSource::read(std::uint64_t offset, std::span<std::byte> to) {
  if (!good_ || offset >= size_) return 0;
  if (offset != position_) {
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(offset));
  }
  stream_.read(reinterpret_cast<char*>(to.data()), static_cast<std::streamsize>(to.size()));
  const std::size_t count = static_cast<std::size_t>(stream_.gcount());
  position_ = offset + count;
  if (count < to.size()) stream_.clear();
  return count;
}

std::uint8_t SourceReader::refill(std::uint64_t offset) {
  breathe();  // the end of a large file is looked for byte by byte
  start_ = offset;
  count_ = source_.read(offset, buffer_);
  if (count_ > 0) return static_cast<std::uint8_t>(buffer_[0]);
  ended_ = true;
  return 0;
}

std::uint32_t SourceReader::big(std::uint64_t offset, int bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < bytes; ++i) value = value << 8 | byte(offset + static_cast<std::uint64_t>(i));
  return value;
}

std::uint32_t SourceReader::little(std::uint64_t offset, int bytes) {
  std::uint32_t value = 0;
  for (int i = bytes; i-- > 0;) value = value << 8 | byte(offset + static_cast<std::uint64_t>(i));
  return value;
}

bool SourceReader::starts_with(std::uint64_t offset, std::string_view mark) {
  for (std::size_t i = 0; i < mark.size(); ++i) {
    if (byte(offset + i) != static_cast<std::uint8_t>(mark[i])) return false;
  }
  return true;
}

}  // namespace flatscope
