// The Train stage: its tabs, and what several of them draw with.
#include "app/stages/train/view/stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/heading.h"
#include "app/stages/kept_back.h"
#include "app/stages/train/model/remarks.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

struct Tab {
  TrainTab tab;
  Option option;
  std::string_view brief;
  TabWords (*words)(const StageContext& context);
  void (*draw)(StageContext& context, const Rect& area);
  std::string_view part = {};  // what a lesson calls all of it; empty: its pieces have names of their own
};

// In the order of TrainTab.
constexpr Tab tabs[] = {
    {TrainTab::set_up,
     {"Set up", "Which two networks, and what they learn from."},
     "Set up",
     set_up_words,
     draw_set_up},
    {TrainTab::learning,
     {"Learning", "How both learn, and what they make of pictures that are moved."},
     "Learn",
     learning_words,
     draw_learning},
    {TrainTab::mistakes,
     {"Mistakes", "Training against test, and the pictures that each gets wrong."},
     "Wrong",
     mistakes_words,
     draw_mistakes,
     "train.mistakes"},
    {TrainTab::compare,
     {"Compare", "This run against one that was kept; all pixels shuffled."},
     "Runs",
     compare_words,
     draw_compare,
     "train.compare"},
    {TrainTab::hunger,
     {"Data hunger", "Accuracy against the number of training samples."},
     "Hunger",
     hunger_words,
     draw_hunger,
     "train.hunger"},
    {TrainTab::ladder,
     {"Ladder", "Five networks of 1989, from 2,570 weights to 1,060."},
     "Ladder",
     ladder_words,
     draw_ladder,
     "train.ladder"},
};

void choose_tab(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  std::array<Option, std::size(tabs)> options;
  float needed = ui.dp(6);
  for (std::size_t i = 0; i < options.size(); ++i) {
    options[i] = tabs[i].option;
    needed += ui.measure(Type::strong, options[i].label).x + ui.dp(16);
  }
  const float width = std::min(area.width(), std::max(needed, ui.dp(672)));
  if (needed > width)
    for (std::size_t i = 0; i < options.size(); ++i) options[i].label = tabs[i].brief;
  Column column(ui, {area.min, {area.min.x + width, area.max.y}});
  int chosen = static_cast<int>(context.edit.scene.train.tab);
  const Change change = column.segmented("train.tab", options, chosen);
  context.edit.scene.train.tab = tabs[chosen].tab;
  if (change.changed) context.view.train.opened.reset();
  context.edit(change);
}

void draw_train(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  context.view.train.hand_down = ImGui::IsMouseDown(0);
  const Tab& tab = tabs[static_cast<std::size_t>(context.scene.train.tab)];
  const TrainResults& results = context.results.train;
  // What was learnt from other data does not stand under the name of this; the ladder has data of its own.
  const bool missing = lacks_data(context) && context.scene.train.tab != TrainTab::ladder;
  TabWords words = tab.words(context);
  if (missing && context.scene.train.tab != TrainTab::set_up)
    words = {{results.data_problem.empty() ? "Reading the pictures" : "Nothing to learn from yet"},
             {data_name(context.scene.train)}};
  // The claims above a tab tell what is kept back below.
  const PartState part = tab.part.empty() ? PartState::shown : state_of(context, tab.part);
  if (part != PartState::shown) words = {{std::string(tab.option.label)}, {""}};
  const Rect body = draw_heading(context, area, first_fitting(ui, Type::title, area.width(), words.titles),
                                 first_fitting(ui, Type::body, area.width(), words.subtitles));
  Rect below = body;
  if (!hides(context.view.lesson, "train.tab")) {
    const float height = ui.line_height(Type::body) + ui.dp(14);
    choose_tab(context, {body.min, {body.max.x, body.min.y + height}});
    below.min.y += height + ui.dp(16);
  }
  if (part == PartState::kept_back) draw_kept_back(context, below, "train");
  if (part != PartState::shown) return;
  if (missing) {
    below.min.y += draw_no_data(context, below) + ui.dp(16);
    if (context.scene.train.tab != TrainTab::set_up) return;  // which can be told without data
  }
  tab.draw(context, below);
}

}  // namespace

ImU32 network_ink(const StageContext& context, std::size_t network) {
  return ink_of(context.ui, family_of(context.scene.train.networks[network]));
}

bool second_of_its_kind(const StageContext& context, std::size_t network) {
  const TrainScene& scene = context.scene.train;
  return network == 1 &&
         ink_of(context.ui, family_of(scene.networks[0])) == ink_of(context.ui, family_of(scene.networks[1]));
}

