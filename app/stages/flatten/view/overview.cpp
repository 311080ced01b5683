// The overview of the Flatten stage: every element of the vector in one strip.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/stages/flatten/view/kept.h"
#include "app/stages/flatten/view/parts.h"
#include "app/widgets/camera.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/pointer_cue.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// 1, 2 or 4 times a power of two, or of ten where rows do not lend themselves: steps that fall on row starts.
std::int64_t tick_step(double per_pixel, float room, std::int64_t row) {
  std::int64_t step = 1;
  if (per_pixel * room > static_cast<double>(row)) step = row;
  while (static_cast<double>(step) < per_pixel * static_cast<double>(room)) step *= 2;
  return step;
}

// What the strip shows, and how often it tears.
void draw_title(Ui& ui, const FlattenResult& result, const OverviewPlace& overview, bool jumps) {
  const Flattening& flattening = *result.flattening;
  const Rect& strip = overview.strip;
  const StripRange& range = overview.range;
  const auto n = static_cast<double>(flattening.size());
  const float line_y = strip.min.y - ui.dp(6) - ui.line_height(Type::small);
  const bool all = range.from <= 0.0 && range.to >= n;
  const std::string values = counted(flattening.size(), "value");
  std::vector<std::string> titles;
  if (all) {
    titles = {fmt::format("The line, all {} (0 black, 255 {})", values, flattening.channels() == 3 ? "full" : "white"),
              fmt::format("The line, all {}", values), "The line"};
  } else {
    titles = {fmt::format("The line, values {} to {} of {}", grouped(static_cast<std::int64_t>(range.from)),
                          grouped(static_cast<std::int64_t>(range.to) - 1), grouped(flattening.size())),
              "Part of the line"};
  }
  const std::vector<std::string> tears = {
      counted(result.false_neighbours, "jump") + " from one end to the next: false neighbours",
      counted(result.false_neighbours, "false pair")};
  // Both sentences while there is room for both; the longest that fit.
  const std::string *title = &first_fitting(ui, Type::small, strip.width(), titles), *torn = nullptr;
  if (result.false_neighbours > 0 && jumps) {
    for (const std::string& one : titles) {
      for (const std::string& other : tears) {
        if (torn == nullptr &&
            ui.measure(Type::small, one).x + ui.measure(Type::small, other).x + ui.dp(48) < strip.width()) {
          title = &one;
          torn = &other;
        }
      }
    }
  }
  // The threads from the grid pass here: words stand on their own ground.
  const auto ground = [&](float left, float right) {
    ui.draw->AddRectFilled({left - ui.dp(4), line_y}, {right + ui.dp(4), line_y + ui.line_height(Type::small)},
                           ui.colours.ground);
  };
  const float title_width = std::min(strip.width(), ui.measure(Type::small, *title).x);
  ground(strip.min.x, strip.min.x + title_width);
  ui.text_fit({strip.min.x, line_y}, strip.width(), Type::small, ui.colours.muted, *title);
  if (torn != nullptr) {
    ground(strip.max.x - ui.measure(Type::small, *torn).x - ui.dp(10), strip.max.x);
    const float width = ui.text({strip.max.x, line_y}, Type::small, ui.colours.muted, *torn, Align::right);
    const float x = strip.max.x - width - ui.dp(10);
    marks::dashed_line(ui, {x, line_y}, {x, line_y + ui.line_height(Type::small)}, ui.colours.wrong, ui.dp(2));
  }
}

}  // namespace

OverviewPlace place_overview(const Ui& ui, const Rect& room, const FlattenView& view, std::int64_t size) {
  OverviewPlace place;
  place.titled = room.height() > ui.line_height(Type::small) + ui.line_height(Type::mono_small) + ui.dp(22);
  const float top = room.min.y + (place.titled ? ui.line_height(Type::small) + ui.dp(6) : 0.0F);
  const float ticks = ui.line_height(Type::mono_small) + ui.dp(8);
  place.strip = {{room.min.x, top}, {room.max.x, std::max(top + ui.dp(12), room.max.y - ticks)}};
  const auto n = static_cast<double>(size);
  place.range = {view.overview_from * n, std::max(view.overview_to * n, view.overview_from * n + 1.0)};
  return place;
}

