// Two small networks with weights, and pictures for them: for tests of trained networks on the Shift stage.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "app/engine/trained_pair.h"
#include "core/tensor/random.h"
#include "core/training/models.h"
#include "core/training/net.h"

namespace flatscope::test {

inline constexpr std::int64_t pair_side = 20, blob = 5;

inline std::shared_ptr<const TrainedNetwork> network(const char* name, const char* layers, std::uint32_t seed,
                                                     std::int64_t channels = 1) {
  auto made = std::make_shared<TrainedNetwork>();
  made->name = name;
  made->input = {channels, pair_side, pair_side};
  made->layers = parse_layers(layers);
  const std::vector<ParameterPlace> places = parameter_places(made->input, made->layers);
  std::vector<float> row(static_cast<std::size_t>(parameter_floats(places)));
  Generator generator(seed);
  draw_parameters(places, generator, row);
  // Larger weights than at a start: the answers then differ from place to place.
  for (float& weight : row) weight *= 4.0F;
  made->parameters = named_parameters(places, row);
  return made;
}

// Patches of noise in the middle of a black canvas.
inline std::shared_ptr<const Dataset> noise_patches(std::int64_t channels = 1) {
  auto made = std::make_shared<Dataset>();
  made->classes = {"0", "1", "2", "3"};
  Generator generator(5);
  for (LabelledImages* part : {&made->train, &made->test}) {
    part->images = Tensor({40, channels, pair_side, pair_side});
    for (std::int64_t plane = 0; plane < 40 * channels; ++plane)
      for (std::int64_t row = 8; row < 8 + blob; ++row)
        for (std::int64_t column = 7; column < 7 + blob; ++column)
          part->images.data()[(plane * pair_side + row) * pair_side + column] = 0.1F + 0.9F * uniform01(generator);
    for (int i = 0; i < 40; ++i) part->labels.push_back(static_cast<std::uint8_t>(i % 4));
  }
  return made;
}

inline std::shared_ptr<TrainedPair> some_pair() {
  auto pair = std::make_shared<TrainedPair>();
  pair->networks = {network("MLP", "flatten linear:24 relu linear:4", 1),
                    network("CNN", "conv:6:3:padding=1 relu conv:6:3:padding=1 relu globalmaxpool linear:4", 2)};
  pair->data = noise_patches();
  pair->data_words = "Noise on 20 × 20";
  return pair;
}

}  // namespace flatscope::test
