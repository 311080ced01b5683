// The Learning tab: the curves of both networks, their accuracy for every shift, and what their first layers look for.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/engine/structure_reason.h"
#include "app/stages/kept_back.h"
#include "app/stages/train/model/remarks.h"
#include "app/stages/train/model/series_words.h"
#include "app/stages/train/view/compare.h"
#include "app/stages/train/view/curves.h"
#include "app/stages/train/view/first_weights.h"
#include "app/stages/train/view/shift_curve.h"
#include "app/stages/train/view/shift_map.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/feature_maps.h"
#include "app/widgets/scroll_area.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// Heights in pixels of what stands below the heads of both columns.
struct Heights {
  float above = 0.0F, line = 0.0F;  // a row of words with a control, and what is free above the first
  float gap = 0.0F;
  // What is measured, the curves, and a line below them. 0: a lesson does without them.
  float measure = 0.0F, curves = 0.0F, remark = 0.0F;
  float head = 0.0F, shifts = 0.0F;  // 0: a lesson does without them
  float row = 0.0F;                  // accuracy along one row of shifts, below the maps; 0: in their place, at a switch
  float weights = 0.0F;
  float all() const {
    return above + measure + curves + remark + head + shifts + gap + (row > 0.0F ? row + gap : 0.0F) + weights;
  }
};

// The least of each, and then what is left over shared out, so that a large screen is used.
Heights share_out(const StageContext& context, float width, float room) {
  const Ui& ui = context.ui;
  const bool has_shifts = state_of(context, "train.shifts") != PartState::hidden;
  Heights h;
  h.above = ui.dp(6);
  h.line = ui.line_height(Type::body) + ui.dp(18);
  h.gap = ui.dp(14);
  const bool has_curves = state_of(context, "train.curves") != PartState::hidden;
  if (has_curves) {
    h.measure = h.line;
    h.remark = ui.line_height(Type::small) + ui.dp(4);
    // Scrolled anyway, the numbers may stand in lines of their own above the curves.
    h.curves = ui.dp(room > 0.0F ? 118 : 150);
  }
  h.head = has_shifts ? h.line : 0.0F;
  h.shifts = has_shifts ? shift_panel_height(ui, (width - ui.dp(28)) * 0.5F) : 0.0F;
  h.weights = ui.line_height(Type::section) + ui.dp(50);
  const float least_row = ui.dp(140);
  // Where everything has to be scrolled anyway, nothing hides behind a switch.
  if (has_shifts && (h.all() > room || h.all() + least_row + h.gap <= room)) h.row = least_row;
  float left = room - h.all();
  const auto grow = [&](float& height, float share, float most) {
    const float by = std::clamp(left * share, 0.0F, std::max(0.0F, most - height));
    height += std::floor(by);
    left -= std::floor(by);
  };
  grow(h.weights, 0.2F, ui.line_height(Type::section) + ui.dp(78));
  if (has_shifts) {
    grow(h.shifts, 0.5F, ui.dp(330));
    const float taken = h.shifts;
    h.shifts = fitted_shift_height(ui, (width - ui.dp(28)) * 0.5F, h.shifts, context.scene.train.radius);
    left += taken - h.shifts;
  }
  if (h.row > 0.0F) grow(h.row, 0.4F, ui.dp(220));
  if (has_curves) grow(h.curves, 1.0F, ui.dp(260));
  return h;
}

// A switch at the left and what is seen beside it.
void caption_row(Ui& ui, float left, const Rect& row, float right, const std::vector<std::string>& words) {
  const float y = row.min.y + (row.height() - ui.dp(4) - ui.line_height(Type::small)) * 0.5F;
  const float room = right - left;
  if (room < ui.dp(40)) return;
  ui.text_fit({left, y}, room, Type::small, ui.colours.muted, first_fitting(ui, Type::small, room, words));
}

float switch_of_two(StageContext& context, const Rect& row, const char* id, const Option (&options)[2], bool& second) {
  Ui& ui = context.ui;
  const float width =
      ui.measure(Type::strong, options[0].label).x + ui.measure(Type::strong, options[1].label).x + ui.dp(46);
  Column column(ui, {row.min, {row.min.x + std::min(width, row.width()), row.max.y}});
  int chosen = second ? 1 : 0;
  column.segmented(id, options, chosen);
  second = chosen == 1;
  return row.min.x + width + ui.dp(12);
}

