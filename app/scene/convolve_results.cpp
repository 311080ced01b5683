// Every layer of the stack, each on the one before.
#include "app/scene/convolve_results.h"

#include <algorithm>
#include <utility>

#include "core/image.h"
#include "core/resample.h"

namespace flatscope {
namespace {

std::shared_ptr<const Tensor> fitted_picture(const ConvolveInputs& inputs) {
  Tensor picture = resample_area(*inputs.image, inputs.size.height, inputs.size.width);
  if (!inputs.colour) picture = to_grey(picture);
  return std::make_shared<const Tensor>(std::move(picture));
}

std::shared_ptr<const Tensor> finished(const std::shared_ptr<const Tensor>& conv, const ConvLayer& layer) {
  if (!layer.relu && layer.pooling == Pooling::none) return conv;
  Tensor output = layer.relu ? relu(*conv) : Tensor();
  if (layer.pooling != Pooling::none)
    output = pool2d(layer.relu ? output : *conv, layer.pooling == Pooling::avg ? PoolKind::avg : PoolKind::max, 2, 2);
  return std::make_shared<const Tensor>(std::move(output));
}

std::shared_ptr<const LayerAnswer> answer_of(const ConvLayer& layer, std::shared_ptr<const Tensor> input) {
  auto answer = std::make_shared<LayerAnswer>();
  answer->layer = layer;
  answer->weight = effective_weight(layer, input->channels());
  answer->bias = effective_bias(layer);
  answer->conv = std::make_shared<const Tensor>(conv2d(*input, answer->weight, answer->bias, options_of(layer)));
  answer->input = std::move(input);
  answer->output = finished(answer->conv, layer);
  for (std::int64_t map = 0; map < answer->output->channels(); ++map)
    answer->peaks.push_back(max_abs(answer->output->plane(map)));
  answer->peak = *std::max_element(answer->peaks.begin(), answer->peaks.end());
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
    std::shared_ptr<const LayerAnswer> answer = known ? previous->layers[i] : answer_of(layer, input);
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
