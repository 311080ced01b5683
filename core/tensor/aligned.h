// Memory for numbers that whole vectors are read from: it begins at a cache line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>

namespace flatscope {

// `size` floats, all 0. Movable, not copyable. Throws std::bad_alloc.
class AlignedFloats {
 public:
  AlignedFloats() = default;
  explicit AlignedFloats(std::int64_t size) : size_(size) {
    if (size < 0 || size > std::int64_t{1} << 58) throw std::bad_alloc();
    values_.reset(static_cast<float*>(::operator new(static_cast<std::size_t>(size) * sizeof(float), alignment)));
    std::fill_n(values_.get(), size, 0.0F);
  }

  float* data() { return values_.get(); }
  const float* data() const { return values_.get(); }
  std::int64_t size() const { return size_; }

 private:
  static constexpr std::align_val_t alignment{64};
  struct Free {
    void operator()(float* values) const { ::operator delete(values, alignment); }
  };
  std::unique_ptr<float[], Free> values_;
  std::int64_t size_ = 0;
};

}  // namespace flatscope