// The upper half of the axis is enough for networks that have got there for good: then the gap can be seen. It changes
// once in a training.
float accuracy_floor(const TrainResults& results, const KeptRun* over) {
  bool high = false;
  for (const auto& state : results.networks) {
    if (state == nullptr || !state->refusal.empty()) continue;
    high = std::any_of(state->curve->begin(), state->curve->end(),
                       [](const EpochPoint& point) { return point.test_accuracy >= 0.7; });
    if (!high || !(std::min(state->last().test_accuracy, state->last().train_accuracy) >= 0.5)) return 0.0F;
  }
  for (std::size_t i = 0; over != nullptr && i < 2; ++i)
    if (over->networks[i] != nullptr && !(over->networks[i]->last().test_accuracy >= 0.5)) return 0.0F;
  return high ? 50.0F : 0.0F;
}

void draw_both_curves(StageContext& context, const Rect& row, const std::array<Rect, 2>& columns, float height) {
  static constexpr Option kinds[2] = {{"Accuracy", "How many pictures each reads rightly."},
                                      {"Loss", "What each step makes smaller."}};
  TrainView& view = context.view.train;
  const float left = switch_of_two(context, row, "train.measure", kinds, view.loss);
  CurvesWish wish;
  wish.loss = view.loss;
  wish.caption = false;
  const std::shared_ptr<const KeptRun> over = laid_over(context);
  wish.lowest = accuracy_floor(context.results.train, over.get());
  if (over != nullptr) wish.over_name = fmt::format("kept {}", over->id);
  caption_row(context.ui, left, row, row.max.x, curves_caption(wish));
  for (std::size_t i = 0; i < 2; ++i) {
    wish.network = i;
    if (over != nullptr) wish.over = over->networks[i].get();
    const Rect& column = columns[i];
    draw_curves(context, {{column.min.x, row.max.y}, {column.max.x, row.max.y + height}}, wish);
  }
}

// What the curves show that is worth a word, in a line that is there whether anything is said or not.
void draw_remarks(StageContext& context, const std::array<Rect, 2>& columns, const Rect& row) {
  if (!context.shows("train.curves")) return;
  Ui& ui = context.ui;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& state = context.results.train.networks[i];
    if (state == nullptr) continue;
    const std::vector<std::string> words = curve_remark(*state, !context.results.train.training);
    if (words.empty()) continue;
    const float room = columns[i].width();
    ui.text_fit({columns[i].min.x, row.min.y}, room, Type::small, ui.colours.muted,
                first_fitting(ui, Type::small, room, words));
    ui.record.fact(fmt::format("train.remark.{}", i), words.front());
  }
}

// The colours of the maps, and their range.
float draw_legend(Ui& ui, const Rect& row) {
  const float mono = ui.line_height(Type::mono), middle = row.min.y + (row.height() - ui.dp(4)) * 0.5F,
              y = middle - mono * 0.5F, ramp = ui.dp(72);
  float x = row.max.x - ui.text({row.max.x, y}, Type::mono, ui.colours.muted, "100 %", Align::right) - ui.dp(6);
  colour_ramp(ui, {{x - ramp, std::round(middle - ui.dp(4))}, {x, std::round(middle + ui.dp(4))}},
              ColourMap::magnitude);
  x -= ramp + ui.dp(6);
  x -= ui.text({x, y}, Type::mono, ui.colours.muted, "0", Align::right);
  return x - ui.dp(16);
}

// The sweep that is worked on while nothing is trained; short ones between steps pass by unsaid.
const NetworkState* sweep_under_way(const StageContext& context) {
  if (context.results.train.training) return nullptr;
  for (const auto& state : context.results.train.networks)
    if (state != nullptr && state->shifts_under_way && state->shifts_all > 0) return state.get();
  return nullptr;
}

