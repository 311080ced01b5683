// What the parts of the Mistakes tab have in common: counts that are made once, the network and the sample in hand.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/train/view/mistakes.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

struct KeptMistakes {
  std::array<KnownMistakes, 2> networks;
  std::weak_ptr<const TrainData> words_of;
  std::vector<ClassWords> words;
};

}  // namespace

const KnownMistakes* known_mistakes(const StageContext& context, std::size_t network) {
  const NetworkState* const state = context.results.train.networks[network].get();
  if (state == nullptr || state->answers == nullptr || !state->measured()) return nullptr;
  KnownMistakes& known = context.ui.kept.of<KeptMistakes>().networks[network];
  const int classes = state->inputs.data->classes();
  std::optional<ConfusionCell> cell = context.view.train.cell;
  if (cell && (cell->first >= classes || cell->second >= classes)) cell.reset();
  const bool other_answers = known.answers != state->answers || known.data != state->inputs.data;
  if (other_answers) {
    known.answers = state->answers;
    known.data = state->inputs.data;
    known.trained_on = state->inputs.settings.samples;
    known.confusion = confusion_of(known.labels(), *known.answers, classes);
  }
  if (other_answers || known.cell != cell) {
    known.cell = cell;
    known.shown = samples_of(known.labels(), *known.answers, cell);
  }
  return &known;
}

std::size_t network_in_hand(const StageContext& context) {
  return static_cast<std::size_t>(std::clamp(context.scene.train.network, 0, 1));
}

const std::vector<ClassWords>& class_words_of(const StageContext& context, const TrainData& data) {
  auto& kept = context.ui.kept.of<KeptMistakes>();
  if (kept.words_of.lock().get() != &data) {
    kept.words.clear();
    for (const std::string& name : data.set->classes) kept.words.push_back(class_words(name));
    for (const auto& state : context.results.train.networks)
      if (state != nullptr && state->inputs.data.get() == &data) kept.words_of = state->inputs.data;
  }
  return kept.words;
}

float network_choice_width(const StageContext& context) {
  const Ui& ui = context.ui;
  float width = ui.dp(6);
  for (const std::string& name : network_names(context.scene.train))
    width += ui.measure(Type::strong, name).x + ui.dp(20);
  return width;
}

float choose_network(StageContext& context, const Rect& area) {
  const std::array<std::string, 2> names = network_names(context.scene.train);
  const Option options[] = {{names[0], "What the left network makes of the test pictures."},
                            {names[1], "What the right network makes of the test pictures."}};
  Column column(context.ui, area);
  int chosen = context.edit.scene.train.network;
  const Change change = column.segmented("mistakes.network", options, chosen);
  if (change.changed) context.view.train.mistakes_page = 0;
  context.edit.scene.train.network = chosen;
  context.edit(change);
  return column.y() - area.min.y;
}

void open_sample(StageContext& context, std::int64_t sample) {
  // To look is no step of undo.
  context.edit.scene.train.sample = static_cast<int>(sample);
  context.view.train.opened = static_cast<int>(sample);
}

bool turn_button(Ui& ui, const char* id, const Rect& rect, bool left, std::string_view tooltip, bool enabled) {
  const bool clicked = push_button(ui, id, rect, "", tooltip, false, enabled);
  const ImVec2 at = rect.centre();
  const float size = std::round(rect.height() * 0.16F), way = left ? -1.0F : 1.0F;
  const ImVec2 tip{at.x + way * size * 0.6F, at.y};
  const ImU32 ink = enabled ? ui.colours.text : ui.colours.faint;
  const float line = std::max(1.0F, ui.dp(1.5F));
  ui.draw->AddLine({tip.x - way * size, tip.y - size}, tip, ink, line);
  ui.draw->AddLine({tip.x - way * size, tip.y + size}, tip, ink, line);
  return clicked;
}

Rect number_box(Ui& ui, ImVec2 at, std::string_view number, bool in_hand) {
  const float height = ui.line_height(Type::mono_strong) + ui.dp(16);
  const float width = std::max(height, ui.measure(Type::mono_strong, number).x + ui.dp(16));
  const Rect box{at, {at.x + width, at.y + height}};
  ui.draw->AddRectFilled(box.min, box.max, ui.colours.panel, ui.dp(3));
  if (in_hand) {
    marks::outline(ui, box, ui.colours.pixel, ui.dp(2));
  }
  ui.text({box.centre().x, box.centre().y - ui.line_height(Type::mono_strong) * 0.5F}, Type::mono_strong,
          ui.colours.text, number, Align::centre);
  return box;
}

}  // namespace flatscope
