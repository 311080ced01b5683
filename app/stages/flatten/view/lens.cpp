// The lens of the Flatten stage: single elements of the vector, with their values and their indices.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/stages/flatten/view/parts.h"
#include "app/widgets/camera.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/pointer_cue.h"

namespace flatscope {
namespace {

// A run of neighbouring elements shown as cells, and where it stands.
struct Segment {
  std::int64_t first = 0, last = 0;  // inclusive
  float left = 0.0F;
};

struct LensPlace {
  std::vector<Segment> segments;
  float cell = 24.0F, top = 0.0F, height = 32.0F;
  float gap = 48.0F;
  std::optional<Rect> cell_of(std::int64_t index) const {
    for (const Segment& s : segments) {
      if (index < s.first || index > s.last) continue;
      const float x = s.left + cell * static_cast<float>(index - s.first);
      return Rect{{x, top}, {x + cell, top + height}};
    }
    return std::nullopt;
  }
};

// Stretches of `radius` elements on each side of every centre, merged where they touch or nearly so.
std::vector<Segment> segments_around(const std::vector<std::int64_t>& centres, std::int64_t radius, std::int64_t size) {
  std::vector<Segment> segments;
  for (const std::int64_t centre : centres) {
    const Segment next{std::max<std::int64_t>(0, centre - radius), std::min(size - 1, centre + radius), 0.0F};
    if (!segments.empty() && next.first <= segments.back().last + 2) {
      segments.back().last = std::max(segments.back().last, next.last);
    } else {
      segments.push_back(next);
    }
  }
  return segments;
}

LensPlace place_lens(const Ui& ui, const Rect& room, const Focus& focus, const FlattenView& view, std::int64_t size) {
  LensPlace lens;
  const float labels = ui.line_height(Type::mono_small) + ui.dp(5);
  const bool low = room.height() < ui.dp(100);
  lens.height = ui.dp(low ? 26 : 32);
  lens.top = room.max.y - labels - lens.height;
  lens.cell = std::max(ui.measure(Type::mono_small, "255").x + ui.dp(6), std::round(ui.dp(26) * view.lens_zoom));
  lens.gap = ui.measure(Type::mono_small, "9,999 more").x + ui.dp(12);

  const auto fits = [&](const std::vector<Segment>& segments) {
    float width = 0.0F;
    for (const Segment& s : segments) width += lens.cell * static_cast<float>(s.last - s.first + 1);
    return width + lens.gap * static_cast<float>(segments.size() - 1) <= room.width();
  };
  std::vector<std::int64_t> centres{focus.index};
  const bool panned = view.lens_offset != 0.0;
  if (panned) centres.front() = std::clamp<std::int64_t>(focus.index + std::llround(view.lens_offset), 0, size - 1);
  if (!panned)
    for (const Neighbour& n : focus.neighbours) centres.push_back(n.index);
  std::sort(centres.begin(), centres.end());
  const auto most = static_cast<std::int64_t>(room.width() / lens.cell);
  for (std::int64_t radius = std::min(most, size); radius >= 0; --radius) {
    lens.segments = segments_around(centres, radius, size);
    if (fits(lens.segments)) break;
  }
  // Where not even single cells fit, the pixel in hand has the lens for itself.
  if (!fits(lens.segments))
    lens.segments = segments_around({focus.index}, std::max<std::int64_t>(0, most / 2 - 1), size);

  float width = lens.gap * static_cast<float>(lens.segments.size() - 1);
  for (const Segment& s : lens.segments) width += lens.cell * static_cast<float>(s.last - s.first + 1);
  float x = std::round(room.min.x + std::max(0.0F, (room.width() - width) * 0.5F));
  for (Segment& s : lens.segments) {
    s.left = x;
    x += lens.cell * static_cast<float>(s.last - s.first + 1) + lens.gap;
  }
  return lens;
}

ImU32 fill_of(const Flattening& flattening, std::int64_t index, float value) {
  const int level = static_cast<int>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
  if (flattening.channels() != 3) return IM_COL32(level, level, level, 255);
  // A channel's value in the channel's own colour, never quite black, so that the three can be told apart.
  const std::int64_t channel = flattening.place(index).channel;
  const int rest = level / 4;
  return IM_COL32(channel == 0 ? level : rest, channel == 1 ? level : rest, channel == 2 ? level : rest, 255);
}

void draw_cells(StageContext& context, const LensPlace& lens, const Focus& focus) {
  Ui& ui = context.ui;
  const auto& result = context.results.flatten;
  const Flattening& flattening = *result->flattening;
  const float text = ui.line_height(Type::mono_small);
  const bool jumps = context.shows("flatten.jumps");
  const auto special = [&](std::int64_t i) {
    return i == focus.index || std::any_of(focus.neighbours.begin(), focus.neighbours.end(),
                                           [&](const Neighbour& n) { return n.index == i; });
  };
  for (std::size_t s = 0; s < lens.segments.size(); ++s) {
    const Segment& segment = lens.segments[s];
    float free_from = segment.left - lens.gap * 0.5F;  // index labels must not touch
    for (std::int64_t i = segment.first; i <= segment.last; ++i) {
      const Rect cell = *lens.cell_of(i);
      const float value = result->vector->data()[i];
      const ImU32 fill = fill_of(flattening, i, value);
      ui.draw->AddRectFilled({cell.min.x + 1, cell.min.y}, {cell.max.x - 1, cell.max.y}, fill, ui.dp(2));
      ui.text({cell.centre().x, cell.centre().y - text * 0.5F}, Type::mono_small, ink_on(fill),
              std::to_string(std::lround(value * 255.0F)), Align::centre);
      if (jumps && i < segment.last && is_false_neighbour(flattening, i))
        marks::dashed_line(ui, {cell.max.x, cell.min.y - ui.dp(6)}, {cell.max.x, cell.max.y + ui.dp(2)},
                           ui.colours.wrong, ui.dp(2));
    }
    // The labels of the pixel and its neighbours come first, the others where there is room left.
    std::vector<std::int64_t> labelled;
    for (std::int64_t i = segment.first; i <= segment.last; ++i)
      if (special(i)) labelled.push_back(i);
    std::vector<std::pair<float, float>> taken;
    const auto label = [&](std::int64_t i, bool strong) {
      const std::string words = grouped(i);
      const float half = ui.measure(Type::mono_small, words).x * 0.5F, x = lens.cell_of(i)->centre().x;
      for (const auto& [from, to] : taken)
        if (x - half < to + ui.dp(5) && x + half > from - ui.dp(5)) return;
      if (x - half < free_from) return;
      taken.emplace_back(x - half, x + half);
      ui.text({x, lens.top + lens.height + ui.dp(5)}, Type::mono_small, strong ? ui.colours.text : ui.colours.muted,
              words, Align::centre);
    };
    const auto by_distance = [&](std::int64_t a, std::int64_t b) {
      return std::llabs(a - focus.index) < std::llabs(b - focus.index);
    };
    std::sort(labelled.begin(), labelled.end(), by_distance);
    for (const std::int64_t i : labelled) label(i, true);
    for (std::int64_t i = (segment.first + 1) / 2 * 2; i <= segment.last; i += 2) label(i, false);

    if (s + 1 < lens.segments.size()) {
      const std::int64_t hidden = lens.segments[s + 1].first - segment.last - 1;
      const float x = (lens.cell_of(segment.last)->max.x + lens.segments[s + 1].left) * 0.5F;
      ui.text_fit({x, lens.top + lens.height * 0.5F - text * 0.5F}, lens.gap - ui.dp(4), Type::mono_small,
                  ui.colours.muted, fmt::format("{} more", grouped(hidden)), Align::centre);
    }
  }
}

void draw_arches(StageContext& context, const Rect& room, const LensPlace& lens, const Focus& focus) {
  Ui& ui = context.ui;
  const std::optional<Rect> from = lens.cell_of(focus.index);
  if (!from) return;
  const float room_above = lens.top - room.min.y - ui.line_height(Type::mono) * 0.5F - ui.dp(2);
  for (const Neighbour& n : focus.neighbours) {
    const std::optional<Rect> to = lens.cell_of(n.index);
    if (!to) continue;
    const ImU32 colour = colour_of(ui.colours, n);
    const std::int64_t apart = std::llabs(n.index - focus.index);
    const float span = std::fabs(to->centre().x - from->centre().x);
    const float height = std::min(room_above, apart == 1 ? ui.dp(14) : std::max(ui.dp(14), span * 0.45F));
    // Four arches leave the cell: the near ones further out, so that none crosses another.
    const float side = to->centre().x < from->centre().x ? -1.0F : 1.0F;
    const float foot = from->centre().x + side * lens.cell * (span < lens.cell * 1.5F ? 0.3F : 0.1F);
    marks::arch(ui, {foot, lens.top - ui.dp(2)}, {to->centre().x, lens.top - ui.dp(2)}, height, colour, ui.dp(2));
    marks::outline(ui, {{to->min.x + 1, to->min.y}, {to->max.x - 1, to->max.y}}, colour, ui.dp(2));
    const std::string words = fmt::format("{} apart", grouped(apart));
    if (apart > 1 && span > ui.measure(Type::mono, words).x + ui.dp(28)) {
      // Beside the low arches over the pixel's neighbours, not over them.
      const float half = ui.measure(Type::mono, words).x * 0.5F + ui.dp(10);
      const float free = from->centre().x + side * (lens.cell * 1.5F + half);
      const float middle = (to->centre().x + from->centre().x) * 0.5F;
      const float x = side < 0.0F ? std::min(middle, free) : std::max(middle, free);
      marks::pill(ui, {x, lens.top - ui.dp(2) - height}, words, colour);
    }
  }
  marks::outline(ui, {{from->min.x + 1, from->min.y}, {from->max.x - 1, from->max.y}}, ui.colours.pixel, ui.dp(2));
}

}  // namespace

std::optional<Place> lens_input(StageContext& context, const Rect& room, const Focus& focus) {
  if (!context.shows("flatten.lens")) return std::nullopt;
  Ui& ui = context.ui;
  FlattenView& view = context.view.flatten;
  const Flattening& flattening = *context.results.flatten->flattening;
  const LensPlace lens = place_lens(ui, room, focus, view, flattening.size());
  const Rect cells{{room.min.x, lens.top}, {room.max.x, lens.top + lens.height}};
  hit_area(ui, "flatten/lens", cells);
  hand_over_item();
  ui.record.area("flatten.lens", cells.min, cells.max);
  const ImGuiIO& io = ImGui::GetIO();
  const bool hovered = ImGui::IsItemHovered();
  if (hovered && io.MouseWheel != 0.0F)
    view.lens_zoom = std::clamp(view.lens_zoom * std::pow(1.15F, io.MouseWheel), 0.6F, 3.0F);
  if (hovered && ImGui::IsMouseDoubleClicked(0)) {
    view.lens_offset = 0.0;
    view.lens_zoom = 1.0F;
  }
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(0)) {
    const auto n = static_cast<double>(flattening.size());
    const double moved = view.lens_offset - static_cast<double>(io.MouseDelta.x) / lens.cell;
    view.lens_offset = std::clamp(moved, -static_cast<double>(focus.index), n - 1 - static_cast<double>(focus.index));
    return focus.place;
  }
  if (!hovered) return std::nullopt;
  for (const Segment& segment : lens.segments) {
    const auto step = static_cast<std::int64_t>(std::floor((io.MousePos.x - segment.left) / lens.cell));
    if (step < 0 || segment.first + step > segment.last) continue;
    const Place place = flattening.place(segment.first + step);
    if (clicked_in_place()) {
      context.edit.scene.flatten.pinned = place;
      context.edit.commit = true;
      view.lens_offset = 0.0;
      view.hovered_in_lens = false;
    }
    return place;
  }
  return std::nullopt;
}

