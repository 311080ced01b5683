#include "app/stages/train/view/kept_shuffle.h"

#include <vector>

#include "core/training/run.h"

namespace flatscope {
namespace {

struct KeptShuffleOfRun {
  std::uint32_t seed = 0;
  Shape input;
  std::vector<std::int32_t> from;
};

}  // namespace

std::span<const std::int32_t> kept_shuffle(Ui& ui, const NetworkState& state) {
  if (!state.inputs.settings.shuffle_pixels || state.inputs.data == nullptr) return {};
  auto& kept = ui.kept.of<KeptShuffleOfRun>();
  const Shape input = state.inputs.data->input();
  if (kept.from.empty() || kept.seed != state.inputs.settings.seed || kept.input != input) {
    kept.seed = state.inputs.settings.seed;
    kept.input = input;
    kept.from = shuffle_of(kept.seed, input);
  }
  return kept.from;
}

}  // namespace flatscope