void draw_shift_head(StageContext& context, const Rect& row, bool switched) {
  Ui& ui = context.ui;
  TrainView& view = context.view.train;
  float left = row.min.x, right = row.max.x;
  if (switched) {
    static constexpr Option kinds[2] = {{"Every shift", "A map for each: every shift to the sides, up and down."},
                                        {"Along a row", "Both in one chart: shifts to the left and to the right."}};
    left = switch_of_two(context, row, "train.shifts", kinds, view.along);
  }
  if (!switched || !view.along) right = draw_legend(ui, row);
  const int radius = context.scene.train.radius;
  if (const NetworkState* const state = sweep_under_way(context); state != nullptr) {
    const float side = ui.line_height(Type::small) + ui.dp(4);
    const float top = row.min.y + (row.height() - ui.dp(4) - side) * 0.5F;
    const int done = static_cast<int>(100 * state->shifts_done / state->shifts_all);
    const auto& networks = context.results.train.networks;
    const bool both = std::all_of(networks.begin(), networks.end(),
                                  [](const auto& one) { return one != nullptr && one->shifts_under_way; });
    const std::string who = both ? "" : ", " + network_names(context.scene.train)[state == networks[1].get() ? 1 : 0];
    std::vector<std::string> words = {fmt::format("moving the test pictures{}: {} %", who, done),
                                      fmt::format("moving them: {} %", done), fmt::format("{} %", done)};
    if (const double seconds = context.results.train.sweep_seconds_left; seconds > 2.0)
      words.insert(words.begin(), fmt::format("{}, {}", words.front(), seconds_left_words(seconds)));
    if (close_cross(ui, "train.stop_sweep", {{right - side, top}, {right, top + side}},
                    "Stop trying shifts; what is there stays"))
      ask_trainer(view, TrainCommand::Kind::stop_sweep);
    caption_row(ui, left, row, right - side - ui.dp(6), words);
    ui.record.fact("train.sweep", std::to_string(done));
    return;
  }
  std::vector<std::string> words = {
      fmt::format("test accuracy with every picture moved by up to {}", counted(radius, "pixel")),
      "test accuracy for every shift", "for every shift"};
  if (switched && view.along) words = {"test accuracy with every picture moved to the side", "moved to the side"};
  const EdgeRoom room = least_room(context.results.train.data->rooms);
  if (std::min({room.left, room.right, room.top, room.bottom}) < radius)
    words.insert(words.begin(), words.front() + " · dashed: beyond, some outlines leave the canvas");
  caption_row(ui, left, row, right, words);
}

void draw_shifts(StageContext& context, const std::array<Rect, 2>& columns, const Rect& maps, const Rect& row_of_shifts,
                 bool show_maps, bool show_row) {
  std::array<ShiftPanel, 2> panels;
  std::optional<std::pair<int, int>> pointed;
  for (std::size_t i = 0; i < 2; ++i) {
    panels[i] = lay_out_shift_panel(context, {{columns[i].min.x, maps.min.y}, {columns[i].max.x, maps.max.y}}, i);
    if (show_maps) point_at_shift(context, panels[i], i, pointed);
  }
  if (show_row) point_at_shift_curve(context, row_of_shifts, pointed);
  context.view.train.pointed_shift = pointed;
  if (pointed) context.ui.record.fact("train.pointed_shift", fmt::format("{},{}", pointed->first, pointed->second));
  for (std::size_t i = 0; show_maps && i < 2; ++i) draw_shift_panel(context, panels[i], i);
  if (show_row) draw_shift_curve(context, row_of_shifts);
}

// Why each keeps its answer when the picture moves, or loses it; written where one has been trained, so that there is a
// map to be explained. Returns the height, which is kept free before, so that nothing moves then; with draw_it false it
// only measures.
float draw_reasons(StageContext& context, const std::array<Rect, 2>& columns, float y, bool draw_it) {
  const PartState shifts = state_of(context, "train.shifts");
  if (shifts == PartState::hidden) return 0.0F;
  draw_it = draw_it && shifts == PartState::shown;
  Ui& ui = context.ui;
  float most = 0.0F;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const NetworkState* const state = context.results.train.networks[i].get();
    const TrainScene& scene = context.scene.train;
    const std::string reason = structure_reason(scene.networks[i], scene.shuffle);
    const bool written = draw_it && state != nullptr && state->trained();
    most = std::max(most, ui.text_wrapped({columns[i].min.x, y}, columns[i].width(), Type::small, ui.colours.muted,
                                          reason, written));
    if (written) ui.record.fact(fmt::format("train.reason.{}", i), reason);
  }
  return most + ui.dp(8);
}

