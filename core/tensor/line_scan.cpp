#include "core/tensor/line_scan.h"

// Blocks of columns are taken apart with a compile-time number of lanes.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/tensor/line_scan.cpp"
#include <hwy/foreach_target.h>  // compiles the rest of this file once for each instruction set
// After foreach_target.
#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace flatscope::detail {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;
using Integers = hn::RebindToSigned<Floats>;
using Vec = hn::Vec<Floats>;
using Bits = hn::Vec<Integers>;
constexpr auto lanes = static_cast<std::int64_t>(hn::MaxLanes(Floats()));

HWY_INLINE Bits magnitudes(Vec values) {
  const Integers di;
  return hn::And(hn::BitCast(di, values), hn::Set(di, 0x7FFF'FFFF));
}

HWY_INLINE std::int32_t largest_lane(Bits bits) {
  HWY_ALIGN std::int32_t stored[static_cast<std::size_t>(lanes)];
  hn::Store(bits, Integers(), stored);
  return *std::max_element(stored, stored + lanes);
}

std::int32_t largest_magnitude(const float* values, std::int64_t count) {
  const Floats d;
  Bits first = hn::Zero(Integers()), second = first;
  std::int64_t i = 0;
  for (; i + 2 * lanes <= count; i += 2 * lanes) {
    first = hn::Max(first, magnitudes(hn::LoadU(d, values + i)));
    second = hn::Max(second, magnitudes(hn::LoadU(d, values + i + lanes)));
  }
  std::int32_t largest = largest_lane(hn::Max(first, second));
  for (; i < count; ++i) largest = std::max(largest, magnitude_bits(values[i]));
  return largest;
}

LineMaxima largest_magnitudes(const float* values, const float* other, std::int64_t count) {
  const Floats d;
  Bits own = hn::Zero(Integers()), difference = own;
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const Vec here = hn::LoadU(d, values + i);
    own = hn::Max(own, magnitudes(here));
    difference = hn::Max(difference, magnitudes(hn::Sub(here, hn::LoadU(d, other + i))));
  }
  LineMaxima most{largest_lane(own), largest_lane(difference)};
  for (; i < count; ++i) {
    most.magnitude = std::max(most.magnitude, magnitude_bits(values[i]));
    most.difference = std::max(most.difference, magnitude_bits(values[i] - other[i]));
  }
  return most;
}

std::int64_t count_differences(const float* before, const float* after, std::int64_t count) {
  const Floats d;
  const Integers di;
  Bits sum = hn::Zero(di);
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto equal = hn::Eq(hn::LoadU(d, before + i), hn::LoadU(d, after + i));  // Ne is false for NaN
    sum = hn::Add(sum, hn::IfThenZeroElse(hn::RebindMask(di, equal), hn::Set(di, 1)));
  }
  HWY_ALIGN std::int32_t stored[static_cast<std::size_t>(lanes)];
  hn::Store(sum, di, stored);
  std::int64_t total = 0;
  for (const std::int32_t one : stored) total += one;
  for (; i < count; ++i) total += before[i] != after[i] ? 1 : 0;
  return total;
}

float line_sum(const float* values, std::int64_t count) {
  constexpr std::int64_t partial = 16;
  constexpr std::int64_t vectors = partial / lanes;
  const Floats d;
  Vec sums[vectors];
  for (Vec& sum : sums) sum = hn::Zero(d);
  std::int64_t i = 0;
  for (; i + partial <= count; i += partial)
    for (std::int64_t v = 0; v < vectors; ++v) sums[v] = hn::Add(sums[v], hn::LoadU(d, values + i + v * lanes));
  HWY_ALIGN float stored[partial];
  for (std::int64_t v = 0; v < vectors; ++v) hn::Store(sums[v], d, stored + v * lanes);
  for (std::int64_t k = 0; i + k < count; ++k) stored[k] += values[i + k];
  for (std::int64_t half = partial / 2; half > 0; half /= 2)
    for (std::int64_t k = 0; k < half; ++k) stored[k] += stored[k + half];
  return stored[0];
}

HWY_INLINE Vec larger(Vec a, Vec b) { return hn::IfThenElse(hn::Gt(hn::Abs(b), hn::Abs(a)), b, a); }
HWY_INLINE float larger(float a, float b) { return std::fabs(b) > std::fabs(a) ? b : a; }

struct Larger {
  HWY_INLINE Vec operator()(Vec one, Vec other) const { return larger(one, other); }
  HWY_INLINE float operator()(float one, float other) const { return larger(one, other); }
};
struct Sum {
  HWY_INLINE Vec operator()(Vec one, Vec other) const { return hn::Add(one, other); }
  HWY_INLINE float operator()(float one, float other) const { return one + other; }
};

template <class Join>
HWY_INLINE void join_rows(const float* first, std::int64_t stride, std::int64_t rows, std::int64_t count, float* joined,
                          Join join) {
  const Floats d;
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    Vec value = hn::LoadU(d, first + i);
    for (std::int64_t row = 1; row < rows; ++row) value = join(value, hn::LoadU(d, first + row * stride + i));
    hn::StoreU(value, d, joined + i);
  }
  for (; i < count; ++i) {
    float value = first[i];
    for (std::int64_t row = 1; row < rows; ++row) value = join(value, first[row * stride + i]);
    joined[i] = value;
  }
}

void join_larger(const float* first, std::int64_t stride, std::int64_t rows, std::int64_t count, float* joined) {
  join_rows(first, stride, rows, count, joined, Larger{});
}

