// Where samples that are drawn rather than read take their chance from.
#pragma once

#include <cstdint>

#include "core/tensor/random.h"

namespace flatscope {

enum class SampleStream : std::uint32_t { training, testing };

// A generator of its own for every sample, so that sample `index` is the same whichever were drawn before it. Streams
// of one seed share nothing.
Generator sample_generator(std::uint32_t seed, SampleStream stream, std::uint64_t index);

// Evenly in [low, high).
float uniform_between(Generator& generator, float low, float high);

}  // namespace flatscope
