// Kernels from and to NumPy's files.
#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "app/look/size_text.h"
#include "app/stages/convolve/view/editing.h"
#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

// Far more than the largest layer takes as float64.
constexpr std::uintmax_t longest_file = 1'000'000;

std::function<void(Scene&)> read_kernel(const std::filesystem::path& path) {
  const std::string name = shown(path.filename());
  Tensor array;
  try {
    array = decode_npy(read_file(path, longest_file));
  } catch (const NpyError& error) {
    throw std::runtime_error(fmt::format("{}: {}", name, error.what()));
  }
  return [name, array = std::move(array)](Scene& scene) {
    const std::vector<ConvLayer> before = scene.convolve.layers;
    const KernelInHand hand = kernel_in_hand(scene);
    try {
      take_array(scene.convolve.layers[hand.layer], hand.place, array, hand.in_channels);
    } catch (const std::invalid_argument& error) {
      throw std::runtime_error(fmt::format("{}: {}", name, error.what()));
    }
    clamp(scene);
    const Shape picture = convolve_input(scene);
    const ConvChain chain = conv_chain(picture, scene.convolve.layers);
    if (chain.problem && !conv_chain(picture, before).problem)
      throw std::runtime_error(fmt::format("{} was not taken. {}", name, chain.problem->sentence));
  };
}

}  // namespace

FileAsk ask_for_kernel_file() { return {.name = "", .read = read_kernel}; }

FileAsk ask_where_to_save_kernel(const Scene& scene) {
  const KernelInHand hand = kernel_in_hand(scene);
  return {.name = "kernel.npy",
          .write = [hand, layer = scene.convolve.layers[hand.layer]](const std::filesystem::path& path) {
            const Tensor weight = effective_weight(layer, hand.in_channels);
            write_file(path, encode_npy(weight));
            return fmt::format("Saved as {}: {} (filters × input channels × height × width).", shown(path),
                               shape_words(weight.shape()));
          }};
}

}  // namespace flatscope
