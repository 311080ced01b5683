// Bytes that can be read from any place: a block of memory or an open file. Lets large pictures be decoded without
// holding their compressed bytes too.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string_view>

namespace flatscope {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual std::uint64_t size() const = 0;
  // Fills `to` from `offset` on and returns how many bytes there were.
  virtual std::size_t read(std::uint64_t offset, std::span<std::byte> to) = 0;
};

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::size_t read(std::uint64_t offset, std::span<std::byte> to) override;

 private:
  std::span<const std::byte> bytes_;
};

// A regular file. good() is false when it can't be opened.
class FileSource : public ByteSource {
 public:
  explicit FileSource(const std::filesystem::path& path);
  bool good() const { return good_; }
  std::uint64_t size() const override { return size_; }
  std::size_t read(std::uint64_t offset, std::span<std::byte> to) override;

 private:
  std::ifstream stream_;
  std::uint64_t size_ = 0;
  std::uint64_t position_ = 0;
  bool good_ = false;
};

// Reads numbers at places of a source; everything past its end is 0, and ended() tells that this happened.
class SourceReader {
 public:
  explicit SourceReader(ByteSource& source) : source_(source) {}
  std::uint8_t byte(std::uint64_t offset) {
    // Also false for an offset before the start, since the difference wraps round.
    if (offset - start_ < count_) return static_cast<std::uint8_t>(buffer_[offset - start_]);
    return refill(offset);
  }
  std::uint32_t big(std::uint64_t offset, int bytes);
  std::uint32_t little(std::uint64_t offset, int bytes);
  bool starts_with(std::uint64_t offset, std::string_view mark);
  bool ended() const { return ended_; }

 private:
  std::uint8_t refill(std::uint64_t offset);

  ByteSource& source_;
  std::byte buffer_[4096];
  std::uint64_t start_ = 0;
  std::size_t count_ = 0;
  bool ended_ = false;
};

}  // namespace flatscope
