#include "core/layers/pool.h"

#include "app/cli/files.h"
#include "app/cli/subcommands.h"

namespace flatscope::cli {
namespace {

constexpr PoolKind all_kinds[] = {PoolKind::max, PoolKind::avg};

std::string_view name_of(PoolKind kind) { return kind == PoolKind::max ? "max" : "avg"; }

}  // namespace

int run_pool(const Arguments& arguments) {
  Command command("flatscope pool", "Applies max or average pooling, without padding.",
                  "INPUT --kind max|avg --kernel-size K [--stride S] --out y.npy",
                  "flatscope pool chelsea.png --kind max --kernel-size 4 --out pooled.png");
  command.positional("INPUT", "A picture, or a .npy of shape (H, W) or (C, H, W)");
  command.option("--kind", "KIND", "max or avg");
  command.option("--kernel-size", "K", "Side of the square window");
  command.option("--stride", "S", "Step of the window (default: the kernel size)");
  command.option("--out", "y.npy", "Where the result goes: .npy, or .png for 1 or 3 channels");
  if (!command.parse(arguments)) return 0;

  const std::string name = command.required("INPUT");
  command.required("--kind");
  command.required("--kernel-size");
  const PoolKind kind = command.choice("--kind", PoolKind::max, all_kinds, name_of);
  const std::int64_t kernel_size = command.integer("--kernel-size", 1, 1);
  const std::int64_t stride = command.integer("--stride", kernel_size, 1);
  const Output output(command, false);
  Tensor input = load_tensor(name);
  const bool channels = input.rank() == 3;
  Tensor result = pool2d(as_chw(std::move(input)), kind, kernel_size, stride);
  if (!channels) {
    Shape plane{result.height(), result.width()};
    result = std::move(result).reshaped(std::move(plane));
  }
  output.write(result);
  return 0;
}

}  // namespace flatscope::cli
