#include "core/layers/seeded_weights.h"

#include <array>
#include <cmath>
#include <numeric>

namespace flatscope::detail {

double seeded_worth(std::int64_t in_features) {
  return 1.0 / (static_cast<double>(seeded_table) * std::sqrt(static_cast<double>(in_features)));
}

std::int32_t seeded_base_number(const SeededKeys& keys, std::uint32_t base, std::int64_t input) {
  const std::uint32_t stretch_key = keys.for_stretch(static_cast<std::uint64_t>(input / seeded_stretch));
  const std::uint32_t section = seeded_section_of(stretch_key, base);
  const std::int64_t begin = seeded_begin(stretch_key, keys.for_base(base));
  auto place = static_cast<std::uint32_t>((begin + input % seeded_stretch) % seeded_section);
  for (std::uint32_t round = 0; round < seeded_rounds; ++round)
    place = seeded_round(place, keys.for_round(section, round));
  return seeded_odd(section, place);
}

std::int32_t seeded_number(std::uint32_t seed, std::int64_t output, std::int64_t input) {
  const SeededKeys keys{seed};
  const auto [base, negative] = seeded_choice(keys.for_place(static_cast<std::uint32_t>(input % seeded_period)),
                                              keys.for_output(static_cast<std::uint64_t>(output)));
  const std::int32_t number = seeded_base_number(keys, base, input);
  return negative ? -number : number;
}

std::vector<float> seeded_numbers_table(std::uint32_t seed) {
  const SeededKeys keys{seed};
  std::vector<float> table;
  table.reserve(static_cast<std::size_t>(seeded_bases * seeded_section_room));
  for (std::uint32_t section = 0; section < seeded_bases; ++section) {
    std::array<std::uint32_t, seeded_section> places;
    std::iota(places.begin(), places.end(), 0U);
    for (std::uint32_t round = 0; round < seeded_rounds; ++round) {
      const std::uint32_t key = keys.for_round(section, round);
      for (std::uint32_t& place : places) place = seeded_round(place, key);
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(seeded_section_room); ++i)
      table.push_back(static_cast<float>(seeded_odd(section, places[i % seeded_section])));
  }
  return table;
}

std::vector<std::uint32_t> seeded_place_keys(std::uint32_t seed) {
  const SeededKeys keys{seed};
  std::vector<std::uint32_t> place_keys;
  place_keys.reserve(static_cast<std::size_t>(seeded_period));
  for (std::uint32_t place = 0; place < seeded_period; ++place) place_keys.push_back(keys.for_place(place));
  return place_keys;
}

SeededNumbers::SeededNumbers(std::uint32_t seed, std::int64_t in_features)
    : table_(seeded_numbers_table(seed)), place_keys_(seeded_place_keys(seed)) {
  const SeededKeys keys{seed};
  const std::int64_t stretches = (in_features + seeded_stretch - 1) / seeded_stretch;
  begins_.reserve(static_cast<std::size_t>(stretches * seeded_bases));
  for (std::int64_t stretch = 0; stretch < stretches; ++stretch) {
    const std::uint32_t key = keys.for_stretch(static_cast<std::uint64_t>(stretch));
    for (std::uint32_t base = 0; base < seeded_bases; ++base)
      begins_.push_back(seeded_place(key, base, keys.for_base(base)));
  }
}

}  // namespace flatscope::detail
