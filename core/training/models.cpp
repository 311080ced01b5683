#include "core/training/models.h"

#include <algorithm>
#include <stdexcept>

namespace flatscope {
namespace {

constexpr std::string_view classes_word = "CLASSES";

}  // namespace

const std::vector<Model>& models() {
  static const std::vector<Model> all = {
      {"single", "flatten linear:CLASSES", "every class is a weighted sum of the pixels"},
      {"mlp", "flatten linear:128 relu linear:CLASSES", "every unit sees every pixel"},
      {"local", "local:4:5:stride=2:padding=2 relu flatten linear:CLASSES",
       "every unit sees a patch, with weights of its own"},
      {"cnn",
       "conv:8:3:padding=same relu conv:16:3:padding=same relu conv:16:3:padding=same relu globalmaxpool "
       "linear:CLASSES",
       "the same weights for every patch, and where is forgotten at the end"},
      {"cnn-flat", "conv:16:3:padding=same relu maxpool:2 conv:16:3:padding=same relu maxpool:2 flatten linear:CLASSES",
       "the same weights for every patch, but the last layer sees where"},
      {"ladder1", "flatten linear:CLASSES", "1989, the first of five: a single layer"},
      {"ladder2", "flatten linear:12 tanh linear:CLASSES", "1989, the second: a hidden layer"},
      {"ladder3", "local:1:3:stride=2:padding=1 tanh local:1:5 tanh flatten linear:CLASSES",
       "1989, the third: patches, nothing shared"},
      {"ladder4", "conv:2:3:stride=2:padding=1:unitbias tanh local:1:5 tanh flatten linear:CLASSES",
       "1989, the fourth: the first layer shares its weights"},
      {"ladder5", "conv:2:3:stride=2:padding=1:unitbias tanh conv:4:5:unitbias tanh flatten linear:CLASSES",
       "1989, the fifth: both layers share their weights"},
  };
  return all;
}

std::vector<NetLayer> layers_of(const Model& model, std::int64_t classes) {
  std::string text(model.layers);
  const std::size_t at = text.find(classes_word);
  if (at != std::string::npos) text.replace(at, classes_word.size(), std::to_string(classes));
  return parse_layers(text);
}

std::vector<NetLayer> parse_layers(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<NetLayer> layers;
  for (std::size_t from = text.find_first_not_of(blanks); from != std::string_view::npos;) {
    const std::size_t to = std::min(text.find_first_of(blanks, from), text.size());
    layers.push_back(parse_layer(text.substr(from, to - from)));
    from = text.find_first_not_of(blanks, to);
  }
  if (layers.empty()) throw std::invalid_argument("no layer is given; a network has at least one, such as linear:10");
  return layers;
}

std::string layers_text(std::span<const NetLayer> layers) {
  std::string text;
  for (const NetLayer& layer : layers) text += (text.empty() ? "" : " ") + to_string(layer);
  return text;
}

}  // namespace flatscope
