#include "app/stages/train/model/view_state.h"

#include "app/stages/train/model/scene.h"

namespace flatscope {

bool sample_is_open(const TrainScene& scene, const TrainView& view) {
  return scene.tab == TrainTab::mistakes && view.opened == scene.sample;
}

void ask_trainer(TrainView& view, TrainCommand::Kind kind, int id) {
  constexpr std::size_t most = 16;
  const std::uint64_t number = view.commands.empty() ? 1 : view.commands.back().number + 1;
  view.commands.push_back({number, kind, id});
  if (view.commands.size() > most) view.commands.erase(view.commands.begin());
}

}  // namespace flatscope
