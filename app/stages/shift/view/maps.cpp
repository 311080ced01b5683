// The feature maps before and after, and where their largest answers went.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "app/look/number_text.h"
#include "app/stages/kept_back.h"
#include "app/stages/shift/view/maps.h"
#include "app/stages/shift/view/words.h"
#include "app/widgets/arrow.h"
#include "app/widgets/camera.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/pointer_cue.h"
#include "app/widgets/wording.h"
#include "core/layers/filters.h"

namespace flatscope {
namespace {

// Inside this frame no border was at work.
void draw_interior(Ui& ui, const ShiftResult& result, const MapPlace& map) {
  if (!(result.equivariance.border_max_abs > 0.0F)) return;
  const InteriorSpan &rows = result.interior_rows, &columns = result.interior_columns;
  Rect frame = map.box;
  if (rows.first < rows.last && columns.first < columns.last)
    frame = map.span({rows.first, columns.first, rows.last, columns.last});
  frame = {{std::round(frame.min.x), std::round(frame.min.y)}, {std::round(frame.max.x), std::round(frame.max.y)}};
  marks::dashed_rect(ui, frame, ui.colours.wrong, std::max(1.0F, ui.dp(1)), 3.0F);
}

void mark_cell(Ui& ui, const MapPlace& map, const MapCell& cell) {
  const Rect where = map.cell(cell.row, cell.column);
  const ImVec2 at = where.centre();
  const float half = std::max(ui.dp(3), where.width() * 0.5F);
  compat::add_rect(ui.draw, {at.x - half - 1, at.y - half - 1}, {at.x + half + 1, at.y + half + 1}, ui.colours.outline,
                   0.0F, 3.0F);
  compat::add_rect(ui.draw, {at.x - half, at.y - half}, {at.x + half, at.y + half}, ui.colours.pixel, 0.0F, 1.0F);
}

std::vector<std::string> peak_words(const ShiftShown& shown, std::size_t map) {
  const Peak &from = shown.result.peaks_before[map], &to = shown.result.peaks_after[map];
  if (from.value == 0.0F && to.value == 0.0F) return {"all 0"};
  if (!shown.moved()) return {""};  // nothing to tell
  if (to.value == 0.0F) return {"peak has left", "peak left"};
  if (!shown.result.peak_followed[map]) return {"another peak took over", "another peak", "other peak"};
  const std::int64_t dx = to.column - from.column, dy = to.row - from.row;
  if (dx == 0 && dy == 0) return {"peak stayed", "peak stays"};
  const std::vector<std::string> shift = shift_words(dx, dy);
  return {"peak moved " + shift[1], "peak " + shift[1], "peak " + shift[2]};
}

// For the tooltip of a caption.
std::string peak_explained(const ShiftShown& shown, std::size_t map) {
  const std::string words = peak_words(shown, map).front();
  if (words.empty() || words == "all 0") return words;
  if (shown.result.peaks_after[map].value == 0.0F)
    return "the strongest answer of before, its peak, is no longer inside: all of the map is 0";
  if (!shown.result.peak_followed[map])
    return "the strongest answer of before, its peak, has no like where the shift would have it: now another place of "
           "the map answers strongest";
  return fmt::format("{}, in cells of the map; the peak is its strongest answer", words);
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
void draw_caption(Ui& ui, const ShiftShown& shown, const MapPair& pair, bool tells) {
  const float scale = shown.result.map_scale[pair.index];
  const std::string range = is_signed(pair.preset) ? "±" + short_number(scale, 2) : "0–" + short_number(scale, 2);
  const std::string title(title_of(pair.preset));
  const float gap = ui.dp(8);
  const float y = pair.caption.max.y - ui.line_height(Type::strong);
  const auto line_of = [&](Type type) { return y + (ui.line_height(Type::strong) - ui.line_height(type)) * 0.5F; };
  const float title_end = pair.caption.min.x + ui.text_fit({pair.caption.min.x, y}, pair.caption.width(), Type::strong,
                                                           ui.colours.text, title);

  const std::vector<std::string> peaks = tells ? peak_words(shown, pair.index) : std::vector<std::string>{""};
  Phrase peak = fitting_phrase(ui, pair.after.box.width(), peaks);
  const bool under = peak.type == Type::small && !peak.words.empty() && title_end + gap <= pair.after.box.min.x;
  if (!under) peak = fitting_phrase(ui, pair.caption.max.x - title_end - gap, peaks);
  const float peak_x = under ? pair.after.box.min.x : pair.caption.max.x - peak.width;
  ui.text({peak_x, line_of(peak.type)}, peak.type, ui.colours.muted, peak.words);
  const std::string moved = tells ? peak_explained(shown, pair.index) : std::string();
  ui.tooltip(pair.caption, fmt::format("{}: colours {}{}{}.", title, range, moved.empty() ? "" : "; ", moved),
             Ui::Side::below);

  // The legend follows the title, so that it stays where it is whatever is said of the peak.
  if (scale == 0.0F) return;
  const float end = under ? std::min(pair.before.box.max.x, peak_x - gap) : peak_x - (peak.words.empty() ? 0.0F : gap);
  const float room = end - title_end - gap;
  const bool large = ui.measure(Type::mono, range).x <= room;
  const Type type = large ? Type::mono : Type::mono_small;
  const float range_width = ui.measure(type, range).x;
  if (range_width > room) return;
  const float ramp = std::min(ui.dp(40), room - range_width - ui.dp(4));
  float x = title_end + gap;
  if (ramp >= ui.dp(12)) {
    const float middle = std::round(y + ui.line_height(Type::strong) * 0.5F);
    colour_ramp(ui, {{x, middle - ui.dp(3)}, {x + ramp, middle + ui.dp(3)}}, pair_style(shown, pair.index).map);
    x += ramp + ui.dp(4);
  }
  ui.text({x, line_of(type)}, type, ui.colours.muted, range);
}

}  // namespace

bool tells_maps(const StageContext& context) { return context.shows("shift.maps"); }
bool tells_residual(const StageContext& context) { return context.shows("shift.residual"); }

MapPair pair_of(const ShiftShown& shown, std::size_t index, const Rect& before, const Rect& after, const Rect& caption,
                const Camera& camera) {
  const Shape& shape = shown.result.after->maps_shape;
  const Rect cells = seen_cells(camera, static_cast<float>(shape[2]), static_cast<float>(shape[1]));
  return {index,
          shown.inputs.filters[index],
          {before, cells, shape[1], shape[2]},
          {after, cells, shape[1], shape[2]},
          caption};
}

TensorStyle pair_style(const ShiftShown& shown, std::size_t index) {
  const bool both_signs = is_signed(shown.inputs.filters[index]);
  const float scale = shown.result.map_scale[index] > 0.0F ? shown.result.map_scale[index] : 1.0F;
  TensorStyle style;
  style.map = both_signs ? ColourMap::diverging : ColourMap::magnitude;
  style.range = {both_signs ? -scale : 0.0F, scale};
  style.lines = false;
  return style;
}

void draw_shift_map(Ui& ui, const std::shared_ptr<const Answers>& answers, std::size_t index, const MapPlace& map,
                    const TensorStyle& style) {
  const Tensor& shown = answers->shown_maps();
  const auto channel = static_cast<int>(index);
  // Of a large picture a map is kept only as far as it is drawn: fewer, larger cells.
  const float x = static_cast<float>(shown.width()) / static_cast<float>(map.columns),
              y = static_cast<float>(shown.height()) / static_cast<float>(map.rows);
  ui.painter.draw(ui, answers, shown, channel, map.box,
                  {{map.cells.min.x * x, map.cells.min.y * y}, {map.cells.max.x * x, map.cells.max.y * y}}, style);
  if (shown.width() == map.columns && values_fit(ui, map)) draw_cell_values(ui, shown, channel, map, style);
}

PairAnswer draw_pair(StageContext& context, const ShiftShown& shown, const MapPair& pair, Camera& camera) {
  Ui& ui = context.ui;
  const ShiftResult& result = shown.result;
  const bool large = context.view.shift.enlarged.has_value();
  PairAnswer answer;
  bool pointed = false;
  for (const auto& [map, which] : {std::pair{&pair.before, "before"}, std::pair{&pair.after, "after"}}) {
    const std::string id = fmt::format("shift.map.{}.{}", pair.index, which);
    hit_area(ui, id.c_str(), map->box);
    ui.record.area(id, map->box.min, map->box.max);
    const bool panned =
        large && move_camera(camera, map->box, static_cast<float>(map->columns), static_cast<float>(map->rows));
    answer.clicked |= clicked_in_place();
    if (!ImGui::IsItemHovered() || panned) continue;
    pointed = true;
    hand_over_item();
    const Cell cell = map->at(ImGui::GetIO().MousePos);
    answer.cell = MapCell{pair.index, cell.row, cell.column};
  }
  const TensorStyle style = pair_style(shown, pair.index);
  const bool tells = tells_maps(context);
  if (context.shows("shift.maps_before"))
    draw_shift_map(ui, result.before, pair.index, pair.before, style);
  else
    draw_kept_plane(context, pair.before.box);
  if (tells)
    draw_shift_map(ui, result.after, pair.index, pair.after, style);
  else
    draw_kept_plane(context, pair.after.box);
  ui.anchors.cells(fmt::format("map/{}", pair.index + 1), pair.after.box,
                   pair.after.span({0, 0, pair.after.rows, pair.after.columns}),
                   static_cast<double>(pair.after.columns), static_cast<double>(pair.after.rows));
  for (const Rect& rect : {pair.before.box, pair.after.box})
    compat::add_rect(ui.draw, {rect.min.x - 1, rect.min.y - 1}, {rect.max.x + 1, rect.max.y + 1},
                     pointed ? ui.colours.text : ui.colours.line, 0.0F, 1.0F);

  const Peak &from = result.peaks_before[pair.index], &to = result.peaks_after[pair.index];
  ui.draw->PushClipRect(pair.after.box.min, pair.after.box.max, true);
  if (tells && tells_residual(context)) draw_interior(ui, result, pair.after);
  if (tells && result.peak_followed[pair.index] && (from.row != to.row || from.column != to.column) &&
      from.value != 0.0F)
    arrow(ui.draw, pair.after.cell(from.row, from.column).centre(), pair.after.cell(to.row, to.column).centre(),
          ui.colours.conv, ui.colours.outline,
          std::clamp(pair.after.box.width() / 60.0F, 1.5F, std::max(1.5F, ui.dp(2))));
  ui.draw->PopClipRect();
  draw_caption(ui, shown, pair, tells);
  const Rect& after = pair.after.box;
  if (pointed && !large && after.width() >= ui.dp(54) && after.height() >= ui.dp(36))
    enlarge_sign(ui, {after.max.x - ui.dp(3), after.min.y + ui.dp(3)}, ui.dp(18));
  if (answer.cell) {
    for (const MapPlace* map : {&pair.before, &pair.after}) {
      ui.draw->PushClipRect(map->box.min, map->box.max, true);
      mark_cell(ui, *map, *answer.cell);
      ui.draw->PopClipRect();
    }
  }
  return answer;
}

float draw_maps_note(const StageContext& context, const ShiftShown& shown, const Rect& area,
                     const std::optional<MapCell>& cell) {
  Ui& ui = context.ui;
  const ShiftResult& result = shown.result;
  if (cell) {
    const Place place{static_cast<std::int64_t>(cell->map), cell->row, cell->column};
    const auto value = [&](bool told, const std::shared_ptr<const Answers>& answers) {
      return told ? short_number(map_value(shown.inputs, *answers, place)) : std::string("?");
    };
    const std::string words =
        fmt::format("row {}, column {}: {} → {}", cell->row, cell->column,
                    value(context.shows("shift.maps_before"), result.before), value(tells_maps(context), result.after));
    return area.max.x - ui.text_fit({area.max.x, area.min.y}, area.width() * 0.75F, Type::mono, ui.colours.text, words,
                                    Align::right);
  }
  if (!(result.equivariance.border_max_abs > 0.0F) || !tells_maps(context) || !tells_residual(context))
    return area.max.x;
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

namespace {

void draw_label(const StageContext& context, const ShiftShown& shown, const ShiftLayout& layout,
                const std::optional<MapCell>& cell) {
  Ui& ui = context.ui;
  const Rect& area = layout.maps;
  if (layout.answer.height() <= 0.0F && !cell && tells_residual(context)) {
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
    if (shown.moved()) {
      // The border's number beside it, where both have room for what they mean.
      const EquivarianceResult& residual = shown.result.equivariance;
      const std::string border = short_number(residual.border_max_abs);
      const std::vector<std::string> why =
          border_sentences(shown.result, shown.inputs, shown.scene.shift.object, box_of(shown.outline));
      const float number = ui.measure(Type::mono_strong, border).x + ui.dp(8);
      const float least = number + ui.dp(16) + ui.measure(Type::small, why.back()).x;
      if (ui.measure(Type::small, sentences.back()).x + least <= room) {
        const std::string& inside = first_fitting(
            ui, Type::small, std::max(room * 0.5F, ui.measure(Type::small, sentences.back()).x), sentences);
        x += ui.text({x, area.min.y}, Type::small, ui.colours.muted, inside) + ui.dp(16);
        x += ui.text({x, area.min.y - lift}, Type::mono_strong,
                     residual_colour(ui, residual.border_max_abs, residual.border_elements), border) +
             ui.dp(8);
        const float left = area.max.x - x;
        ui.text_fit({x, area.min.y}, left, Type::small, ui.colours.muted, first_fitting(ui, Type::small, left, why));
        return;
      }
    }
    ui.text_fit({x, area.min.y}, room, Type::small, ui.colours.muted, first_fitting(ui, Type::small, room, sentences));
    return;
  }
  const float right = draw_maps_note(context, shown, area, cell);
  const std::size_t count = shown.inputs.filters.size();
  const int hidden = static_cast<int>(count) - layout.grid.shown;
  const std::string maps = fmt::format("{}{}", counted(static_cast<std::int64_t>(count), "FEATURE MAP", "FEATURE MAPS"),
                                       hidden > 0 ? fmt::format(" ({} SHOWN)", layout.grid.shown) : "");
  const std::string whole =
      fmt::format("CONVOLUTION · {}, BEFORE AND AFTER, ONE COLOUR RANGE{}", maps, count == 1 ? "" : " A PAIR");
  const std::array<std::string, 6> titles = {
      whole + (context.view.lesson.on_paper ? "" : " · CLICK ONE TO SEE IT LARGE"),
      whole,
      fmt::format("CONVOLUTION · {}, BEFORE AND AFTER", maps),
      fmt::format("CONVOLUTION · {}", maps),
      maps,
      "MAPS"};
  const float room = right - ui.dp(8) - area.min.x;
  ui.text_fit({area.min.x, area.min.y}, room, Type::section, ui.colours.muted,
              first_fitting(ui, Type::section, room, titles));
}

}  // namespace

void draw_maps(StageContext& context, const ShiftShown& shown, const ShiftLayout& layout) {
  if (state_of(context, "shift.maps") == PartState::hidden) return;
  const Rect& area = layout.maps;
  const ImVec2 origin{area.min.x, area.max.y - layout.grid.height()};
  std::optional<MapCell> cell;
  Camera whole;
  for (int i = 0; i < layout.grid.shown; ++i) {
    const auto index = static_cast<std::size_t>(i);
    const MapPair pair = pair_of(shown, index, layout.grid.before(i, origin), layout.grid.after(i, origin),
                                 layout.grid.caption_of(i, origin), whole);
    const PairAnswer answer = draw_pair(context, shown, pair, whole);
    if (answer.cell) cell = answer.cell;
    if (answer.clicked) context.view.shift.enlarged = pair.preset;
  }
  draw_label(context, shown, layout, cell);
}

}  // namespace flatscope
