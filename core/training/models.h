// The networks that a lesson begins with, by name, in the layers' own words (core/layers/network.h).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/layers/network.h"

namespace flatscope {

struct Model {
  std::string_view name;    // "cnn-flat", as on the command line
  std::string_view layers;  // separated by blanks; "linear:CLASSES" is the last where the data decides how many
  std::string_view about;   // what it shows, half a sentence
};

// single, mlp, local, cnn (ends in a global pooling), cnn-flat (ends in a dense layer that sees places), and the five
// networks of 1989 on a 16 x 16 picture, ladder1 to ladder5: 2,570, 3,214, 1,226, 1,132 and 1,060 parameters for ten
// classes. Source of the ladder: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", section 11.7.
const std::vector<Model>& models();

// Throws std::invalid_argument where a layer can't be read.
std::vector<NetLayer> layers_of(const Model& model, std::int64_t classes);
// Layers separated by blanks, at least one. Throws std::invalid_argument with a sentence.
std::vector<NetLayer> parse_layers(std::string_view text);
// The same back: "flatten linear:10"; empty for none.
std::string layers_text(std::span<const NetLayer> layers);

}  // namespace flatscope
