#include "core/analysis/equivariance.h"

#include <nlohmann/json.hpp>

#include "app/cli/files.h"
#include "app/cli/subcommands.h"

namespace flatscope::cli {
namespace {

// A largest value over no element at all is no number.
nlohmann::ordered_json largest(float value, std::int64_t elements) {
  if (elements == 0) return nullptr;
  return value;
}

}  // namespace

int run_equivariance(const Arguments& arguments) {
  Command command("flatscope equivariance",
                  "Compares a convolution of the shifted input with the shifted convolution, f(T x) with T f(x).\n"
                  "Prints the largest difference inside, where no border reaches, and elsewhere, as JSON; null where\n"
                  "there is no element. The padding is (kernel size - 1) / 2 on each side.",
                  "INPUT --weights W.npy --dx N --dy N [--stride S] [--padding-mode M] [--border B]",
                  "flatscope equivariance camera.png --weights sobel-x.npy --dx 5 --dy 3");
  command.positional("INPUT", "A picture, or a .npy of shape (H, W) or (C, H, W)");
  command.option("--weights", "W.npy", "Weights of shape (out, in, kh, kw)");
  command.option("--dx", "N", "Pixels to the right; negative: to the left");
  command.option("--dy", "N", "Pixels downwards; negative: upwards");
  command.option("--stride", "S", "Step of the window (default 1); the outputs move by round(N / S)");
  command.option("--padding-mode", "M", "Around the convolution: zeros (default), circular, replicate or reflect");
  command.option("--border", "B", "What the shift brings in: zeros (default), circular, replicate or reflect");
  if (!command.parse(arguments)) return 0;

  const std::string name = command.required("INPUT");
  command.required("--weights");
  const std::int64_t dx = command.required_integer("--dx");
  const std::int64_t dy = command.required_integer("--dy");
  ShiftedLayer layer;
  layer.conv.stride = command.integer("--stride", 1, 1, 1'000'000'000);
  layer.conv.padding_mode = command.choice("--padding-mode", Border::zeros, all_borders);
  const Border border = command.choice("--border", Border::zeros, all_borders);

  const auto [input, weights] = load_convolution(command, name);
  layer.conv.padding_h = (weights.shape()[2] - 1) / 2;
  layer.conv.padding_w = (weights.shape()[3] - 1) / 2;
  check_convolution(input, weights, layer.conv);

  const EquivarianceResult result = equivariance(input, weights, dx, dy, layer, border);
  nlohmann::ordered_json answer;
  answer["interior_max_abs"] = largest(result.interior_max_abs, result.interior_elements);
  answer["border_max_abs"] = largest(result.border_max_abs, result.border_elements);
  answer["interior_elements"] = result.interior_elements;
  print_line(answer.dump());
  return 0;
}

}  // namespace flatscope::cli
