// Kernels from and to NumPy's files.
#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "app/look/size_text.h"
#include "app/shell/app.h"
#include "app/stages/convolve/model/kernel_edits.h"
#include "app/stages/convolve/view/editing.h"
#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

// Far more than the largest layer takes as float64.
constexpr std::uintmax_t longest_file = 1'000'000;

}  // namespace

void App::choose_kernel_file(KernelFile which) {
  if (which == KernelFile::load) chooser_.open_kernel(settings_);
  if (which == KernelFile::save) chooser_.open_to_save_kernel(settings_, settings_.folder / "kernel.npy");
}

void App::load_kernel(const std::filesystem::path& path) {
  worker_.submit(
      Worker::Lane::background, "load kernel",
      [this, path]() -> Worker::Delivery {
        Tensor array;
        try {
          array = decode_npy(read_file(path, longest_file));
        } catch (const NpyError& error) {
          throw std::runtime_error(fmt::format("{}: {}", shown(path.filename()), error.what()));
        }
        return [this, path, array = std::move(array)] {
          Scene next = scene_;
          const KernelInHand hand = kernel_in_hand(next);
          try {
            take_array(next.convolve.layers[hand.layer], hand.place, array, hand.in_channels);
          } catch (const std::invalid_argument& error) {
            say({fmt::format("{}: {}", shown(path.filename()), error.what()), true, "", {}});
            return;
          }
          clamp(next);
          const Shape picture = convolve_input(next);
          const ConvChain chain = conv_chain(picture, next.convolve.layers);
          if (chain.problem && !conv_chain(picture, scene_.convolve.layers).problem) {
            say({fmt::format("{} was not taken. {}", shown(path.filename()), chain.problem->sentence), true, "", {}});
            return;
          }
          settings_.folder = path.parent_path();
          store_settings(settings_);
          forget_problems();
          take_over(next, true);
        };
      },
      [this](const std::string& what) {
        say({what, true, "", {}});
      });
}

void App::save_kernel(const std::filesystem::path& path) {
  const KernelInHand hand = kernel_in_hand(scene_);
  worker_.submit(
      Worker::Lane::background, "save kernel",
      [this, path, hand, layer = scene_.convolve.layers[hand.layer]]() -> Worker::Delivery {
        const Tensor weight = effective_weight(layer, hand.in_channels);
        write_file(path, encode_npy(weight));
        return [this, path, shape = weight.shape()] {
          settings_.folder = path.parent_path();
          store_settings(settings_);
          say({fmt::format("Saved as {}: {} (filters × input channels × height × width).", shown(path),
                           shape_words(shape)),
               false,
               "",
               {}});
        };
      },
      [this](const std::string& what) {
        say({what, true, "", {}});
      });
}

}  // namespace flatscope
