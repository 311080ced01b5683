// Every layer of the stack, each on the one before.
#include "app/stages/convolve/model/results.h"

#include <algorithm>
#include <utility>

#include "app/stages/shift/model/map_peaks.h"
#include "app/stages/shift/model/spare_tensors.h"
#include "core/files/image.h"
#include "core/tensor/parallel.h"
#include "core/tensor/reduce.h"
#include "core/tensor/resample.h"

namespace flatscope {
namespace {

constexpr std::int64_t parallel_grain = 65'536;

std::shared_ptr<const Tensor> fitted_picture(const ConvolveInputs& inputs) {
  Tensor picture = resample_area(*inputs.image, inputs.size.height, inputs.size.width);
  if (!inputs.colour) picture = to_grey(picture);
  return std::make_shared<const Tensor>(std::move(picture));
}

// Large maps come out of the memory that the step before left.
std::shared_ptr<const Tensor> recycled(Tensor tensor) {
  return {new Tensor(std::move(tensor)), [](Tensor* old) {
            keep_spare(std::move(*old));
            delete old;
          }};
}

Tensor copy_of(const Tensor& tensor) {
  Tensor copy = take_spare(tensor.shape());
  parallel_for(tensor.size(), parallel_grain, [&](std::int64_t begin, std::int64_t end) {
    std::copy(tensor.data() + begin, tensor.data() + end, copy.data() + begin);
  });
  return copy;
}

std::shared_ptr<const Tensor> finished(const std::shared_ptr<const Tensor>& conv, const ConvLayer& layer) {
  if (!layer.relu && layer.pooling == Pooling::none) return conv;
  const PoolKind kind = layer.pooling == Pooling::avg ? PoolKind::avg : PoolKind::max;
  if (!layer.relu) return recycled(pool2d(*conv, kind, 2, 2));
  Tensor output = relu(copy_of(*conv));
  if (layer.pooling == Pooling::none) return recycled(std::move(output));
  Tensor pooled = pool2d(output, kind, 2, 2);
  keep_spare(std::move(output));
  return recycled(std::move(pooled));
}

// The longer side of a map as the panel draws it, in a large window, when it shares it with so many others.
std::int64_t side_on_screen(std::int64_t maps) { return maps <= 2 ? 640 : maps <= 8 ? 320 : 240; }

void measure(LayerAnswer& answer) {
  const Tensor& output = *answer.output;
  answer.peaks = find_extremes(output, {}).everywhere;
  answer.peak = *std::max_element(answer.peaks.begin(), answer.peaks.end());
  const std::int64_t side = side_on_screen(output.channels());
  const std::int64_t block = (std::max(output.height(), output.width()) + side - 1) / side;
  answer.shown_block = block;
  answer.shown = block > 1 ? recycled(block_extremes(output, block)) : answer.output;
}

std::shared_ptr<const LayerAnswer> answer_of(const ConvLayer& layer, std::shared_ptr<const Tensor> input,
                                             const ConvShape& shape) {
  auto answer = std::make_shared<LayerAnswer>();
  answer->layer = layer;
  answer->weight = effective_weight(layer, input->channels());
  answer->bias = effective_bias(layer);
  Tensor conv = take_spare(shape.conv);
  conv2d_into(*input, answer->weight, answer->bias, options_of(layer), conv.values());
  answer->conv = recycled(std::move(conv));
  answer->input = std::move(input);
  answer->output = finished(answer->conv, layer);
  measure(*answer);
  return answer;
}

}  // namespace

ConvolveInputs convolve_inputs(const Scene& scene) {
  ConvolveInputs inputs;
  inputs.image = current_picture(scene).image;
  inputs.size = convolve_size(scene);
  inputs.colour = scene.convolve.colour && inputs.image->colour();
  inputs.layers = scene.convolve.layers;
  return inputs;
}

ConvolveResult compute(const ConvolveInputs& inputs, const Stored<ConvolveInputs, ConvolveResult>& previous) {
  ConvolveResult result;
  const bool same_picture = previous && previous.inputs.image == inputs.image && previous.inputs.size == inputs.size &&
                            previous.inputs.colour == inputs.colour;
  result.picture = same_picture ? previous->picture : fitted_picture(inputs);

  const Tensor& picture = *result.picture;
  const ConvChain chain = conv_chain({picture.channels(), picture.height(), picture.width()}, inputs.layers);
  result.problem = chain.problem;
  std::vector<FieldLayer> fields;
  std::shared_ptr<const Tensor> input = result.picture;
  for (std::size_t i = 0; i < chain.layers.size(); ++i) {
    const ConvLayer& layer = inputs.layers[i];
    fields.push_back(conv_field(layer.kernel_h(), layer.kernel_w(), options_of(layer)));
    const std::size_t conv_level = fields.size();
    if (layer.pooling != Pooling::none) fields.push_back(pool_field(2, 2));
    const bool known = previous && i < previous->layers.size() && previous->layers[i]->input == input &&
                       previous->layers[i]->layer == layer;
    std::shared_ptr<const LayerAnswer> answer = known ? previous->layers[i] : answer_of(layer, input, chain.layers[i]);
    if (answer->conv_level != conv_level || answer->output_level != fields.size()) {
      auto placed = std::make_shared<LayerAnswer>(*answer);
      placed->conv_level = conv_level;
      placed->output_level = fields.size();
      answer = std::move(placed);
    }
    input = answer->output;
    result.layers.push_back(std::move(answer));
  }
  result.field = std::make_shared<const ReceptiveField>(picture.height(), picture.width(), fields);
  return result;
}

std::shared_ptr<const LayerAnswer> answer_in_hand(const ConvolveResult& result, const Scene& scene) {
  const auto layer = static_cast<std::size_t>(scene.convolve.layer);
  return layer < result.layers.size() ? result.layers[layer] : nullptr;
}

}  // namespace flatscope
