// The "Set up" tab: two networks to choose, what they learn from, and what the switches do to a sample.
#include "app/stages/train/view/set_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/look/size_text.h"
#include "app/widgets/scroll_area.h"

namespace flatscope {
namespace {

constexpr int most_sheet_lines = 8;

SetUpShown shown_of(const StageContext& context) {
  SetUpShown shown;
  shown.input = input_of(context.scene.train);
  shown.classes = classes_of(context.scene, context.results.train);
  shown.rows = network_rows(context.scene.train, shown.classes);
  return shown;
}

// How the height is shared: cards grow first, then the sheet gets more lines.
struct Plan {
  float card = 0.0F;
  int lines = 1;
  float height = 0.0F;
};

float gap_of(const Ui& ui) { return ui.dp(14); }

Plan plan_of(const StageContext& context, const SetUpShown& shown, float width, float room) {
  const Ui& ui = context.ui;
  const CardHeights cards = card_heights(ui, width);
  const auto count = static_cast<float>(shown.rows.size());
  const auto height_of = [&](const Plan& plan) {
    return cards_head_height(ui) + count * plan.card + 2.0F * gap_of(ui) + sheet_height(context, width, plan.lines) +
           switches_height(context, width);
  };
  Plan plan{cards.least, 1, 0.0F};
  const auto try_lines = [&](int lines) {
    Plan more = plan;
    more.lines = lines;
    if (height_of(more) <= room) plan = more;
  };
  const auto grow_cards = [&](float most) {
    const float left = room - height_of(plan);
    if (left > 0.0F) plan.card = std::max(plan.card, std::min(most, plan.card + std::floor(left / count)));
  };
  grow_cards(cards.good);
  try_lines(2);
  grow_cards(cards.most);
  for (int lines = plan.lines + 1; lines <= most_sheet_lines; ++lines) try_lines(lines);
  plan.height = height_of(plan);
  return plan;
}

void draw_parts(StageContext& context, const SetUpShown& shown, const Rect& area, const Plan& plan) {
  const float gap = gap_of(context.ui);
  float y = draw_network_cards(context, shown, area, plan.card);
  y = draw_data_sheet(context, {{area.min.x, y + gap}, area.max}, plan.lines);
  draw_switches(context, {{area.min.x, y + gap}, area.max});
}

}  // namespace

TabWords set_up_words(const StageContext& context) {
  const SetUpShown shown = shown_of(context);
  const std::string size =
      fmt::format("input 1 × {} · {} classes", size_text(shown.input[2], shown.input[1]), shown.classes);
  return {{"Two networks, the same pictures", "Two networks"},
          {fmt::format("choose two; both get the same samples in the same order, from the same seed · {}", size),
           fmt::format("the same samples, in the same order, from the same seed · {}", size),
           fmt::format("the same samples, the same seed · {}", size), size}};
}

void draw_set_up(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const SetUpShown shown = shown_of(context);
  const Plan whole = plan_of(context, shown, area.width(), area.height());
  if (whole.height <= area.height()) return draw_parts(context, shown, area, whole);
  // Before a class as many networks as there is room for, and nothing that would have to be scrolled to.
  if (context.view.presenting) {
    const float card = card_heights(ui, area.width()).least;
    const auto fit = static_cast<std::size_t>(std::max(1.0F, (area.height() - cards_head_height(ui)) / card));
    SetUpShown first = shown;
    if (first.rows.size() > fit) first.rows.resize(fit);
    draw_network_cards(context, first, area, card);
    return;
  }
  // The cards' ground reaches beyond what stands in them.
  const Rect outer{{area.min.x - ui.dp(10), area.min.y}, {area.max.x + ui.dp(14), area.max.y}};
  ui.record.area("train.set_up", outer.min, outer.max);
  ScrollArea scroll(ui, "train.set_up", outer, ui.colours.ground);
  const Plan plan = plan_of(context, shown, area.width() - ui.dp(4), 0.0F);
  scroll.content(plan.height);
  const float top = area.min.y - scroll.scrolled();
  draw_parts(context, shown, {{area.min.x, top}, {area.max.x - ui.dp(4), top + plan.height}}, plan);
}

}  // namespace flatscope