std::array<Rect, 2> two_columns(const Ui& ui, const Rect& area) {
  const float gap = ui.dp(28), width = std::round((area.width() - gap) * 0.5F);
  return {Rect{area.min, {area.min.x + width, area.max.y}}, Rect{{area.max.x - width, area.min.y}, area.max}};
}

Rect draw_network_head(StageContext& context, const Rect& area, std::size_t network) {
  Ui& ui = context.ui;
  const TrainScene& scene = context.scene.train;
  const NetworkState* const state = context.results.train.networks[network].get();
  const ImU32 ink = network_ink(context, network);
  const float line = ui.line_height(Type::strong), height = line + ui.line_height(Type::small) + ui.dp(2);
  const Rect chip{area.min, {area.min.x + ui.dp(4), area.min.y + height}};
  if (second_of_its_kind(context, network)) {
    ui.draw->AddRect(chip.min, {chip.max.x + ui.dp(1), chip.max.y}, ink, ui.dp(1));
  } else {
    ui.draw->AddRectFilled(chip.min, chip.max, ink, ui.dp(2));
  }
  const Shape input = context.results.train.data->input();
  const Count parameters = count_network(input, scene.networks[network]).total.parameters;
  const bool counts_told = context.shows("train.parameters");
  const std::string number = !counts_told ? "?" : parameters.past ? "too many" : grouped(parameters.value);
  const float left = area.min.x + ui.dp(14), room = area.max.x - left;
  const std::string name = network_names(scene)[network];
  const std::shared_ptr<const TrainedNetwork> own = own_weights(scene, network);
  const bool assumed = own != nullptr && !own->assumed.empty();
  const std::string words = (assumed ? "assumed: " : "") + structure_words(input, scene.networks[network]);
  // The count stands at the right of the name where there is room for both, else in the line below.
  const float free = room - ui.measure(Type::strong, name).x - ui.dp(12);
  const std::array<std::string, 3> counts = {number + " parameters", number + " param.", number};
  const std::string& count = first_fitting(ui, Type::mono_strong, free, counts);
  const bool beside = ui.measure(Type::mono_strong, count).x <= free;
  if (beside) ui.text({area.max.x, area.min.y}, Type::mono_strong, ui.colours.text, count, Align::right);
  ui.text_fit({left, area.min.y}, room, Type::strong, ui.colours.text, name);
  const float second = area.min.y + line + ui.dp(2);
  const std::vector<std::string> wrong = state == nullptr ? std::vector<std::string>() : what_is_wrong(*state);
  if (!wrong.empty()) {
    ui.text_fit({left, second}, room, Type::small, ui.colours.wrong, first_fitting(ui, Type::small, room, wrong));
    ui.tooltip(Rect{{left, second}, {area.max.x, area.min.y + height}}, wrong.front());
    ui.record.fact(fmt::format("train.wrong.{}", network), wrong.front());
  } else {
    ui.text_fit({left, second}, room, Type::small, ui.colours.muted,
                beside ? words : fmt::format("{} parameters · {}", number, words));
  }
  if (assumed)
    ui.tooltip(Rect{{left, area.min.y}, {area.max.x, wrong.empty() ? chip.max.y : second}}, own->assumed,
               Ui::Side::below);
  float y = area.min.y + height + ui.dp(6);
  if (state != nullptr && !state->refusal.empty())
    y += ui.text_wrapped({left, y}, room, Type::small, ui.colours.wrong, state->refusal) + ui.dp(4);
  return {{area.min.x, y}, area.max};
}

float network_heads_height(const StageContext& context, float width) {
  const Ui& ui = context.ui;
  float refusals = 0.0F;
  for (const auto& state : context.results.train.networks)
    if (state != nullptr && !state->refusal.empty())
      refusals =
          std::max(refusals, context.ui.text_wrapped({0, 0}, width - ui.dp(14), Type::small, 0, state->refusal, false) +
                                 ui.dp(4));
  return ui.line_height(Type::strong) + ui.line_height(Type::small) + ui.dp(8) + refusals;
}

Rect draw_label(Ui& ui, const Rect& area, std::string_view words) {
  ui.text_fit(area.min, area.width(), Type::section, ui.colours.muted, words);
  return {{area.min.x, area.min.y + ui.line_height(Type::section) + ui.dp(6)}, area.max};
}

extern constinit const StageDrawing train_drawing = whole({
    .stage = Stage::train,
    .label = "Train",
    .about = "Two networks learn from the same pictures, side by side",
    .icon = icons::train,
    .draw = draw_train,
    .inspect = inspect_train,
});

}  // namespace flatscope
