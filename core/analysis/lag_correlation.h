// How alike values of a vector are that stand some places apart.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace flatscope {

// Pearson correlation between v[i] and v[i + lag] for lag = 0 to max_lag (clamped to size - 1), each lag about the
// means and deviations of its own two overlapping parts. A constant part gives 0 (1 at lag 0). With a value that is not
// finite every lag is NaN. Empty for an empty vector or a negative max_lag. O(N log max_lag).
std::vector<float> lag_correlation(std::span<const float> vector, std::int64_t max_lag);

}  // namespace flatscope
