// What can be taken away from the Convolve stage.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/files/export.h"
#include "app/stages/convolve/model/results.h"

namespace flatscope {

// A matrix with more non-zeros than this is refused: as triples it takes 20 bytes each, and several times that while it
// is made.
inline constexpr std::int64_t most_exported_non_zeros = 5'000'000;

// Of the layer in hand: input, feature maps, kernels, bias, its matrix as triples (.npz, .csv), counts and PyTorch
// code. One without an output has nothing. Sizes are exact but for the CSV.
std::vector<ExportItem> convolve_exports(const ConvolveResult& result, const Scene& scene);
// "chelsea-layer1": what the files' names begin with.
std::string export_base(const Scene& scene);

// PyTorch code of the layer in hand, or of all of them; empty while it has no output, or without an answer yet.
std::string code_of_layer(const ConvolveResult& result, const Scene& scene);
std::string code_of_stack(const ConvolveResult& result, const Scene& scene);

// "layer,free_parameters,biases,connections,density" for the same shape as a dense, a locally connected and a
// convolution layer; empty where there are too many to count.
std::string counts_csv(const LayerAnswer& answer);

// "row,column,value", then a line for each entry: counted from 0, values as short as reads back the same float.
std::string csv_text(const CooMatrix& matrix);

}  // namespace flatscope
