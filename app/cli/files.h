// What the subcommands read and write.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/cli/command.h"
#include "core/files/image.h"
#include "core/layers/conv2d.h"
#include "core/tensor/tensor.h"

namespace flatscope::cli {

// More numbers than this in one result or one padded input (4 GiB) are refused before any memory is asked for.
inline constexpr std::int64_t max_elements = std::int64_t{1} << 30;

// The file that a word on the command line names: itself if it exists, else, for a bare name, a bundled file of that
// name. Throws UsageError when there is neither; `what` says what should be there ("INPUT must be a picture ...").
std::filesystem::path find_file(const std::string& name, std::string_view what);

// The bundled picture that `name` means: a bare name that is no file here but one in assets/images.
bool names_bundled_picture(const std::string& name);

// A picture still in its own depth, or the numbers of a .npy of shape HW or CHW.
using Input = std::variant<Image, Tensor>;
Input load_input(const std::string& name);
// The same as numbers: HW stays HW, a picture becomes (1 or 3, H, W) in [0, 1]. With `vectors` a .npy of one axis is
// welcome too.
Tensor load_tensor(const std::string& name, bool vectors = false);

// The .npy after --weights, of as many axes as `axes` names: {"out", "in", "kh", "kw"}.
Tensor load_weights(const Command& command, const std::vector<std::string_view>& axes);
// The values of the .npy after --bias, which must have shape (out); empty without that option.
std::vector<float> load_bias(const Command& command, const Tensor& weights);

// What a convolution works on: INPUT as (C, H, W), and the weights (out, C, kh, kw) after --weights.
struct ConvolutionFiles {
  Tensor input, weights;
};
// Throws UsageError when the two don't fit each other.
ConvolutionFiles load_convolution(const Command& command, const std::string& input_name);

// Throws UsageError when a tensor of these axes would hold more than max_elements; `what` names it.
void check_size(const Shape& shape, std::string_view what);

// Throws UsageError when the convolution's result or its padded input would be too large.
void check_convolution(const Tensor& input, const Tensor& weights, const Conv2dOptions& options);

bool ends_in_png(const std::string& name);
bool ends_in_svg(const std::string& name);

// Where the result goes, by the name's ending; checked before anything is computed.
class Output {
 public:
  // `vector`: the result has one axis, which no picture can hold.
  Output(const Command& command, bool vector);
  // Whole or not at all. Throws UsageError when a picture can't hold the tensor, FileError when it can't be written.
  void write(const Tensor& result) const;

 private:
  std::filesystem::path path_;
  std::string name_;
  bool png_ = false;
};

// On standard output; throw FileError when it could not be written whole.
void print(const std::string& text);
void print_line(const std::string& line);

}  // namespace flatscope::cli
