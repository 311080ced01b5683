// What core computed for the Convolve stage: every layer's answer, and the layer in hand as a matrix.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/scene.h"
#include "app/engine/stored.h"
#include "core/analysis/conv_matrix.h"
#include "core/analysis/free_matrix.h"
#include "core/analysis/matrix_view.h"
#include "core/analysis/receptive_field.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct ConvolveInputs {
  std::shared_ptr<const Image> image;
  PixelSize size;
  bool colour = false;
  std::vector<ConvLayer> layers;
  bool operator==(const ConvolveInputs&) const = default;
};

// One layer of the stack at work.
struct LayerAnswer {
  ConvLayer layer;
  Tensor weight;                         // (filters, in_channels, kh, kw), as the convolution took it
  std::vector<float> bias;               // one a filter, or none
  std::shared_ptr<const Tensor> input;   // (C, H, W)
  std::shared_ptr<const Tensor> conv;    // (filters, H', W'), before ReLU and pooling
  std::shared_ptr<const Tensor> output;  // after them; the same object as `conv` without
  // What the views draw of `output` at the size of a screen: block_extremes of shown_block, the same object at 1.
  std::shared_ptr<const Tensor> shown;
  std::int64_t shown_block = 1;
  std::vector<float> peaks;  // largest |output| of each map
  float peak = 0.0F;         // of all maps
  // Which levels of ConvolveResult::field `conv` and `output` are; the same without pooling.
  std::size_t conv_level = 0, output_level = 0;
};

struct ConvolveResult {
  std::shared_ptr<const Tensor> picture;                   // (1 or 3, H, W), level 0 of `field`
  std::vector<std::shared_ptr<const LayerAnswer>> layers;  // those before the problem
  std::optional<ConvProblem> problem;
  std::shared_ptr<const ReceptiveField> field;
};

// --- as a matrix
// -------------------------------------------------------------------------------------------------------

// Which part of the matrix is looked at, in how many cells at most. The view asks; an empty part stands for the
// whole, and one that does not fit the matrix is brought within it.
struct MatrixAsk {
  MatrixPart part;
  std::int64_t height = 0, width = 0;  // height 0: no matrix; width 0: no cells of it, entries are drawn by themselves
  bool operator==(const MatrixAsk&) const = default;
};

struct MatrixInputs {
  std::shared_ptr<const LayerAnswer> answer;
  bool local = true, shared = true;
  MatrixAsk ask;
  bool operator==(const MatrixInputs&) const = default;
};

// `shared` counts only with `local`.
MatrixKind matrix_kind(bool local, bool shared);
// Of the numbers that a dense or locally connected layer begins with.
inline constexpr std::uint32_t free_matrix_seed = 11;

struct MatrixResult {
  std::shared_ptr<const ConvMatrix> matrix;  // the convolution's; its structure is kept while only weights change
  std::string problem;                       // why there is none: then nothing below counts
  MatrixCounts counts;
  // What `cells` shows, the last that were asked for. Each stands for row_step x column_step entries, powers of two,
  // and begins at a multiple of them: it shows the same wherever the part is. The last may reach beyond the matrix.
  MatrixPart part;
  std::int64_t row_step = 1, column_step = 1;
  Tensor cells;                       // (height, width): one entry's value for each cell, NaN where there is none
  std::vector<std::int64_t> entries;  // that entry's row * columns() + column, -1 where there is none
  float scale = 1.0F;                 // the largest magnitude an entry can have, for the colours
};

// y = A x + bias for the picture on screen, against the convolution beside it; the bias is the convolution's own.
struct MatrixCheckInputs {
  std::shared_ptr<const LayerAnswer> answer;
  bool local = true, shared = true;
  bool operator==(const MatrixCheckInputs&) const = default;
};
struct MatrixCheck {
  // The largest of each map, in magnitude: between the two, and of the convolution. None: too many products to multiply
  // here.
  std::vector<float> differences, outputs;
  std::int64_t products = 0;  // at most
};
// It takes less time than a frame.
bool is_quick(const MatrixCheckInputs& inputs);

struct ConvolveResults {
  Stored<ConvolveInputs, ConvolveResult> convolve;
  Stored<MatrixInputs, MatrixResult> matrix;  // of the layer in hand, while it is looked at
  Stored<MatrixCheckInputs, MatrixCheck> matrix_check;
};

ConvolveInputs convolve_inputs(const Scene& scene);
// Layers whose inputs and settings are those of `previous` are taken from it.
ConvolveResult compute(const ConvolveInputs& inputs, const Stored<ConvolveInputs, ConvolveResult>& previous);
// The layer in hand's answer; null where it has none.
std::shared_ptr<const LayerAnswer> answer_in_hand(const ConvolveResult& result, const Scene& scene);
MatrixResult compute(const MatrixInputs& inputs, const Stored<MatrixInputs, MatrixResult>& previous);
MatrixCheck compute(const MatrixCheckInputs& inputs);

}  // namespace flatscope
