// How far a kernel reaches, and the two words for it: *taps* are its numbers, side by side or with gaps between them;
// its *extent* is what lies from the first tap to the last, gaps included.
#pragma once

#include <cstdint>

namespace flatscope {

// Elements from the first of `taps` along one axis to the last, `dilation` apart: 3 taps, 2 apart, span 5.
constexpr std::int64_t extent_of(std::int64_t taps, std::int64_t dilation) { return dilation * (taps - 1) + 1; }

}  // namespace flatscope
