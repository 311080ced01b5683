// What the Flatten stage shows.
#include <algorithm>
#include <utility>

#include "app/engine/results.h"
#include "core/analysis/lag_correlation.h"
#include "core/tensor/resample.h"

namespace flatscope {
namespace {

std::shared_ptr<const Tensor> fitted_picture(const FlattenInputs& inputs) {
  Tensor picture = resample_area(*inputs.image, inputs.size.height, inputs.size.width);
  if (!inputs.colour) picture = to_grey(picture);
  return std::make_shared<const Tensor>(std::move(picture));
}

bool fits(const Flattening& flattening, const FlattenInputs& inputs, const Tensor& picture) {
  return flattening.order() == inputs.order && flattening.layout() == inputs.layout &&
         flattening.channels() == picture.channels() && flattening.height() == picture.height() &&
         flattening.width() == picture.width();
}

}  // namespace

FlattenInputs flatten_inputs(const Scene& scene) {
  FlattenInputs inputs;
  inputs.image = current_picture(scene).image;
  inputs.size = flatten_size(scene);
  inputs.colour = scene.flatten.colour && inputs.image->colour();  // a grey picture is grey either way
  inputs.order = scene.flatten.order;
  inputs.layout = scene.flatten.layout;
  return inputs;
}

FlattenResult compute(const FlattenInputs& inputs, const Stored<FlattenInputs, FlattenResult>& previous) {
  FlattenResult result;
  const bool same_picture = previous && previous.inputs.image == inputs.image && previous.inputs.size == inputs.size &&
                            previous.inputs.colour == inputs.colour;
  result.picture = same_picture ? previous->picture : fitted_picture(inputs);

  if (previous && fits(*previous->flattening, inputs, *result.picture)) {
    result.flattening = previous->flattening;
    result.false_neighbours = previous->false_neighbours;
    if (same_picture) result.vector = previous->vector;
  } else {
    result.flattening = std::make_shared<const Flattening>(inputs.order, inputs.layout, result.picture->channels(),
                                                           result.picture->height(), result.picture->width());
    result.false_neighbours = count_false_neighbours(*result.flattening);
  }
  if (result.vector == nullptr) {
    result.vector = std::make_shared<const Tensor>(flatten(*result.picture, *result.flattening));
  }
  return result;
}

DistanceInputs distance_inputs(const FlattenResult& result) {
  const Flattening& flattening = *result.flattening;
  return {flattening.layout(), flattening.channels(), flattening.height(), flattening.width()};
}

DistanceTable compute(const DistanceInputs& inputs) {
  DistanceTable table;
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = neighbour_distances({all_orders[i], inputs.layout, inputs.channels, inputs.height, inputs.width});
  }
  return table;
}

CorrelationInputs correlation_inputs(const FlattenResult& result) {
  // Four rows further down the peaks at multiples of the row's stride are plain; the bit more shows the last one whole.
  constexpr std::int64_t least = 64, most = 16'384;
  const Flattening& flattening = *result.flattening;
  const std::int64_t row = flattening.width() * (flattening.layout() == Layout::hwc ? flattening.channels() : 1);
  const std::int64_t wanted = std::clamp(4 * row + row / 4 + 1, least, most);
  return {result.vector, std::min(wanted, flattening.size() - 1)};
}

Correlation compute(const CorrelationInputs& inputs) {
  return lag_correlation(inputs.vector->values(), inputs.max_lag);
}

}  // namespace flatscope
