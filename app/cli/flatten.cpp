#include "core/layers/flatten.h"

#include <fmt/format.h>

#include "app/cli/files.h"
#include "app/cli/subcommands.h"
#include "core/tensor/resample.h"

namespace flatscope::cli {
namespace {

// To the size asked for, if any. A picture without alpha goes there straight, so that a large one needs no full-size
// copy in float; with alpha its plain colours are what counts here, not those weighted by what can be seen.
Tensor at_size(Input input, const std::optional<PixelSize>& size) {
  if (const Image* image = std::get_if<Image>(&input)) {
    if (size && !image->has_alpha()) return resample_area(*image, size->height, size->width);
    input = to_tensor(*image);
  }
  Tensor tensor = as_chw(std::get<Tensor>(std::move(input)));
  return size ? resample_area(tensor, size->height, size->width) : tensor;
}

}  // namespace

int run_flatten(const Arguments& arguments) {
  Command command("flatscope flatten", "Writes a picture as a vector: a float32 .npy of shape (N,).",
                  "INPUT [--order ORDER] [--layout chw|hwc] [--size WxH] [--grey] --out v.npy",
                  "flatscope flatten chelsea.png --order hilbert --size 8x8 --grey --out v.npy");
  command.positional("INPUT", "A picture, or a .npy of shape (H, W) or (C, H, W)");
  command.option("--order", "ORDER", "row-major (default), column-major, boustrophedon, morton or hilbert");
  command.option("--layout", "LAYOUT", "chw (default) or hwc: where the channels go");
  command.option("--size", "WxH", "Resample by area to exactly this size first");
  command.flag("--grey", "Turn colour into grey first (Rec. 709 luma)");
  command.option("--out", "v.npy", "Where the vector goes");
  if (!command.parse(arguments)) return 0;

  const std::string name = command.required("INPUT");
  const Order order = command.choice("--order", Order::row_major, all_orders);
  const Layout layout = command.choice("--layout", Layout::chw, {Layout::chw, Layout::hwc});
  std::optional<PixelSize> size;
  if (const std::optional<std::string> typed = command.text("--size")) {
    size = parse_size("--size", *typed);
    if (size->width > max_image_pixels / size->height) {
      throw UsageError(fmt::format("--size is {}; it must not have more than {} pixels", *typed, max_image_pixels));
    }
  }
  const Output output(command, true);

  Input input = load_input(name);
  if (const Tensor* tensor = std::get_if<Tensor>(&input)) {
    if (command.given("--grey") && tensor->channels() != 1 && tensor->channels() != 3) {
      throw UsageError(fmt::format("--grey needs 1 or 3 channels, but {} has {}", name, tensor->channels()));
    }
    if (size) check_size({tensor->channels(), size->height, size->width}, "the resampled input");
  }
  Tensor picture = at_size(std::move(input), size);
  if (command.given("--grey")) picture = to_grey(picture);
  output.write(flatten(picture, Flattening(order, layout, picture.channels(), picture.height(), picture.width())));
  return 0;
}

}  // namespace flatscope::cli