std::optional<Place> overview_input(StageContext& context, OverviewPlace& overview) {
  Ui& ui = context.ui;
  FlattenView& view = context.view.flatten;
  const Flattening& flattening = *context.results.flatten->flattening;
  const auto n = static_cast<double>(flattening.size());
  hit_area(ui, "flatten/overview", overview.strip);
  hand_over_item();
  const ImGuiIO& io = ImGui::GetIO();
  const bool hovered = ImGui::IsItemHovered();
  if (hovered && io.MouseWheel != 0.0F && n > 16.0) {
    const double at = overview.range.element_at(overview.strip, io.MousePos.x) / n;
    const double least = std::min(1.0, 16.0 / n);
    const double span = std::clamp(
        (static_cast<double>(view.overview_to) - view.overview_from) * std::pow(0.8, io.MouseWheel), least, 1.0);
    const double share = (io.MousePos.x - overview.strip.min.x) / overview.strip.width();
    const double from = std::clamp(at - span * share, 0.0, 1.0 - span);
    view.overview_from = static_cast<float>(from);
    view.overview_to = static_cast<float>(from + span);
  }
  const bool held = ImGui::IsItemActive() && ImGui::IsMouseDragging(0);
  if (held && io.MouseDelta.x != 0.0F) {
    const float span = view.overview_to - view.overview_from;
    view.overview_from =
        std::clamp(view.overview_from - io.MouseDelta.x / overview.strip.width() * span, 0.0F, 1.0F - span);
    view.overview_to = view.overview_from + span;
  }
  overview.range = {view.overview_from * n, std::max(view.overview_to * n, view.overview_from * n + 1.0)};
  if (!hovered || held) return std::nullopt;
  const auto index = std::clamp<std::int64_t>(
      static_cast<std::int64_t>(overview.range.element_at(overview.strip, io.MousePos.x)), 0, flattening.size() - 1);
  const Place place = flattening.place(index);
  if (clicked_in_place()) {
    context.edit.scene.flatten.pinned = place;
    context.edit.commit = true;
    view.lens_offset = 0.0;
  }
  return place;
}

void draw_overview(StageContext& context, const OverviewPlace& overview, const Focus& focus) {
  if (!context.shows("flatten.overview")) return;
  Ui& ui = context.ui;
  const auto& result = context.results.flatten;
  const Flattening& flattening = *result->flattening;
  const Rect& strip = overview.strip;
  const StripRange& range = overview.range;
  const auto n = static_cast<double>(flattening.size());

  if (overview.titled) draw_title(ui, *result, overview, context.shows("flatten.jumps"));

  const Unroll unroll = unroll_of(context.scene.flatten, flattening.size(), flattening.width());
  if (unroll.active) compat::add_rect(ui.draw, strip.min, strip.max, ui.colours.line, 0.0F, 1.0F);
  ui.kept.of<FlattenKept>().overview.draw(ui, strip, result->vector, flattening, range,
                                          unroll.active ? unroll.landed : n);

  const double per_pixel = range.per_pixel(strip);
  const std::int64_t row =
      flattening.layout() == Layout::hwc ? flattening.width() * flattening.channels() : flattening.width();
  const std::int64_t step = tick_step(per_pixel, ui.dp(72), row);
  for (std::int64_t i = (static_cast<std::int64_t>(std::ceil(range.from)) + step - 1) / step * step;
       static_cast<double>(i) <= range.to; i += step) {
    const float x = range.x_of(strip, static_cast<double>(i));
    ui.draw->AddLine({x, strip.max.y}, {x, strip.max.y + ui.dp(4)}, ui.colours.faint, 1.0F);
    const std::string words = grouped(i);
    const float half = ui.measure(Type::mono_small, words).x * 0.5F;
    ui.text({std::clamp(x, strip.min.x + half, strip.max.x - half), strip.max.y + ui.dp(5)}, Type::mono_small,
            ui.colours.muted, words, Align::centre);
  }

  // Where the line tears, as long as the tears can be told apart. Rows end where the numbers stand: the tear
  // is drawn over the tick.
  const auto tear_room = static_cast<double>(flattening.size()) /
                         std::max<double>(1.0, static_cast<double>(result->false_neighbours)) / per_pixel;
  if (!unroll.active && tear_room > ui.dp(6) && per_pixel < 256.0 && context.shows("flatten.jumps")) {
    const auto from = std::max<std::int64_t>(0, static_cast<std::int64_t>(range.from)),
               to = std::min(flattening.size() - 1, static_cast<std::int64_t>(range.to));
    for (std::int64_t i = from; i < to; ++i) {
      if (!is_false_neighbour(flattening, i)) continue;
      const float x = range.x_of(strip, static_cast<double>(i + 1));
      ui.draw->AddLine({x, strip.max.y}, {x, strip.max.y + ui.dp(4)}, ui.colours.wrong, ui.dp(1.5F));
    }
  }

  const auto mark = [&](std::int64_t index, ImU32 colour) {
    const float left = range.x_of(strip, static_cast<double>(index)),
                right = range.x_of(strip, static_cast<double>(index + 1));
    if (right < strip.min.x || left > strip.max.x) return;
    const float grow = std::max(0.0F, (ui.dp(4) - (right - left)) * 0.5F);
    marks::outline(ui, {{left - grow, strip.min.y - ui.dp(3)}, {right + grow, strip.max.y + ui.dp(3)}}, colour,
                   ui.dp(1.5F));
  };
  if (!unroll.active && context.shows("flatten.pixel")) {
    for (const Neighbour& neighbour : focus.neighbours) mark(neighbour.index, colour_of(ui.colours, neighbour));
    mark(focus.index, ui.colours.pixel);
    if (const std::optional<Place>& pinned = context.scene.flatten.pinned;
        pinned && inside(flattening, *pinned) && !(*pinned == focus.place))
      mark(flattening.index(*pinned), ui.colours.pixel);
  }
}

}  // namespace flatscope
