#include "app/stages/convolve/model/scene.h"

#include <algorithm>

#include "app/engine/scene.h"

namespace flatscope {

PixelSize convolve_size(const Scene& scene) {
  const Image& image = *current_picture(scene).image;
  return fit_size(image.width, image.height, scene.convolve.working_size);
}

Shape convolve_input(const Scene& scene) {
  const PixelSize size = convolve_size(scene);
  const bool colour = scene.convolve.colour && current_picture(scene).image->colour();
  return {colour ? 3 : 1, size.height, size.width};
}

// Where a layer has no output (its picture was made smaller, say) the stage tells why; nothing is changed for that.
void clamp_convolve(Scene& scene) {
  const Image* const image = image_in_hand(scene);
  ConvolveScene& convolve = scene.convolve;
  convolve.working_size = std::clamp(convolve.working_size, smallest_working_size, max_filtered_size(image));
  if (convolve.layers.empty()) convolve.layers.push_back(first_conv_layer());
  if (convolve.layers.size() > most_conv_layers) convolve.layers.resize(most_conv_layers);
  for (ConvLayer& layer : convolve.layers) clamp(layer);
  convolve.layer = std::clamp(convolve.layer, 0, static_cast<int>(convolve.layers.size()) - 1);
  const auto layer = static_cast<std::size_t>(convolve.layer);
  convolve.filter = std::clamp(convolve.filter, 0, static_cast<int>(convolve.layers[layer].filters()) - 1);
  if (image == nullptr) return;
  const ConvChain chain = conv_chain(convolve_input(scene), convolve.layers);
  if (layer >= chain.layers.size()) return;
  const ConvShape& shape = chain.layers[layer];
  convolve.channel = std::clamp(convolve.channel, 0, static_cast<int>(shape.input[0]) - 1);
  convolve.row = std::clamp(convolve.row, 0, static_cast<int>(shape.conv[1]) - 1);
  convolve.column = std::clamp(convolve.column, 0, static_cast<int>(shape.conv[2]) - 1);
}

}  // namespace flatscope
