#include "app/cli/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <span>
#include <system_error>

#include "app/files/assets.h"
#include "app/look/number_text.h"
#include "core/files/file.h"
#include "core/files/image_format.h"
#include "core/files/npy.h"

namespace flatscope::cli {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t longest_input = 9'000'000'000;  // max_elements numbers of 8 bytes, and a header

// The ending in lower case, with its dot.
std::string ending_of(const fs::path& path) {
  std::string ending = utf8(path.extension());
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return ending;
}

bool is_there(const fs::path& path) {
  std::error_code error;
  // Something that can't be looked at (no permission) is not missing: reading it says what is wrong.
  const fs::file_status status = fs::status(path, error);
  return status.type() != fs::file_type::not_found;
}

std::optional<fs::path> bundled(const std::string& name, const std::vector<std::string_view>& folders) {
  const fs::path path = path_from_utf8(name);
  if (path.has_parent_path() || path.empty() || is_there(path)) return std::nullopt;
  for (const std::string_view folder : folders) {
    const fs::path candidate = resources() / "assets" / folder / path;
    std::error_code error;
    if (fs::is_regular_file(candidate, error)) return candidate;
  }
  return std::nullopt;
}

Tensor decode_numbers(const std::string& name, std::span<const std::byte> bytes) {
  try {
    return decode_npy(bytes);
  } catch (const NpyError& error) {
    throw UsageError(fmt::format("{}: {}", name, error.what()));
  }
}

// "(3, 256, 256)" as NumPy writes it.
std::string shape_text(const Shape& shape) {
  if (shape.size() == 1) return fmt::format("({},)", shape[0]);
  return fmt::format("({})", fmt::join(shape, ", "));
}

bool has_empty_axis(const Tensor& tensor) {
  return std::any_of(tensor.shape().begin(), tensor.shape().end(), [](std::int64_t axis) { return axis == 0; });
}

Tensor load_npy_option(const Command& command, const std::string& option) {
  const std::string name = command.required(option);
  const fs::path path = find_file(name, option + " must be a .npy file");
  const auto check = [&](std::span<const std::byte> beginning) {
    if (!is_npy(beginning)) throw UsageError(fmt::format("{}: this is no .npy file; {} must be one", name, option));
  };
  const std::vector<std::byte> bytes = read_file(path, longest_input, check);
  check(bytes);
  return decode_numbers(name, bytes);
}

Input load(const std::string& name, bool vectors) {
  const fs::path path = find_file(name, "INPUT must be a picture or a .npy file");
  const bool named_npy = ending_of(path) == ".npy";
  std::vector<std::byte> bytes;
  try {
    bytes = read_file(path, longest_input, [&](std::span<const std::byte> beginning) {
      if (is_npy(beginning)) return;
      if (named_npy) decode_npy(beginning);  // throws
      require_picture_beginning(beginning);
    });
    if (!is_npy(bytes) && !named_npy) return decode_image(bytes);
  } catch (const ImageError& error) {
    throw UsageError(fmt::format("{}: {}", name, error.what()));
  } catch (const NpyError& error) {
    throw UsageError(fmt::format("{}: {}", name, error.what()));
  }
  Tensor tensor = decode_numbers(name, bytes);
  const bool fits = tensor.rank() == 2 || tensor.rank() == 3 || (vectors && tensor.rank() == 1);
  if (!fits || has_empty_axis(tensor)) {
    throw UsageError(
        fmt::format("{} has the shape {}; it must be (height, width) or (channels, height, width){}, each "
                    "at least 1",
                    name, shape_text(tensor.shape()), vectors ? " or (length,)" : ""));
  }
  return tensor;
}

// Weights (out, in, kh, kw) for `channels` inputs.
void check_channels(const Tensor& weights, std::int64_t channels, const std::string& input_name) {
  if (weights.shape()[1] == channels) return;
  Shape fitting = weights.shape();
  fitting[1] = channels;
  throw UsageError(
      fmt::format("--weights has the shape {}, for {} {}, but {} has {}; weights of shape {} "
                  "would fit",
                  shape_text(weights.shape()), weights.shape()[1], noun(weights.shape()[1], "input channel"),
                  input_name, channels, shape_text(fitting)));
}

}  // namespace

