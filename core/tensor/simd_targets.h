// Which instruction sets the hot loops are compiled for. Comes before any header of Highway.
#pragma once

// Vectors of unknown width can't be kept in arrays, which the convolution's and the dense layer's register tiles need.
// The other loops leave them out too, so that all run the same instruction set.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