void draw_lens(StageContext& context, const Rect& room, const Focus& around, const Focus& focus) {
  if (!context.shows("flatten.lens")) return;
  Ui& ui = context.ui;
  const Flattening& flattening = *context.results.flatten->flattening;
  const LensPlace lens = place_lens(ui, room, around, context.view.flatten, flattening.size());
  ui.draw->PushClipRect({room.min.x - ui.dp(4), room.min.y - ui.dp(8)}, {room.max.x + ui.dp(4), room.max.y + ui.dp(4)},
                        true);
  draw_cells(context, lens, focus);
  draw_arches(context, room, lens, focus);
  ui.draw->PopClipRect();
  for (const Segment& segment : lens.segments) {
    const auto n = static_cast<float>(flattening.size());
    const float first = segment.left - lens.cell * static_cast<float>(segment.first);
    const Rect seen{
        {segment.left, lens.top},
        {segment.left + lens.cell * static_cast<float>(segment.last - segment.first + 1), lens.top + lens.height}};
    ui.anchors.cells("index", seen, {{first, seen.min.y}, {first + lens.cell * n, seen.max.y}},
                     static_cast<double>(flattening.size()), 1.0);
  }
  for (const Segment& segment : lens.segments)
    for (std::int64_t i = segment.first; i <= segment.last; ++i)
      if (ui.record.on()) ui.record.area(fmt::format("lens.{}", i), lens.cell_of(i)->min, lens.cell_of(i)->max);
}

}  // namespace flatscope
