// Loops over one row of values that a drag runs through millions of times, in the machine's widest vectors. Results are
// the same at every width.
#pragma once

#include <cstdint>

namespace flatscope {

// Absolute values as the bits of their floats: as whole numbers they are ordered as the floats are, with NaN above
// infinity.
std::int32_t magnitude_bits(float value);
float from_magnitude_bits(std::int32_t bits);

// The largest magnitude_bits of values[i], 0 for none.
std::int32_t largest_magnitude(const float* values, std::int64_t count);

struct LineMaxima {
  std::int32_t magnitude = 0;   // of values[i]
  std::int32_t difference = 0;  // of values[i] - other[i]
};
LineMaxima largest_magnitudes(const float* values, const float* other, std::int64_t count);

// How many before[i] != after[i]; count < 2^24.
std::int64_t count_differences(const float* before, const float* after, std::int64_t count);

// The sum of values[i], in sixteen partial sums.
float line_sum(const float* values, std::int64_t count);

// joined[i] = the value of the largest magnitude among first[i], first[i + stride], ..., `rows` >= 1 of them; the first
// of those that share it.
void join_larger(const float* first, std::int64_t stride, std::int64_t rows, std::int64_t count, float* joined);
// out[c] = the same over line[c * block] and what follows it up to (c + 1) * block, from left to right.
void join_larger_columns(const float* line, std::int64_t count, std::int64_t block, float* out);

// joined[i] = first[i] + first[i + stride] + ..., `rows` >= 1 of them, in this order.
void join_sum(const float* first, std::int64_t stride, std::int64_t rows, std::int64_t count, float* joined);
// out[c] = the sum from left to right over the block, divided by its number of values times `rows`.
void join_mean_columns(const float* line, std::int64_t count, std::int64_t block, std::int64_t rows, float* out);

// Copies past the caches: for what is not read again soon. Visible to other threads when it returns.
void stream_copy(const float* from, std::int64_t count, float* to);

}  // namespace flatscope
