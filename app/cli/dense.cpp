#include "core/layers/dense.h"

#include <fmt/format.h>

#include "app/cli/files.h"
#include "app/cli/subcommands.h"
#include "app/look/number_text.h"

namespace flatscope::cli {

int run_dense(const Arguments& arguments) {
  Command command("flatscope dense", "Applies a dense layer, y = W x + b, to the flattened input (C order).",
                  "INPUT --weights W.npy [--bias b.npy] --out y.npy",
                  "flatscope dense digit.npy --weights digits-dense.npy --bias digits-bias.npy --out y.npy");
  command.positional("INPUT", "A picture, or a .npy of shape (H, W), (C, H, W) or (N,)");
  command.option("--weights", "W.npy", "Weights of shape (out, in)");
  command.option("--bias", "b.npy", "Biases of shape (out,); none without this option");
  command.option("--out", "y.npy", "Where the outputs go, shape (out,)");
  if (!command.parse(arguments)) return 0;

  const std::string name = command.required("INPUT");
  command.required("--weights");
  const Output output(command, true);
  const Tensor input = load_tensor(name, true);
  const Tensor weights = load_weights(command, {"out", "in"});
  if (weights.shape()[1] != input.size()) {
    throw UsageError(fmt::format(
        "--weights has the shape ({}, {}), for {} {}, but {} has {} {}, shape {}; weights of shape ({}, {}) would fit",
        weights.shape()[0], weights.shape()[1], weights.shape()[1], noun(weights.shape()[1], "input"), name,
        input.size(), noun(input.size(), "value"), to_string(input.shape()), weights.shape()[0], input.size()));
  }
  output.write(dense(input, weights, load_bias(command, weights)));
  return 0;
}

}  // namespace flatscope::cli