void join_sum(const float* first, std::int64_t stride, std::int64_t rows, std::int64_t count, float* joined) {
  join_rows(first, stride, rows, count, joined, Sum{});
}

// join(join(first, second), ...) of every `block` neighbours; blocks of two to four are taken apart in registers.
template <class Join, class Finish>
HWY_INLINE void join_columns(const float* line, std::int64_t count, std::int64_t block, float* out, Join join,
                             Finish finish) {
  const Floats d;
  const std::int64_t whole = block >= 2 && block <= 4 ? count / block / lanes * lanes : 0;
  Vec a, b, c, e;
  for (std::int64_t column = 0; column < whole; column += lanes) {
    const float* const from = line + column * block;
    if (block == 2) {
      hn::LoadInterleaved2(d, from, a, b);
      a = join(a, b);
    } else if (block == 3) {
      hn::LoadInterleaved3(d, from, a, b, c);
      a = join(join(a, b), c);
    } else {
      hn::LoadInterleaved4(d, from, a, b, c, e);
      a = join(join(join(a, b), c), e);
    }
    hn::StoreU(finish(a, block), d, out + column);
  }
  const std::int64_t columns = (count + block - 1) / block;
  for (std::int64_t column = whole; column < columns; ++column) {
    const std::int64_t left = column * block, right = std::min(count, left + block);
    float value = line[left];
    for (std::int64_t x = left + 1; x < right; ++x) value = join(value, line[x]);
    out[column] = finish(value, right - left);
  }
}

struct Keep {
  HWY_INLINE Vec operator()(Vec value, std::int64_t) const { return value; }
  HWY_INLINE float operator()(float value, std::int64_t) const { return value; }
};
struct Mean {
  std::int64_t rows;
  HWY_INLINE Vec operator()(Vec sum, std::int64_t columns) const {
    return hn::Div(sum, hn::Set(Floats(), static_cast<float>(columns * rows)));
  }
  HWY_INLINE float operator()(float sum, std::int64_t columns) const {
    return sum / static_cast<float>(columns * rows);
  }
};

void join_larger_columns(const float* line, std::int64_t count, std::int64_t block, float* out) {
  join_columns(line, count, block, out, Larger{}, Keep{});
}

void join_mean_columns(const float* line, std::int64_t count, std::int64_t block, std::int64_t rows, float* out) {
  join_columns(line, count, block, out, Sum{}, Mean{rows});
}

void stream_copy(const float* from, std::int64_t count, float* to) {
  const Floats d;
  const auto past = static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(to) / sizeof(float)) % lanes;
  const std::int64_t first = std::min(count, past == 0 ? 0 : lanes - past);
  std::int64_t i = 0;
  for (; i < first; ++i) to[i] = from[i];
  for (; i + lanes <= count; i += lanes) hn::Stream(hn::LoadU(d, from + i), d, to + i);
  for (; i < count; ++i) to[i] = from[i];
  hwy::FlushStream();
}

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace flatscope {
namespace detail {

HWY_EXPORT(largest_magnitude);
HWY_EXPORT(largest_magnitudes);
HWY_EXPORT(count_differences);
HWY_EXPORT(line_sum);
HWY_EXPORT(join_larger);
HWY_EXPORT(join_larger_columns);
HWY_EXPORT(join_sum);
HWY_EXPORT(join_mean_columns);
HWY_EXPORT(stream_copy);

}  // namespace detail
// Where there is one instruction set alone, as in a browser, a dispatched name is looked for in its name space.
using namespace detail;

std::int32_t magnitude_bits(float value) {
  std::int32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits & 0x7FFF'FFFF;
}

float from_magnitude_bits(std::int32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

std::int32_t largest_magnitude(const float* values, std::int64_t count) {
  return HWY_DYNAMIC_DISPATCH(largest_magnitude)(values, count);
}

LineMaxima largest_magnitudes(const float* values, const float* other, std::int64_t count) {
  return HWY_DYNAMIC_DISPATCH(largest_magnitudes)(values, other, count);
}

std::int64_t count_differences(const float* before, const float* after, std::int64_t count) {
  return HWY_DYNAMIC_DISPATCH(count_differences)(before, after, count);
}

float line_sum(const float* values, std::int64_t count) { return HWY_DYNAMIC_DISPATCH(line_sum)(values, count); }

void join_larger(const float* first, std::int64_t stride, std::int64_t rows, std::int64_t count, float* joined) {
  HWY_DYNAMIC_DISPATCH(join_larger)(first, stride, rows, count, joined);
}

void join_larger_columns(const float* line, std::int64_t count, std::int64_t block, float* out) {
  HWY_DYNAMIC_DISPATCH(join_larger_columns)(line, count, block, out);
}

void join_sum(const float* first, std::int64_t stride, std::int64_t rows, std::int64_t count, float* joined) {
  HWY_DYNAMIC_DISPATCH(join_sum)(first, stride, rows, count, joined);
}

void join_mean_columns(const float* line, std::int64_t count, std::int64_t block, std::int64_t rows, float* out) {
  HWY_DYNAMIC_DISPATCH(join_mean_columns)(line, count, block, rows, out);
}

void stream_copy(const float* from, std::int64_t count, float* to) {
  HWY_DYNAMIC_DISPATCH(stream_copy)(from, count, to);
}

}  // namespace flatscope
#endif  // HWY_ONCE
