// The maps of one filter, before and after, over all of the stage, with the other filters beside them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/look/size_text.h"
#include "app/stages/kept_back.h"
#include "app/stages/shift/view/maps.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/map_sheet.h"
#include "app/widgets/pointer_cue.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

void draw_head(StageContext& context, const ShiftShown& shown, const Rect& line, std::size_t index,
               const std::optional<MapCell>& cell) {
  Ui& ui = context.ui;
  const float side = std::min(line.height(), ui.dp(28)), middle = line.centre().y;
  const Rect cross{{line.max.x - side, middle - side * 0.5F}, {line.max.x, middle + side * 0.5F}};
  if (close_cross(ui, "shift.map.close", cross, "Back to all four views (Esc)")) context.view.shift.enlarged.reset();
  const float top = middle - ui.line_height(Type::section) * 0.5F;
  const float right = draw_maps_note(context, shown, {{line.min.x, top}, {cross.min.x - ui.dp(12), line.max.y}}, cell);
  const Shape& shape = shown.result.after->maps_shape;
  const std::string size = size_text(shape[2], shape[1]);
  std::string name(title_of(shown.inputs.filters[index]));
  std::transform(name.begin(), name.end(), name.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  const std::array<std::string, 3> titles = {fmt::format("FEATURE MAP · {} · {}", name, size),
                                             fmt::format("{} · {}", name, size), name};
  const float room = right - ui.dp(8) - line.min.x;
  ui.text_fit({line.min.x, top}, room, Type::section, ui.colours.muted, first_fitting(ui, Type::section, room, titles));
}

void draw_strip(StageContext& context, const ShiftShown& shown, const Rect& strip, std::size_t in_hand) {
  Ui& ui = context.ui;
  const Shape& shape = shown.result.after->maps_shape;
  const auto w = static_cast<float>(shape[2]), h = static_cast<float>(shape[1]);
  const auto count = static_cast<int>(shown.inputs.filters.size());
  MapSheetLimits limits;
  limits.width = strip.width();
  limits.height = strip.height();
  limits.between = ui.dp(12);
  limits.between_rows = ui.dp(6);
  limits.caption = ui.line_height(Type::small) + ui.dp(6);
  limits.least_caption = ui.dp(64);
  const MapSheet sheet = arrange_sheet(count, w, h, limits);
  const float most = std::min(1.0F, ui.dp(144) / std::max(sheet.map_width, sheet.map_height));
  for (int i = 0; i < count; ++i) {
    const auto index = static_cast<std::size_t>(i);
    const Preset preset = shown.inputs.filters[index];
    Rect box = sheet.map(i, strip.min);
    box.max = {box.min.x + std::round(sheet.map_width * most), box.min.y + std::round(sheet.map_height * most)};
    const std::string id = fmt::format("shift.strip.{}", to_string(preset));
    const bool chosen = index == in_hand;
    if (hit_area(ui, id.c_str(), box, chosen ? "on" : "off")) context.view.shift.enlarged = preset;
    const bool pointed = ImGui::IsItemHovered();
    hand_over_item();
    const MapPair pair = pair_of(shown, index, box, box, box, context.view.shift.maps);
    // The small pictures that choose one do not tell what is kept back.
    if (tells_maps(context))
      draw_shift_map(ui, shown.result.after, index, pair.after, pair_style(shown, index));
    else if (context.shows("shift.maps_before"))
      draw_shift_map(ui, shown.result.before, index, pair.after, pair_style(shown, index));
    else
      draw_kept_plane(context, box);
    frame_small_map(ui, box, chosen, pointed);
    ui.text_fit({box.min.x, box.max.y + ui.dp(3)}, sheet.caption_width, Type::small,
                chosen ? ui.colours.text : ui.colours.muted, title_of(preset));
  }
}

}  // namespace

void draw_large_maps(StageContext& context, const ShiftShown& shown, const Rect& area, Preset enlarged) {
  Ui& ui = context.ui;
  const std::vector<Preset>& filters = shown.inputs.filters;
  const auto found = std::find(filters.begin(), filters.end(), enlarged);
  if (found == filters.end()) return;  // its maps are about to come
  const auto index = static_cast<std::size_t>(found - filters.begin());
  const Shape& shape = shown.result.after->maps_shape;
  const float aspect = static_cast<float>(shape[2]) / static_cast<float>(shape[1]);
  const float head = std::max(ui.line_height(Type::mono), ui.dp(28)), names = ui.line_height(Type::small) + ui.dp(4);
  const float caption = ui.line_height(Type::strong) + ui.dp(6), gap = ui.dp(16);
  const Rect line{area.min, {area.max.x, area.min.y + head}};
  const Rect body{{area.min.x + 1.0F, line.max.y + ui.dp(4) + names}, {area.max.x, area.max.y - caption}};
  // The other filters stand at the right or below, wherever that leaves the pair larger.
  const bool others = filters.size() > 1;
  const float side = others ? std::min(ui.dp(160), body.width() * 0.2F) + ui.dp(24) : 0.0F;
  const float foot = others ? ui.dp(72) + ui.line_height(Type::small) + ui.dp(22) : 0.0F;
  const float beside = std::min(body.height(), (body.width() - side - gap) * 0.5F / aspect);
  const float above = std::min(body.height() - foot, (body.width() - gap) * 0.5F / aspect);
  const bool strip_below = above > beside;
  float height = std::max(1.0F, std::max(above, beside));
  const auto rows = static_cast<float>(shape[1]);
  if (height >= 3.0F * rows) height = std::floor(height / rows) * rows;  // whole pixels a cell
  const float width = std::max(1.0F, std::round(height * aspect));
  const Rect before{body.min, {body.min.x + width, body.min.y + height}};
  const Rect after{{before.max.x + gap, body.min.y}, {before.max.x + gap + width, body.min.y + height}};
  const Rect below{{before.min.x, before.max.y}, {after.max.x, before.max.y + caption}};
  const Rect strip = strip_below ? Rect{{body.min.x, below.max.y + ui.dp(16)}, area.max}
                                 : Rect{{after.max.x + ui.dp(24), body.min.y}, area.max};
  for (const auto& [map, name] : {std::pair{&before, "before"}, std::pair{&after, "after"}})
    ui.text({map->min.x, body.min.y - names}, Type::small, ui.colours.muted, name);

  Camera& camera = context.view.shift.maps;
  const PairAnswer answer = draw_pair(context, shown, pair_of(shown, index, before, after, below, camera), camera);
  if (answer.clicked) context.view.shift.enlarged.reset();
  if (others) draw_strip(context, shown, strip, index);
  draw_head(context, shown, line, index, answer.cell);
  ui.record.area("shift.large", before.min, after.max);
}

}  // namespace flatscope
