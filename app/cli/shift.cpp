#include "core/layers/shift.h"

#include "app/cli/files.h"
#include "app/cli/subcommands.h"

namespace flatscope::cli {

int run_shift(const Arguments& arguments) {
  Command command("flatscope shift", "Moves a picture by whole pixels; its shape stays.",
                  "INPUT --dx N --dy N [--border zeros|circular|replicate|reflect] --out F",
                  "flatscope shift chelsea.png --dx 40 --dy -20 --border reflect --out moved.png");
  command.positional("INPUT", "A picture, or a .npy of shape (H, W) or (C, H, W)");
  command.option("--dx", "N", "Pixels to the right; negative: to the left");
  command.option("--dy", "N", "Pixels downwards; negative: upwards");
  command.option("--border", "BORDER", "What comes in: zeros (default), circular, replicate or reflect");
  command.option("--out", "F", "Where the result goes: .npy, or .png for 1 or 3 channels");
  if (!command.parse(arguments)) return 0;

  const std::string name = command.required("INPUT");
  const std::int64_t dx = command.required_integer("--dx");
  const std::int64_t dy = command.required_integer("--dy");
  const Border border = command.choice("--border", Border::zeros, all_borders);
  const Output output(command, false);
  output.write(shift(load_tensor(name), dx, dy, border));
  return 0;
}

}  // namespace flatscope::cli