// Returns how far down it went.
float draw_all(StageContext& context, const Rect& area, float room) {
  Ui& ui = context.ui;
  std::array<Rect, 2> columns = two_columns(ui, area);
  float y = area.min.y;
  for (std::size_t i = 0; i < 2; ++i) y = std::max(y, draw_network_head(context, columns[i], i).min.y);
  const Heights h =
      share_out(context, area.width(), room - (y - area.min.y) - draw_reasons(context, columns, 0.0F, false));
  const auto span = [&](float height) {
    const Rect rect{{area.min.x, y}, {area.max.x, y + height}};
    y += height;
    return rect;
  };
  y += h.above;
  if (h.curves > 0.0F) {
    const Rect measure = span(h.measure);
    draw_both_curves(context, measure, columns, h.curves);
    y += h.curves;
    draw_remarks(context, columns, span(h.remark));
  }
  if (h.shifts == 0.0F) {
    y += h.gap;
    for (std::size_t i = 0; i < 2; ++i)
      draw_first_weights(context, {{columns[i].min.x, y}, {columns[i].max.x, y + h.weights}}, i);
    return y + h.weights;
  }
  const bool switched = h.row == 0.0F;
  draw_shift_head(context, span(h.head), switched);
  const bool along = switched && context.view.train.along;
  const Rect maps = span(h.shifts);
  y += h.gap;
  Rect row = maps;
  if (!switched) {
    row = span(h.row);
    y += h.gap;
  }
  draw_shifts(context, columns, maps, row, !along, along || !switched);
  y += draw_reasons(context, columns, y - h.gap + ui.dp(4), true);
  for (std::size_t i = 0; i < 2; ++i)
    draw_first_weights(context, {{columns[i].min.x, y}, {columns[i].max.x, y + h.weights}}, i);
  return y + h.weights;
}

// Before a class, where there is no room for all: what each network is and how it learns, as large as can be.
void draw_curves_alone(StageContext& context, const Rect& area) {
  const Ui& ui = context.ui;
  const std::array<Rect, 2> columns = two_columns(ui, area);
  float y = area.min.y;
  for (std::size_t i = 0; i < 2; ++i) y = std::max(y, draw_network_head(context, columns[i], i).min.y);
  Heights h = share_out(context, area.width(), 0.0F);
  y += h.above;
  const Rect measure{{area.min.x, y}, {area.max.x, y + h.line}};
  h.curves = area.max.y - measure.max.y - h.remark;
  draw_both_curves(context, measure, columns, h.curves);
  draw_remarks(context, columns, {{area.min.x, area.max.y - h.remark}, area.max});
}

// The same where a lesson does without the curves: accuracy over every shift.
void draw_shifts_alone(StageContext& context, const Rect& area) {
  const Ui& ui = context.ui;
  const std::array<Rect, 2> columns = two_columns(ui, area);
  float y = area.min.y;
  for (std::size_t i = 0; i < 2; ++i) y = std::max(y, draw_network_head(context, columns[i], i).min.y);
  const Heights h = share_out(context, area.width(), 0.0F);
  y += h.above;
  if (h.head == 0.0F) return;
  draw_shift_head(context, {{area.min.x, y}, {area.max.x, y + h.head}}, false);
  const Rect maps{{area.min.x, y + h.head}, area.max};
  draw_shifts(context, columns, maps, maps, true, false);
}

}  // namespace

void draw_learning(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const std::array<Rect, 2> columns = two_columns(ui, area);
  const float heads = network_heads_height(context, columns[0].width()) + draw_reasons(context, columns, 0.0F, false);
  const Heights least = share_out(context, area.width(), 0.0F);
  if (least.all() - least.row - (least.row > 0.0F ? least.gap : 0.0F) + heads <= area.height()) {
    draw_all(context, area, area.height());
    return;
  }
  if (context.view.presenting && least.curves == 0.0F) return draw_shifts_alone(context, area);
  if (context.view.presenting) return draw_curves_alone(context, area);
  ScrollArea scroll(ui, "train.learning", area, ui.colours.ground);
  const float right = area.max.x - ScrollArea::bar_width(ui), top = area.min.y - scroll.scrolled();
  const float end = draw_all(context, {{area.min.x, top}, {right, area.max.y}}, 0.0F);
  scroll.content(end - top + ui.dp(4));
}

}  // namespace flatscope
