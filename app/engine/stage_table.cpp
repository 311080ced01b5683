#include "app/engine/stage_table.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/stages/convolve/model/stage.h"
#include "app/stages/flatten/model/stage.h"
#include "app/stages/parameters/model/stage.h"
#include "app/stages/shift/model/stage.h"
#include "app/stages/train/model/stage.h"

namespace flatscope {

std::span<const StageModel* const> stage_models() {
  static constexpr const StageModel* all[] = {&flatten_model, &shift_model, &convolve_model, &parameters_model,
                                              &train_model};
  return all;
}

const StageModel& model_of(Stage stage) {
  for (const StageModel* model : stage_models())
    if (model->stage == stage) return *model;
  throw std::logic_error("a stage is missing in the table");
}

std::vector<BesideFile> keeps_no_results(Scene&, const Results&, const std::filesystem::path&) { return {}; }
void has_nothing_of_ones_own(Scene&, std::vector<std::string>&) {}

StageCode no_code(const Scene&, const Results&, CodeOf) {
  std::vector<std::string> titles, keys;
  for (const StageModel* model : stage_models()) {
    if (model->code == no_code) continue;
    titles.emplace_back(model->title);
    keys.emplace_back(model->key);
  }
  const auto listed = [](const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
      text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
  };
  StageCode none;
  none.said =
      "Only the stages " + listed(titles) + " (keys " + listed(keys) + ") have something to copy as PyTorch code.";
  return none;
}

bool nothing_to_close(StageEdit&) { return false; }
bool nothing_to_let_go(StageEdit&) { return false; }
void nothing_plays(ViewState&) {}
bool takes_no_letters(const ViewState&) { return false; }
bool takes_no_paste(ViewState&, const ClipboardAnswer&, bool) { return false; }
bool always_offers_pictures(const Scene&) { return true; }
bool always_shows_picture(const Scene&) { return true; }
void any_picture_will_do(Scene&) {}
std::span<const StageQuantity> no_quantities() { return {}; }
std::span<const StagePart> no_parts() { return {}; }
void any_view_will_do(const TomlTable&, ViewState&) {}
void nothing_glides(const Scene&, const ViewState&, double, Scene&, ViewState&) {}

void step_working_size(int& size, int steps) { size += steps * std::max(1, size / 16); }

}  // namespace flatscope
