// Where the parameters of a network lie, and how they start.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/tensor/divide_up.h"
#include "core/training/net.h"

namespace flatscope {
namespace {

struct Shapes {
  Shape weight, bias;
  std::int64_t fan_in;
};

Shapes shapes_of(const Shape& input, const Shape& output, const NetLayer& layer) {
  if (layer.kind == LayerKind::linear) return {{layer.out, input[0]}, {layer.out}, input[0]};
  const Shape kernel{layer.out, input[0], layer.kernel, layer.kernel};
  const std::int64_t fan_in = input[0] * layer.kernel * layer.kernel;
  if (layer.kind == LayerKind::conv) return {kernel, layer.unit_bias ? output : Shape{layer.out}, fan_in};
  return {{layer.out, output[1], output[2], input[0], layer.kernel, layer.kernel}, output, fan_in};
}

bool has_parameters(LayerKind kind) {
  return kind == LayerKind::linear || kind == LayerKind::conv || kind == LayerKind::local;
}

}  // namespace

std::vector<ParameterPlace> parameter_places(const Shape& input, std::span<const NetLayer> layers) {
  const NetworkCount count = count_network(input, layers);
  std::vector<ParameterPlace> places;
  std::int64_t first = 0;
  const auto place = [&](std::size_t layer, const char* name, const Shape& shape, std::int64_t fan_in) {
    const std::int64_t size = element_count(shape);
    places.push_back({std::to_string(layer) + "." + name, shape, first, size, fan_in});
    first += divide_up(size, Batch::lanes) * Batch::lanes;
  };
  if (count.total.parameters.past) throw std::invalid_argument("This network has more parameters than can be counted.");
  Shape shape = input;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!count.layers[i].problem.empty())
      throw std::invalid_argument("Layer " + std::to_string(i + 1) + ", " + to_string(layers[i]) + ", " +
                                  count.layers[i].problem + ".");
    if (has_parameters(layers[i].kind)) {
      const Shapes shapes = shapes_of(shape, count.layers[i].output, layers[i]);
      place(i, "weight", shapes.weight, shapes.fan_in);
      if (layers[i].bias) place(i, "bias", shapes.bias, shapes.fan_in);
    }
    shape = count.layers[i].output;
  }
  return places;
}

std::int64_t parameter_floats(std::span<const ParameterPlace> places) {
  if (places.empty()) return 0;
  return places.back().first + divide_up(places.back().size, Batch::lanes) * Batch::lanes;
}

void draw_parameters(std::span<const ParameterPlace> places, Generator& generator, std::span<float> parameters) {
  std::fill(parameters.begin(), parameters.end(), 0.0F);
  for (const ParameterPlace& place : places) {
    const auto bound = static_cast<float>(1.0 / std::sqrt(static_cast<double>(place.fan_in)));
    for (float& value : parameters.subspan(static_cast<std::size_t>(place.first), static_cast<std::size_t>(place.size)))
      value = (2.0F * uniform01(generator) - 1.0F) * bound;
  }
}

std::vector<NamedTensor> named_parameters(std::span<const ParameterPlace> places, std::span<const float> row) {
  std::vector<NamedTensor> tensors;
  for (const ParameterPlace& place : places) {
    const auto values = row.subspan(static_cast<std::size_t>(place.first), static_cast<std::size_t>(place.size));
    tensors.push_back({place.name, Tensor(place.shape, {values.begin(), values.end()})});
  }
  return tensors;
}

void into_row(std::span<const ParameterPlace> places, std::span<const NamedTensor> tensors, std::span<float> row) {
  std::vector<const NamedTensor*> found;
  for (const ParameterPlace& place : places) {
    const auto at = std::find_if(tensors.begin(), tensors.end(),
                                 [&](const NamedTensor& tensor) { return tensor.name == place.name; });
    if (at == tensors.end())
      throw std::invalid_argument("The weights have no array " + place.name + ", which this network needs, of shape " +
                                  to_string(place.shape) + ".");
    if (at->tensor.shape() != place.shape)
      throw std::invalid_argument("The array " + place.name + " is " + to_string(at->tensor.shape()) +
                                  "; this network needs " + to_string(place.shape) + ".");
    found.push_back(&*at);
  }
  for (const NamedTensor& tensor : tensors) {
    if (std::find(found.begin(), found.end(), &tensor) == found.end())
      throw std::invalid_argument("The weights have an array " + tensor.name +
                                  ", for which this network has no place.");
  }
  for (std::size_t i = 0; i < places.size(); ++i)
    std::copy_n(found[i]->tensor.data(), places[i].size, row.data() + places[i].first);
}

}  // namespace flatscope
