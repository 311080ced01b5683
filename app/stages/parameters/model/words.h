// Sentences of the Parameters stage.
#pragma once

#include <string>
#include <vector>

#include "app/stages/parameters/model/networks.h"

namespace flatscope {

// "12,582,976", or "more than 9.2 × 10¹⁸".
std::string count_text(const Count& count);
// "37.4 billion", three digits; "57" below a thousand, "over 9.22 quintillion" past 2^63 - 1.
std::string short_count(const Count& count);
// The same with the letters of the chart's axis: "37.4 G".
std::string letter_count(const Count& count);
// "64 × 256 × 256", channels first; "64" when flat.
std::string shape_text(const Shape& shape);
// "64 maps of 256 × 256", "64 numbers".
std::string output_words(const Shape& shape);

// What the network beside gives, to compare with: the kind of its last layer with weights, and its output.
struct Beside {
  LayerKind kind = LayerKind::relu;  // linear, conv, local, or another: "the other network"
  Shape output;                      // empty: nothing to compare with
};
Beside beside(const Network& network, const NetworkCount& count);

// What a layer is and why it costs what it costs, in real numbers. An impossible layer: why.
std::string layer_sentence(const Shape& input, const NetLayer& layer, const LayerCount& count, const Beside& other);

// "7,022 times as many", rounded to whole numbers from 10 on; empty where nothing can be compared (0, or past 2^63 -
// 1).
std::string ratio_text(const Count& a, const Count& b);
// "Linear(196608, 64) has 7,022 times as many parameters as Conv2d(3, 64, 3, padding=1)" and shorter ones, of the two
// networks: each by its only layer with parameters, else "the first network". Empty where ratio_text is.
std::vector<std::string> ratio_sentences(const ParametersScene& scene);

// "Layer 2, Linear(254, 10), is impossible here and left out." Empty where none is.
std::string left_out_words(const Shape& input, const Network& network);

}  // namespace flatscope
