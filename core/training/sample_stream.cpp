#include "core/training/sample_stream.h"

namespace flatscope {

Generator sample_generator(std::uint32_t seed, SampleStream stream, std::uint64_t index) {
  // The whole state follows from all of these numbers; with a 32-bit seed a hundred thousand samples would repeat some.
  std::seed_seq numbers{seed, static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(index),
                        static_cast<std::uint32_t>(index >> 32)};
  return Generator(numbers);
}

float uniform_between(Generator& generator, float low, float high) { return low + (high - low) * uniform01(generator); }

}  // namespace flatscope
