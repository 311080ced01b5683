// The feature maps before and after, and where their largest answers went.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "app/imgui_compat.h"
#include "app/scene/number_text.h"
#include "app/stages/shift_stage.h"
#include "app/stages/shift_words.h"
#include "app/widgets/arrow.h"
#include "app/widgets/marks.h"
#include "app/widgets/wording.h"
#include "core/filters.h"

namespace flatscope {
namespace {

struct MapCell {
  std::size_t map = 0;
  std::int64_t row = 0, column = 0;
};

struct Pair {
  std::size_t index = 0;
  Preset preset = Preset::identity;
  Rect before, after, caption;
  bool is_signed() const { return flatscope::is_signed(preset); }
};

TensorStyle style_of(const ShiftResult& result, const Pair& pair) {
  const float scale = result.map_scale[pair.index] > 0.0F ? result.map_scale[pair.index] : 1.0F;
  TensorStyle style;
  style.map = pair.is_signed() ? ColourMap::diverging : ColourMap::magnitude;
  style.range = {pair.is_signed() ? -scale : 0.0F, scale};
  style.lines = false;
  return style;
}

// shape: of the maps.
ImVec2 centre_of(const Rect& map, const Shape& shape, std::int64_t row, std::int64_t column) {
  return {map.min.x + map.width() * (static_cast<float>(column) + 0.5F) / static_cast<float>(shape[2]),
          map.min.y + map.height() * (static_cast<float>(row) + 0.5F) / static_cast<float>(shape[1])};
}

// Inside this frame no border was at work.
void draw_interior(Ui& ui, const ShiftResult& result, const Rect& map) {
  if (!(result.equivariance.border_max_abs > 0.0F)) return;
  const Shape& shape = result.after->maps_shape;
  const InteriorSpan &rows = result.interior_rows, &columns = result.interior_columns;
  Rect frame = map;
  if (rows.first < rows.last && columns.first < columns.last) {
    const float x = map.width() / static_cast<float>(shape[2]), y = map.height() / static_cast<float>(shape[1]);
    frame = {{map.min.x + x * static_cast<float>(columns.first), map.min.y + y * static_cast<float>(rows.first)},
             {map.min.x + x * static_cast<float>(columns.last), map.min.y + y * static_cast<float>(rows.last)}};
  }
  frame = {{std::round(frame.min.x), std::round(frame.min.y)}, {std::round(frame.max.x), std::round(frame.max.y)}};
  marks::dashed_rect(ui, frame, ui.colours.wrong, std::max(1.0F, ui.dp(1)), 3.0F);
}

std::optional<MapCell> hovered_cell(Ui& ui, const Shape& shape, const Pair& pair, const Rect& rect, const char* which) {
  const std::string id = fmt::format("shift.map.{}.{}", pair.index, which);
  hit_area(ui, id.c_str(), rect);
  ui.record.area(id, rect.min, rect.max);
  if (!ImGui::IsItemHovered()) return std::nullopt;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto index = [](float share, std::int64_t count) {
    return std::clamp(static_cast<std::int64_t>(share * static_cast<float>(count)), std::int64_t{0}, count - 1);
  };
  return MapCell{pair.index, index((mouse.y - rect.min.y) / rect.height(), shape[1]),
                 index((mouse.x - rect.min.x) / rect.width(), shape[2])};
}

void mark_cell(Ui& ui, const Shape& shape, const Rect& map, const MapCell& cell) {
  const ImVec2 at = centre_of(map, shape, cell.row, cell.column);
  const float half = std::max(ui.dp(3), map.width() / static_cast<float>(shape[2]) * 0.5F);
  compat::add_rect(ui.draw, {at.x - half - 1, at.y - half - 1}, {at.x + half + 1, at.y + half + 1}, ui.colours.outline,
                   0.0F, 3.0F);
  compat::add_rect(ui.draw, {at.x - half, at.y - half}, {at.x + half, at.y + half}, ui.colours.pixel, 0.0F, 1.0F);
}

std::vector<std::string> peak_words(const ShiftShown& shown, std::size_t map) {
  const Peak &from = shown.result.peaks_before[map], &to = shown.result.after->peaks[map];
  if (from.value == 0.0F && to.value == 0.0F) return {"all 0"};
  if (!shown.moved()) return {""};  // nothing to tell
  const std::int64_t dx = to.column - from.column, dy = to.row - from.row;
  if (dx == 0 && dy == 0) return {"peak stayed", "stayed"};
  const std::vector<std::string> shift = shift_words(dx, dy);
  return {"peak moved " + shift[1], "moved " + shift[1], shift[1], shift[2]};
}

struct Phrase {
  Type type = Type::small;
  std::string words;  // empty: nothing fits
  float width = 0.0F;
};

// Rather shorter than smaller.
Phrase fitting_phrase(const Ui& ui, float width, const std::vector<std::string>& choices) {
  const std::size_t bare = choices.size() > 2 ? choices.size() - 1 : choices.size();
  const auto search = [&](Type type, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      const float used = ui.measure(type, choices[i]).x;
      if (used <= width) return Phrase{type, choices[i], used};
    }
    return Phrase{};
  };
  for (const auto& [type, from, to] :
       {std::tuple{Type::small, std::size_t{0}, bare}, std::tuple{Type::small, bare, choices.size()},
        std::tuple{Type::mono_small, bare, choices.size()}}) {
    Phrase phrase = search(type, from, to);
    if (!phrase.words.empty()) return phrase;
  }
  return {};
}

// Title, colours with their range, and where the peak went, on one line. Where the maps are wide the peak's words stand
// under the map that they are about; else they end the line. The first to go is the legend.
void draw_caption(Ui& ui, const ShiftShown& shown, const Pair& pair) {
  const float scale = shown.result.map_scale[pair.index];
  const std::string range =
      pair.is_signed() ? "\xC2\xB1" + short_number(scale, 2) : "0\xE2\x80\x93" + short_number(scale, 2);
  const std::string title(title_of(pair.preset));
  const float gap = ui.dp(8);
  const float y = pair.caption.max.y - ui.line_height(Type::strong);
  const auto line_of = [&](Type type) { return y + (ui.line_height(Type::strong) - ui.line_height(type)) * 0.5F; };
  const float title_end = pair.caption.min.x + ui.text_fit({pair.caption.min.x, y}, pair.caption.width(), Type::strong,
                                                           ui.colours.text, title);

  const std::vector<std::string> peaks = peak_words(shown, pair.index);
  Phrase peak = fitting_phrase(ui, pair.after.width(), peaks);
  const bool under = peak.type == Type::small && !peak.words.empty() && title_end + gap <= pair.after.min.x;
  if (!under) peak = fitting_phrase(ui, pair.caption.max.x - title_end - gap, peaks);
  const float peak_x = under ? pair.after.min.x : pair.caption.max.x - peak.width;
  ui.text({peak_x, line_of(peak.type)}, peak.type, ui.colours.muted, peak.words);
  const std::string moved = peaks.front().empty() ? "" : fmt::format(", {}, in cells of the map", peaks.front());
  ui.tooltip(pair.caption, fmt::format("{}: colours {}{}.", title, range, moved), Ui::Side::below);

  // The legend follows the title, so that it stays where it is whatever is said of the peak.
  if (scale == 0.0F) return;
  const float end = under ? std::min(pair.before.max.x, peak_x - gap) : peak_x - (peak.words.empty() ? 0.0F : gap);
  const float room = end - title_end - gap;
  const bool large = ui.measure(Type::mono, range).x <= room;
  const Type type = large ? Type::mono : Type::mono_small;
  const float range_width = ui.measure(type, range).x;
  if (range_width > room) return;
  const float ramp = std::min(ui.dp(40), room - range_width - ui.dp(4));
  float x = title_end + gap;
  if (ramp >= ui.dp(12)) {
    const float middle = std::round(y + ui.line_height(Type::strong) * 0.5F);
    colour_ramp(ui, {{x, middle - ui.dp(3)}, {x + ramp, middle + ui.dp(3)}}, style_of(shown.result, pair).map);
    x += ramp + ui.dp(4);
  }
  ui.text({x, line_of(type)}, type, ui.colours.muted, range);
}

std::optional<MapCell> draw_pair(StageContext& context, const ShiftShown& shown, const Pair& pair) {
  Ui& ui = context.ui;
  const ShiftResult& result = shown.result;
  const TensorStyle style = style_of(result, pair);
  const Shape& shape = result.after->maps_shape;
  const int channel = static_cast<int>(pair.index);
  ui.painter.draw(ui, result.before, result.before->shown_maps(), channel, pair.before, style);
  ui.painter.draw(ui, result.after, result.after->shown_maps(), channel, pair.after, style);
  for (const Rect& rect : {pair.before, pair.after})
    compat::add_rect(ui.draw, {rect.min.x - 1, rect.min.y - 1}, {rect.max.x + 1, rect.max.y + 1}, ui.colours.line, 0.0F,
                     1.0F);
  draw_interior(ui, result, pair.after);

  const Peak &from = result.peaks_before[pair.index], &to = result.after->peaks[pair.index];
  if ((from.row != to.row || from.column != to.column) && from.value != 0.0F) {
    ui.draw->PushClipRect(pair.after.min, pair.after.max, true);
    arrow(ui.draw, centre_of(pair.after, shape, from.row, from.column), centre_of(pair.after, shape, to.row, to.column),
          ui.colours.conv, ui.colours.outline, std::clamp(pair.after.width() / 60.0F, 1.5F, std::max(1.5F, ui.dp(2))));
    ui.draw->PopClipRect();
  }
  draw_caption(ui, shown, pair);
  std::optional<MapCell> cell = hovered_cell(ui, shape, pair, pair.before, "before");
  if (!cell)
    cell = hovered_cell(ui, shape, pair, pair.after, "after");
  else
    hovered_cell(ui, shape, pair, pair.after, "after");
  if (cell) {
    mark_cell(ui, shape, pair.before, *cell);
    mark_cell(ui, shape, pair.after, *cell);
  }
  return cell;
}

// What the pointer is on, or what the dashed frame means; returns where it begins.
float draw_note(Ui& ui, const ShiftShown& shown, const Rect& area, const std::optional<MapCell>& cell) {
  const ShiftResult& result = shown.result;
  if (cell) {
    const Place place{static_cast<std::int64_t>(cell->map), cell->row, cell->column};
    const std::string words = fmt::format("row {}, column {}: {} \xE2\x86\x92 {}", cell->row, cell->column,
                                          short_number(map_value(shown.inputs, *result.before, place)),
                                          short_number(map_value(shown.inputs, *result.after, place)));
    return area.max.x - ui.text_fit({area.max.x, area.min.y}, area.width() * 0.75F, Type::mono, ui.colours.text, words,
                                    Align::right);
  }
  if (!(result.equivariance.border_max_abs > 0.0F)) return area.max.x;
  const std::array<std::string, 3> legends = {"outside the frame the border was at work", "outside: the border",
                                              "border"};
  const std::string& words = first_fitting(ui, Type::small, area.width() * 0.36F, legends);
  const float size = ui.dp(5);
  const float left = area.max.x - 3.0F * size - ui.dp(6) -
                     ui.text({area.max.x, area.min.y}, Type::small, ui.colours.muted, words, Align::right);
  const float middle = area.min.y + std::round(ui.line_height(Type::small) * 0.5F);
  marks::dashed_rect(ui, {{left, middle - size}, {left + 3.0F * size, middle + size}}, ui.colours.wrong,
                     std::max(1.0F, ui.dp(1)), 3.0F);
  return left;
}

void draw_label(Ui& ui, const ShiftShown& shown, const ShiftLayout& layout, const std::optional<MapCell>& cell) {
  const Rect& area = layout.maps;
  if (layout.answer.height() <= 0.0F && !cell) {
    // The number and what it means, in the label's place.
    const float lift = (ui.line_height(Type::mono_strong) - ui.line_height(Type::section)) * 0.5F;
    const std::size_t all = shown.inputs.filters.size();
    const bool some = static_cast<std::size_t>(layout.grid.shown) < all;
    const std::string title = some ? fmt::format("{} OF {} MAPS", layout.grid.shown, all) : "MAPS";
    float x = area.min.x + ui.text(area.min, Type::section, ui.colours.muted, title) + ui.dp(8);
    x += ui.text({x, area.min.y - lift}, Type::mono_strong, interior_colour(ui, shown), interior_number(shown.result)) +
         ui.dp(8);
    const std::vector<std::string> sentences = interior_sentences(shown.result, shown.inputs);
    const float room = area.max.x - x;
    ui.text_fit({x, area.min.y}, room, Type::small, ui.colours.muted, first_fitting(ui, Type::small, room, sentences));
    return;
  }
  const float right = draw_note(ui, shown, area, cell);
  const std::size_t count = shown.inputs.filters.size();
  const int hidden = static_cast<int>(count) - layout.grid.shown;
  const std::string maps = fmt::format("{} FEATURE MAP{}{}", count, count == 1 ? "" : "S",
                                       hidden > 0 ? fmt::format(" ({} SHOWN)", layout.grid.shown) : "");
  const std::array<std::string, 5> titles = {
      fmt::format("CONVOLUTION \xC2\xB7 {}, BEFORE AND AFTER, ONE COLOUR RANGE{}", maps, count == 1 ? "" : " A PAIR"),
      fmt::format("CONVOLUTION \xC2\xB7 {}, BEFORE AND AFTER", maps), fmt::format("CONVOLUTION \xC2\xB7 {}", maps),
      maps, "MAPS"};
  const float room = right - ui.dp(8) - area.min.x;
  ui.text_fit({area.min.x, area.min.y}, room, Type::section, ui.colours.muted,
              first_fitting(ui, Type::section, room, titles));
}

}  // namespace

void draw_maps(StageContext& context, const ShiftShown& shown, const ShiftLayout& layout) {
  const Rect& area = layout.maps;
  const ImVec2 origin{area.min.x, area.max.y - layout.grid.height()};
  std::optional<MapCell> cell;
  for (int i = 0; i < layout.grid.shown; ++i) {
    const Pair pair{static_cast<std::size_t>(i), shown.inputs.filters[static_cast<std::size_t>(i)],
                    layout.grid.before(i, origin), layout.grid.after(i, origin), layout.grid.caption_of(i, origin)};
    if (const auto here = draw_pair(context, shown, pair)) cell = here;
  }

  draw_label(context.ui, shown, layout, cell);
}

}  // namespace flatscope