fs::path find_file(const std::string& name, std::string_view what) {
  const fs::path path = path_from_utf8(name);
  std::error_code error;
  if (!path.empty() && fs::is_directory(path, error)) {
    throw UsageError(fmt::format("{} is a folder; {}", name, what));
  }
  if (!path.empty() && is_there(path)) return path;
  if (std::optional<fs::path> found = bundled(name, {"images", "kernels", "digits"})) return *std::move(found);
  throw UsageError(fmt::format("the file {} does not exist; {}", name.empty() ? "''" : name, what));
}

bool names_bundled_picture(const std::string& name) { return bundled(name, {"images"}).has_value(); }

Input load_input(const std::string& name) { return load(name, false); }

Tensor load_tensor(const std::string& name, bool vectors) {
  Input input = load(name, vectors);
  if (const Image* image = std::get_if<Image>(&input)) return to_tensor(*image);
  return std::get<Tensor>(std::move(input));
}

Tensor load_weights(const Command& command, const std::vector<std::string_view>& axes) {
  Tensor weights = load_npy_option(command, "--weights");
  if (weights.rank() != axes.size() || has_empty_axis(weights)) {
    throw UsageError(fmt::format("--weights has the shape {}; it must be ({}), each at least 1",
                                 shape_text(weights.shape()), fmt::join(axes, ", ")));
  }
  return weights;
}

std::vector<float> load_bias(const Command& command, const Tensor& weights) {
  if (!command.given("--bias")) return {};
  const Tensor bias = load_npy_option(command, "--bias");
  const Shape wanted{weights.shape()[0]};
  if (bias.shape() != wanted) {
    throw UsageError(fmt::format("--bias has the shape {} and --weights {}; the bias must be {}, one for each output",
                                 shape_text(bias.shape()), shape_text(weights.shape()), shape_text(wanted)));
  }
  return {bias.values().begin(), bias.values().end()};
}

ConvolutionFiles load_convolution(const Command& command, const std::string& input_name) {
  ConvolutionFiles files{as_chw(load_tensor(input_name)), load_weights(command, {"out", "in", "kh", "kw"})};
  check_channels(files.weights, files.input.channels(), input_name);
  return files;
}

void check_size(const Shape& shape, std::string_view what) {
  double count = 1.0;
  for (const std::int64_t axis : shape) count *= static_cast<double>(axis);
  if (count > static_cast<double>(max_elements)) {
    throw UsageError(fmt::format("{} would have the shape {}; at most {} numbers fit, so use smaller settings", what,
                                 shape_text(shape), max_elements));
  }
}

void check_convolution(const Tensor& input, const Tensor& weights, const Conv2dOptions& options) {
  const std::int64_t kernel_h = weights.shape()[2], kernel_w = weights.shape()[3];
  const Padding padding = resolved_padding(options, kernel_h, kernel_w);
  const Shape padded{input.channels(), input.height() + padding.top + padding.bottom,
                     input.width() + padding.left + padding.right};
  check_size(padded, "the padded input");
  const std::int64_t height =
      conv_output_size(input.height(), padding.top, padding.bottom, kernel_h, options.stride, options.dilation);
  const std::int64_t width =
      conv_output_size(input.width(), padding.left, padding.right, kernel_w, options.stride, options.dilation);
  if (height > 0 && width > 0) check_size({weights.shape()[0], height, width}, "the result");
}

bool ends_in_png(const std::string& name) { return ending_of(path_from_utf8(name)) == ".png"; }
bool ends_in_svg(const std::string& name) { return ending_of(path_from_utf8(name)) == ".svg"; }

Output::Output(const Command& command, bool vector) : name_(command.required("--out")) {
  path_ = path_from_utf8(name_);
  png_ = ends_in_png(name_);
  if (vector && png_)
    throw UsageError(fmt::format("--out is {}; a vector is no picture, so it must end in .npy", name_));
  if (!png_ && ending_of(path_) != ".npy") {
    throw UsageError(fmt::format("--out is {}; it must end in {}", shown(name_), vector ? ".npy" : ".npy or .png"));
  }
}

void Output::write(const Tensor& result) const {
  if (png_ && result.channels() != 1 && result.channels() != 3) {
    throw UsageError(
        fmt::format("--out is {}, but the result has {} {} and a .png holds 1 or 3; use a name that "
                    "ends in .npy",
                    name_, result.channels(), noun(result.channels(), "channel")));
  }
  const std::vector<std::byte> bytes = png_ ? encode_png(result) : encode_npy(result);
  write_file(path_, std::span<const std::byte>(bytes));
}

void print_line(const std::string& line) { print(line + "\n"); }

void print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw FileError("standard output could not be written; is its disk full?");
  }
}

}  // namespace flatscope::cli
