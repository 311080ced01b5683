#include "app/stages/parameters/model/run_networks.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

#include "app/engine/machine.h"
#include "app/look/number_text.h"
#include "core/layers/conv2d.h"
#include "core/layers/dense.h"
#include "core/layers/local.h"
#include "core/layers/pool.h"
#include "core/layers/seeded_dense.h"
#include "core/tensor/random.h"
#include "core/tensor/resample.h"

namespace flatscope {
namespace {

constexpr std::int64_t float_bytes = 4;
constexpr std::uint32_t weight_seed = 17, input_seed = 29;

// A layer ready to run.
struct Ready {
  NetLayer layer;
  Tensor weight;
  std::vector<float> bias;
};

Tensor in_place(LayerKind kind, Tensor input) {
  return kind == LayerKind::tanh ? tanh(std::move(input)) : relu(std::move(input));
}

bool makes_new_tensor(LayerKind kind) {
  return kind != LayerKind::flatten && kind != LayerKind::relu && kind != LayerKind::tanh;
}

// (1 or 3, H, W) of the picture, or random numbers in [0, 1).
Tensor make_input(const NetworkRunInputs& inputs) {
  const Shape& shape = inputs.input;
  if (inputs.image != nullptr) {
    Tensor picture = resample_area(*inputs.image, shape[1], shape[2]);
    if (shape[0] == 1) return to_grey(picture);
    if (picture.channels() == 3) return picture;
    Tensor grey_as_rgb(shape);
    for (std::int64_t channel = 0; channel < 3; ++channel)
      std::copy_n(picture.data(), picture.size(), grey_as_rgb.plane(channel).data());
    return grey_as_rgb;
  }
  Tensor random(shape);
  Generator generator(input_seed);
  for (float& value : random.values()) value = uniform01(generator);
  return random;
}

Ready make_ready(const NetLayer& layer, const Shape& input, const Shape& output, std::uint32_t seed) {
  Ready ready{layer, {}, {}};
  if (layer.kind == LayerKind::linear) {
    ready.weight = materialise({seed, layer.out, input[0]});
  } else if (layer.kind == LayerKind::conv) {
    ready.weight = materialise({seed, layer.out, input[0] * layer.kernel * layer.kernel})
                       .reshaped({layer.out, input[0], layer.kernel, layer.kernel});
  } else if (layer.kind == LayerKind::local) {
    ready.weight = materialise({seed, element_count(output), input[0] * layer.kernel * layer.kernel})
                       .reshaped({layer.out, output[1], output[2], input[0], layer.kernel, layer.kernel});
  }
  const bool has_bias = layer.bias && !ready.weight.empty();
  if (has_bias) {
    const bool of_units = layer.kind == LayerKind::local || layer.unit_bias;
    const Tensor bias = materialise({seed + 1, 1, of_units ? element_count(output) : layer.out});
    ready.bias.assign(bias.values().begin(), bias.values().end());
  }
  return ready;
}

Tensor apply(const Ready& ready, const Tensor& input) {
  const NetLayer& layer = ready.layer;
  switch (layer.kind) {
    case LayerKind::linear:
      return dense(input, ready.weight, ready.bias);
    case LayerKind::conv: {
      Conv2dOptions options;
      options.stride = layer.stride;
      options.dilation = layer.dilation;
      options.padding_h = options.padding_w = layer.padding;
      options.same = layer.same;
      if (!layer.unit_bias) return conv2d(input, ready.weight, ready.bias, options);
      Tensor output = conv2d(input, ready.weight, {}, options);
      for (std::size_t i = 0; i < ready.bias.size(); ++i) output.values()[i] += ready.bias[i];
      return output;
    }
    case LayerKind::local:
      return locally_connected(input, ready.weight, ready.bias, layer.stride, layer.padding);
    case LayerKind::maxpool:
      return pool2d(input, PoolKind::max, layer.kernel, layer.stride);
    case LayerKind::avgpool:
      return pool2d(input, PoolKind::avg, layer.kernel, layer.stride);
    case LayerKind::blurpool:
      return blur_pool2d(input, layer.stride);
    case LayerKind::globalmaxpool:
      return global_pool(input, PoolKind::max);
    case LayerKind::globalavgpool:
      return global_pool(input, PoolKind::avg);
    case LayerKind::flatten:
    case LayerKind::relu:
    case LayerKind::tanh:
      break;
  }
  throw std::logic_error("This layer is applied in place.");
}

struct Pass {
  std::int64_t most_elements = 0;  // that were there at a time
  std::int64_t output_elements = 0;
  bool stopped = false;
};

Pass forward(const Tensor& input, const std::vector<Ready>& layers, const std::function<bool()>& stop) {
  Tensor own;
  const Tensor* now = &input;
  Pass pass{input.size(), 0, false};
  for (const Ready& ready : layers) {
    if (stop && stop()) {
      pass.stopped = true;
      return pass;
    }
    if (ready.layer.kind == LayerKind::flatten) continue;  // a dense layer reads any shape flattened
    if (!makes_new_tensor(ready.layer.kind)) {
      own = in_place(ready.layer.kind, now == &input ? Tensor(input) : std::move(own));
      now = &own;
      pass.most_elements = std::max(pass.most_elements, input.size() + own.size());
      continue;
    }
    Tensor next = apply(ready, *now);
    pass.most_elements = std::max(pass.most_elements, input.size() + own.size() + next.size());
    own = std::move(next);
    now = &own;
  }
  pass.output_elements = now->size();
  return pass;
}

std::string refusal(const NetworkNeeds& needs, int layers, const RunLimits& limits) {
  if (layers == 0) return "Not run: no layer of it works on this input.";
  const Count bytes = needs.bytes();
  if (!fits(bytes, limits.usable_bytes())) {
    const std::string takes = "Not run: it would take " + bytes_words(bytes) + " of memory. ";
    if (limits.free_bytes <= 0)
      return takes + "This system does not say how much is free; at most " + bytes_words(limits.usable_bytes()) +
             " are used.";
    return takes + bytes_words(limits.free_bytes) + " are free here; at most 60 % of that is used.";
  }
  if (needs.macs.past || needs.macs.value > limits.macs)
    return fmt::format(
        "Not run: one pass takes {}, and more than {} would take too long.",
        needs.macs.past ? "more than 9 quintillion multiply-adds" : grouped(needs.macs.value) + " multiply-adds",
        grouped(limits.macs));
  return {};
}

// Fills in everything that is measured.
void measure(const NetworkRunInputs& inputs, const NetworkCount& count, const std::function<bool()>& stop,
             NetworkRun& run) {
  const Tensor input = make_input(inputs);
  std::vector<Ready> layers;
  Shape shape = inputs.input;
  for (std::size_t i = 0; i < count.layers.size() && !run.stopped; ++i) {
    if (!count.layers[i].problem.empty()) continue;
    layers.push_back(make_ready(inputs.network.layers[i], shape, count.layers[i].output,
                                weight_seed + 2 * static_cast<std::uint32_t>(i)));
    run.weight_bytes +=
        float_bytes * (layers.back().weight.size() + static_cast<std::int64_t>(layers.back().bias.size()));
    shape = count.layers[i].output;
    run.stopped = stop && stop();
  }
  run.output = shape;
  std::vector<double> seconds;
  while (!run.stopped && (seconds.empty() || (seconds.size() < 3 && seconds.front() < 1.0))) {
    const auto begun = std::chrono::steady_clock::now();
    const Pass pass = forward(input, layers, stop);
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
    run.stopped = pass.stopped;
    run.activation_bytes = float_bytes * pass.most_elements;
    if (!run.stopped && pass.output_elements != element_count(shape))
      throw std::logic_error(fmt::format("The network gave {}, but {} were counted.",
                                         counted(pass.output_elements, "output"), to_string(shape)));
  }
  if (run.stopped) return;
  std::sort(seconds.begin(), seconds.end());
  run.seconds = seconds[seconds.size() / 2];
  run.passes = static_cast<int>(seconds.size());
}

}  // namespace

std::int64_t RunLimits::usable_bytes() const { return free_bytes > 0 ? usable_of(free_bytes) : 1'000'000'000; }

RunLimits limits_here() {
  RunLimits limits;
  limits.free_bytes = machine_memory().available;
  return limits;
}

NetworkNeeds needs_of(const Shape& input, const Network& network) {
  const NetworkCount count = count_network(input, network.layers);
  NetworkNeeds needs{count.total.bytes, {}, count.total.macs};
  const auto elements = [](const Shape& shape) {
    Count product = count_of(1);
    for (const std::int64_t axis : shape) product = product * count_of(axis);
    return product;
  };
  const Count first = elements(input);
  Count own, most = first;
  for (std::size_t i = 0; i < count.layers.size(); ++i) {
    if (!count.layers[i].problem.empty() || network.layers[i].kind == LayerKind::flatten) continue;
    const Count next = elements(count.layers[i].output);
    const bool in_place = !makes_new_tensor(network.layers[i].kind) && own.value > 0;
    const Count there = in_place ? first + own : first + own + next;
    if (there.past || there.value > most.value) most = there;
    own = next;
  }
  needs.activation_bytes = most * count_of(float_bytes);
  return needs;
}

NetworkRunInputs network_run_inputs(const Scene& scene, std::size_t network) {
  NetworkRunInputs inputs{nullptr, input_of(scene.parameters), scene.parameters.networks.at(network)};
  if (scene.parameters.channels == 1 || scene.parameters.channels == 3) inputs.image = current_picture(scene).image;
  return inputs;
}

NetworkRun run_network(const NetworkRunInputs& inputs, const RunLimits& limits, const std::function<bool()>& stop) {
  const NetworkCount count = count_network(inputs.input, inputs.network.layers);
  NetworkRun run;
  run.needs = needs_of(inputs.input, inputs.network);
  run.left_out = static_cast<int>(std::count_if(count.layers.begin(), count.layers.end(),
                                                [](const LayerCount& layer) { return !layer.problem.empty(); }));
  run.refusal = refusal(run.needs, static_cast<int>(count.layers.size()) - run.left_out, limits);
  if (!run.refusal.empty()) return run;
  const NetworkRun before = run;
  try {
    measure(inputs, count, stop, run);
  } catch (const std::bad_alloc&) {
    run = before;
    run.refusal =
        "Not run: the system did not give the " + bytes_words(run.needs.bytes()) + " of memory that it takes.";
  }
  return run;
}

std::string bytes_words(Count bytes) {
  if (bytes.past) return "more than 9.22 EB";
  static constexpr const char* units[] = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes.value < 1000) return counted(bytes.value, "byte");
  auto size = static_cast<double>(bytes.value);
  std::size_t unit = 0;
  while (size >= 999.5) {
    size /= 1000.0;
    ++unit;
  }
  return fmt::format("{:.{}f} {}", size, size < 9.995 ? 2 : size < 99.95 ? 1 : 0, units[unit]);
}

std::string time_words(double seconds) {
  const bool whole = seconds >= 0.9995;
  const bool tiny = seconds < 0.0009995;
  const double number = whole ? seconds : tiny ? seconds * 1e6 : seconds * 1e3;
  return fmt::format("{:.{}f} {}", number,
                     number < 9.995   ? 2
                     : number < 99.95 ? 1
                                      : 0,
                     whole  ? "s"
                     : tiny ? "µs"
                            : "ms");
}

}  // namespace flatscope
