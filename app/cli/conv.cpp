#include <fmt/format.h>

#include "app/cli/files.h"
#include "app/cli/subcommands.h"
#include "core/layers/conv2d.h"

namespace flatscope::cli {
namespace {

constexpr std::int64_t largest_step = 1'000'000'000;  // what conv2d can count with

Conv2dOptions read_options(const Command& command) {
  Conv2dOptions options;
  options.stride = command.integer("--stride", 1, 1, largest_step);
  options.dilation = command.integer("--dilation", 1, 1, largest_step);
  options.padding_mode = command.choice("--padding-mode", Border::zeros, all_borders);
  const std::string padding = command.text("--padding").value_or("0");
  if (padding == "same") {
    options.same = true;
    if (options.stride != 1) {
      throw UsageError(fmt::format("--padding same needs --stride 1, but --stride is {}; give the padding as a number",
                                   options.stride));
    }
    return options;
  }
  try {
    options.padding_h = options.padding_w = parse_integer("--padding", padding, 0);
  } catch (const UsageError&) {
    throw UsageError(fmt::format("--padding is {}; it must be a whole number of at least 0, or same", shown(padding)));
  }
  return options;
}

}  // namespace

int run_conv(const Arguments& arguments) {
  Command command("flatscope conv", "Applies a convolution (cross-correlation, as PyTorch's Conv2d).",
                  "INPUT --weights W.npy [--bias b.npy] [--stride S] [--padding P|same] "
                  "[--padding-mode zeros|circular|replicate|reflect] [--dilation D] --out y.npy",
                  "flatscope conv chelsea.png --weights edges-rgb.npy --padding same --out y.npy");
  command.positional("INPUT", "A picture, or a .npy of shape (H, W) or (C, H, W)");
  command.option("--weights", "W.npy", "Weights of shape (out, in, kh, kw)");
  command.option("--bias", "b.npy", "Biases of shape (out,); none without this option");
  command.option("--stride", "S", "Step of the window (default 1)");
  command.option("--padding", "P|same", "Pixels added on each side (default 0), or same: keep the size");
  command.option("--padding-mode", "MODE", "zeros (default), circular, replicate or reflect");
  command.option("--dilation", "D", "How far apart the taps are (default 1); the extent is D * (taps - 1) + 1");
  command.option("--out", "y.npy", "Where the result (out, H', W') goes: .npy, or .png for 1 or 3 channels");
  if (!command.parse(arguments)) return 0;

  const std::string name = command.required("INPUT");
  command.required("--weights");
  const Conv2dOptions options = read_options(command);
  const Output output(command, false);
  const auto [input, weights] = load_convolution(command, name);
  check_convolution(input, weights, options);
  output.write(conv2d(input, weights, load_bias(command, weights), options));
  return 0;
}

}  // namespace flatscope::cli
