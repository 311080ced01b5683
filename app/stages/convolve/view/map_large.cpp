// One feature map: drawn with its marks, its caption, and large with the others beside it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/convolve/view/kept.h"
#include "app/stages/convolve/view/maps.h"
#include "app/stages/kept_back.h"
#include "app/widgets/camera.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/map_sheet.h"
#include "app/widgets/marks.h"
#include "app/widgets/pointer_cue.h"
#include "app/widgets/wording.h"
#include "core/layers/kernels.h"

namespace flatscope {
namespace {

// The reduced maps where they are as sharp as the screen, else the maps themselves.
void paint_map(StageContext& context, const ConvolveShown& shown, std::size_t map, const MapPlace& place) {
  if (!context.shows("convolve.maps")) return draw_kept_plane(context, place.box);
  Ui& ui = context.ui;
  const LayerAnswer& answer = *shown.answer;
  const TensorStyle style = map_style(shown.scene, answer, map);
  const auto block = static_cast<float>(answer.shown_block);
  const bool sharp = place.cell_width() * block <= 2.0F;
  const auto channel = static_cast<int>(map);
  if (answer.shown_block == 1 || !sharp) {
    ui.painter.draw(ui, answer.output, *answer.output, channel, place.box, place.cells, style);
    return;
  }
  const Rect cells{{place.cells.min.x / block, place.cells.min.y / block},
                   {place.cells.max.x / block, place.cells.max.y / block}};
  ui.painter.draw(ui, answer.shown, *answer.shown, channel, place.box, cells, style);
}

bool same_values(const float* values, const Tensor& kernel) {
  for (std::int64_t i = 0; i < kernel.size(); ++i)
    if (std::fabs(values[i] - kernel.data()[i]) > 1e-5F) return false;
  return true;
}

const float* slice_in_hand(const ConvolveShown& shown, std::size_t filter) {
  const ConvLayer& layer = shown.answer->layer;
  const std::int64_t slice = slice_of(layer, static_cast<std::int64_t>(shown.channel));
  const std::int64_t plane = layer.kernel_h() * layer.kernel_w();
  return layer.weight->data() + (static_cast<std::int64_t>(filter) * layer.slices() + slice) * plane;
}

}  // namespace

std::string filter_name(Ui& ui, const ConvolveShown& shown, std::size_t filter) {
  auto& [size, presets] = ui.kept.of<ConvolveKept>().named;
  const ConvLayer& layer = shown.answer->layer;
  if (size != std::array{layer.kernel_h(), layer.kernel_w()}) {
    size = {layer.kernel_h(), layer.kernel_w()};
    presets.clear();
    for (const Preset preset : all_presets)
      if (preset_fits(preset, size[0], size[1])) presets.push_back({preset, preset_kernel(preset, size[0], size[1])});
  }
  const float* values = slice_in_hand(shown, filter);
  for (const NamedKernels::Named& named : presets)
    if (same_values(values, named.kernel)) return std::string(title_of(named.preset));
  return {};
}

bool draw_one_map(StageContext& context, const ConvolveShown& shown, std::size_t map, const Rect& box,
                  const MapMarks& marks, std::optional<ConvElement>& hovered) {
  Ui& ui = context.ui;
  ConvolveView& view = context.view.convolve;
  const Tensor& output = *shown.answer->output;
  const std::string id = fmt::format("convolve.map.{}", map);
  const bool in_hand = map == shown.filter;
  hit_area(ui, id.c_str(), box, in_hand ? "on" : "off");
  const bool panned =
      move_camera(view.input, box, static_cast<float>(output.width()), static_cast<float>(output.height()));
  const bool clicked = clicked_in_place();
  hand_over_item();
  const bool pointed = ImGui::IsItemHovered() && !panned;
  const MapPlace place = place_map(box, output, view.input);
  paint_map(context, shown, map, place);
  ui.anchors.cells(fmt::format("map/{}", map + 1), box, place.span({0, 0, output.height(), output.width()}),
                   static_cast<double>(output.width()), static_cast<double>(output.height()));
  const bool tells = context.shows("convolve.maps");
  const float frame = in_hand && !view.enlarged ? std::max(2.0F, ui.dp(2)) : 1.0F;
  compat::add_rect(ui.draw, {box.min.x - frame, box.min.y - frame}, {box.max.x + frame, box.max.y + frame},
                   frame > 1.0F ? ui.colours.conv
                   : pointed    ? ui.colours.muted
                                : ui.colours.line,
                   0.0F, frame);
  if (tells && values_fit(ui, place)) {
    draw_cell_values(ui, output, static_cast<std::int64_t>(map), place, map_style(shown.scene, *shown.answer, map));
    ui.record.fact("convolve.values", "yes");
  }
  const ImU32 colour = marks.single ? ui.colours.pixel : ui.colours.conv;
  const bool wide = place.cell_width() >= ui.dp(6) || !marks.single;
  if (tells)
    draw_cells(ui, marks.cells, place, {colour, wide ? std::max(1.0F, ui.dp(1.5F)) : 1.0F, 0.0F, !marks.single});
  if (pointed && !view.enlarged && std::min(box.width(), box.height()) > ui.dp(48)) {
    enlarge_sign(ui, {box.max.x - ui.dp(3), box.min.y + ui.dp(3)}, ui.dp(18));
    ui.record.area("convolve.map.sign", {box.max.x - ui.dp(21), box.min.y + ui.dp(3)},
                   {box.max.x - ui.dp(3), box.min.y + ui.dp(21)});
  }
  if (pointed) {
    const Cell cell = place.at(ImGui::GetIO().MousePos);
    hovered = ConvElement{shown.answer->output_level, static_cast<std::int64_t>(map), cell.row, cell.column};
  }
  return clicked;
}

void draw_map_caption(StageContext& context, const ConvolveShown& shown, std::size_t map, const Rect& line) {
  Ui& ui = context.ui;
  const ConvLayer& layer = shown.answer->layer;
  const bool in_hand = map == shown.filter;
  const float side = std::min(line.height() - ui.dp(6), ui.dp(18)), gap = ui.dp(6);
  const float middle = std::round(line.max.y - side * 0.5F);
  const auto top = [&](Type type) { return middle - ui.line_height(type) * 0.5F; };
  float right = line.max.x;
  const float peak = shown.answer->peaks[map];
  const std::string range = shown.scene.convolve.magnitude ? "0–" + short_number(peak, 2) : "±" + short_number(peak, 2);
  const std::string number = std::to_string(map + 1), name = filter_name(ui, shown, map);
  const bool tells = context.shows("convolve.maps");
  if (tells)
    ui.tooltip(line, fmt::format("Filter {}{}{}: its strongest answer is {}.", number, name.empty() ? "" : ", ", name,
                                 short_number(peak)));
  const Type type_of_number = in_hand ? Type::strong : Type::small;
  ui.text({line.min.x, top(type_of_number)}, type_of_number, in_hand ? ui.colours.text : ui.colours.muted, number);
  // The same for all captions, so that all of them have room for the same.
  const std::string last = std::to_string(shown.answer->output->channels());
  float x = line.min.x + std::max(ui.measure(Type::strong, last).x, ui.measure(Type::strong, "8").x) + gap;
  if (shown.scene.convolve.own_range && tells) {
    const float width = ui.measure(Type::mono_small, range).x;
    if (x + width <= right) {
      right -= ui.text({right, top(Type::mono_small)}, Type::mono_small, ui.colours.muted, range, Align::right) + gap;
    }
  }
  if (x + side > right) return;
  const Rect kernel = draw_small_kernel(ui, slice_in_hand(shown, map), layer.kernel_h(), layer.kernel_w(),
                                        {std::round(x), middle - std::round(side * 0.5F)}, side);
  if (ui.record.on()) ui.record.area(fmt::format("convolve.map.{}.kernel", map), kernel.min, kernel.max);
  x = kernel.max.x + gap;
  for (const Type type : {in_hand ? Type::strong : Type::small, Type::small}) {
    if (ui.measure(type, name).x > right - x) continue;
    ui.text({x, top(type)}, type, in_hand ? ui.colours.text : ui.colours.muted, name);
    break;
  }
}

void draw_large_map(StageContext& context, const ConvolveShown& shown, const Rect& body, const MapMarks& marks,
                    std::optional<ConvElement>& hovered) {
  Ui& ui = context.ui;
  const Tensor& output = *shown.answer->output;
  const auto w = static_cast<float>(output.width()), h = static_cast<float>(output.height());
  const int count = static_cast<int>(output.channels());
  const float gap = ui.dp(24);
  const float caption = ui.dp(24);
  // The others have a strip at the right that is never taken away.
  const float least_strip = count > 1 ? std::min(ui.dp(200), body.width() * 0.3F) : 0.0F;
  float cell = std::min((body.width() - least_strip - gap) / w, (body.height() - caption) / h);
  if (cell >= 3.0F) cell = std::floor(cell);
  const Rect box{{body.min.x + 2, body.min.y + 2},
                 {body.min.x + 2 + std::round(cell * w), body.min.y + 2 + std::round(cell * h)}};
  if (draw_one_map(context, shown, shown.filter, box, marks, hovered)) context.view.convolve.enlarged = false;
  draw_map_caption(context, shown, shown.filter, {{box.min.x, box.max.y + ui.dp(2)}, {box.max.x, box.max.y + caption}});
  ui.record.area("convolve.large", box.min, box.max);
  if (count == 1) return;

  const Rect strip{{box.max.x + gap, body.min.y + 2}, body.max};
  MapSheetLimits limits;
  limits.width = strip.width();
  limits.height = std::min(strip.height(), box.height() + caption);
  limits.between = ui.dp(12);
  limits.between_rows = ui.dp(6);
  limits.caption = std::max(ui.dp(24), ui.line_height(Type::small) + ui.dp(6));
  limits.least_caption = ui.dp(48);
  const MapSheet sheet = arrange_sheet(count, w, h, limits);
  const float most = std::min(1.0F, ui.dp(120) / std::max(sheet.map_width, sheet.map_height));
  for (int i = 0; i < count; ++i) {
    const auto map = static_cast<std::size_t>(i);
    Rect place = sheet.map(i, strip.min);
    place.max = {place.min.x + std::round(sheet.map_width * most), place.min.y + std::round(sheet.map_height * most)};
    const std::string id = fmt::format("convolve.strip.{}", map);
    if (hit_area(ui, id.c_str(), place, map == shown.filter ? "on" : "off")) take_filter(context, map);
    hand_over_item();
    const bool pointed = ImGui::IsItemHovered();
    paint_map(context, shown, map, place_map(place, output, context.view.convolve.input));
    frame_small_map(ui, place, map == shown.filter, pointed);
    draw_map_caption(context, shown, map,
                     {{place.min.x, place.max.y}, {place.min.x + sheet.caption_width, place.max.y + sheet.caption}});
  }
}

}  // namespace flatscope
