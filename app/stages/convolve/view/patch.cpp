// The input with its padding and the patch on it, and the row at the top as a whole.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/size_text.h"
#include "app/stages/convolve/model/stepping.h"
#include "app/stages/convolve/view/row.h"
#include "app/stages/kept_back.h"
#include "app/widgets/marks.h"
#include "app/widgets/pointer_cue.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr std::array<const char*, 3> colour_names = {"RED", "GREEN", "BLUE"};

std::string input_label(const Ui& ui, const ConvolveShown& shown, float width) {
  const bool padded = resolved_padding(options_of(shown.answer->layer), shown.answer->layer.kernel_h(),
                                       shown.answer->layer.kernel_w()) != Padding{};
  std::vector<std::string> words;
  const std::string with = padded ? ", WITH PADDING" : "";
  if (shown.layer > 0) {
    words = {fmt::format("INPUT: MAP {} OF LAYER {}{}", shown.channel + 1, shown.layer, with),
             fmt::format("INPUT: MAP {} OF LAYER {}", shown.channel + 1, shown.layer),
             fmt::format("MAP {} OF LAYER {}", shown.channel + 1, shown.layer),
             fmt::format("MAP {}", shown.channel + 1)};
  } else if (shown.answer->input->channels() == 3 && input_channel(shown) >= 0) {
    words = {fmt::format("INPUT, {}{}", colour_names[shown.channel], with),
             fmt::format("INPUT, {}", colour_names[shown.channel]), "INPUT"};
  } else {
    words = {"INPUT" + with, "INPUT"};
  }
  const ConvLayer& layer = shown.answer->layer;
  if (layer.dilation > 1) {
    const std::string size = size_text(layer.kernel_w(), layer.kernel_h()), extent = extent_words(layer);
    const std::string start = words.front();
    words.insert(words.begin(), {fmt::format("{}: {} TAPS, EXTENT {}", start, size, extent),
                                 fmt::format("INPUT: {} TAPS, EXTENT {}", size, extent),
                                 fmt::format("{} TAPS, EXTENT {}", size, extent)});
  }
  return first_fitting(ui, Type::section, width, words);
}

Rect grown(const Rect& rect, float least) {
  const float x = std::max(0.0F, (least - rect.width()) * 0.5F), y = std::max(0.0F, (least - rect.height()) * 0.5F);
  return {{rect.min.x - x, rect.min.y - y}, {rect.max.x + x, rect.max.y + y}};
}

float line_of(const Ui& ui, const CellPlane& plane) { return std::clamp(plane.cell * 0.12F, ui.dp(2), ui.dp(3)); }

// Around all that the patch reads; with dilation around each of its taps, since it leaves out what is between.
void draw_patch(Ui& ui, const ConvRow& row, const ConvPatch& patch, int dilation) {
  const ConvTap &first = patch.taps.front(), &last = patch.tap(0, patch.kernel_h - 1, patch.kernel_w - 1);
  const Rect all = row.input.rect(first.row, first.column, last.row + 1, last.column + 1);
  const float line = line_of(ui, row.input);
  const bool gaps = dilation > 1 && patch.kernel_h * patch.kernel_w > 1;
  if (gaps && row.input.cell >= 4.0F) {
    for (std::int64_t y = 0; y < patch.kernel_h; ++y)
      for (std::int64_t x = 0; x < patch.kernel_w; ++x) {
        const ConvTap& tap = patch.tap(0, y, x);
        marks::outline(ui, row.input.cell_rect(tap.row, tap.column), ui.colours.conv, line);
      }
    // Their extent, which is what a drag takes along.
    marks::dashed_rect(ui, all, ui.colours.conv, std::max(1.0F, ui.dp(1)));
    return;
  }
  if (gaps) {
    marks::dashed_rect(ui, grown(all, ui.dp(9)), ui.colours.conv, line);
    return;
  }
  marks::outline(ui, grown(all, ui.dp(9)), ui.colours.conv, line);
}

// What an element under the pointer means for the input: itself, what it feeds, or what it sees.
void draw_hovered(Ui& ui, const ConvolveShown& shown, const ConvRow& row, const ConvElement& hovered) {
  const std::size_t level = shown.answer->conv_level - 1;
  // The outputs of the layer in hand are what the patch itself shows.
  if (hovered.level > level && hovered.level <= shown.answer->output_level) return;
  const ReceptiveField& field = *shown.result.field;
  const FieldCells cells = hovered.level <= level ? field.fed_by(hovered.level, hovered.row, hovered.column, level)
                                                  : field.seen_by(hovered.level, hovered.row, hovered.column, level);
  if (cells.rows.empty() || cells.columns.empty()) return;
  const bool one = hovered.level == level;
  const FieldRect bounds = cells.bounds();
  const Rect box = row.input.rect(bounds.top, bounds.left, bounds.bottom, bounds.right);
  marks::outline(ui, grown(box, ui.dp(one ? 5.0F : 9.0F)), one ? ui.colours.pixel : ui.colours.conv,
                 line_of(ui, row.input) * (one ? 1.0F : 0.6F));
}

// The tap whose cell among the products is under the pointer.
void draw_tap(Ui& ui, const ConvRow& row, const ConvPatch& patch, std::size_t tap) {
  const ConvTap& at = patch.taps[tap];
  marks::outline(ui, grown(row.input.cell_rect(at.row, at.column), ui.dp(5)), ui.colours.pixel, line_of(ui, row.input));
  if (at.inside || at.source_row < 0) return;
  marks::dashed_rect(ui, grown(row.input.cell_rect(at.source_row, at.source_column), ui.dp(5)), ui.colours.pixel,
                     line_of(ui, row.input));
}

void draw_thread(Ui& ui, const ConvThread& thread) {
  const ImVec2 a{thread.from.x + thread.pull, thread.from.y}, b{thread.to.x - thread.pull, thread.to.y};
  ui.draw->AddBezierCubic(thread.from, a, b, thread.to, with_alpha(ui.colours.ground, 0.6F), ui.dp(1.5F) + 2.0F);
  ui.draw->AddBezierCubic(thread.from, a, b, thread.to, ui.colours.conv, ui.dp(1.5F));
}

ConvThread thread_between(const Ui& ui, ImVec2 from, ImVec2 to) {
  return {from, to, std::max(ui.dp(12), (to.x - from.x) * 0.5F)};
}

bool numbered(const Ui& ui, const CellPlane& plane) {
  return plane.cell >= ui.measure(Type::mono_small, "0.99").x + ui.dp(4);
}

// From the patch to its values; none where there are no grids.
std::optional<ConvThread> thread_from_patch(const Ui& ui, const ConvRow& row, const ConvPatch& patch,
                                            const ProductsPlace& place) {
  if (place.values.width() <= 0.0F) return std::nullopt;
  const ConvTap &first = patch.taps.front(), &last = patch.tap(0, patch.kernel_h - 1, patch.kernel_w - 1);
  const Rect taps = row.input.rect(first.row, first.column, last.row + 1, last.column + 1), &box = row.input.box;
  // No curve runs over numbers: it leaves from the picture's edge then.
  const float x = numbered(ui, row.input) ? box.max.x : std::clamp(taps.max.x, box.min.x, box.max.x);
  const float y = std::clamp(taps.centre().y, box.min.y, box.max.y);
  return thread_between(ui, {x, y}, {place.values.min.x - ui.dp(6), place.values.centre().y});
}

// From the result to the cell where it lands.
std::optional<ConvThread> thread_to_map(const Ui& ui, const ConvolveShown& shown, const ConvRow& row,
                                        const ProductsPlace& place) {
  const std::optional<Place> landing = landing_of(shown);
  if (!landing) return std::nullopt;
  const Rect cell = row.output.cell_rect(landing->row, landing->column), &map = row.output.box;
  return thread_between(ui, {place.result.max.x + ui.dp(6), place.result.centre().y},
                        {map.min.x, std::clamp(cell.centre().y, map.min.y, map.max.y)});
}

// The curve ends at the map's edge, so that it does not run over the legend; a straight line leads on to the cell,
// unless there are numbers on its way.
void draw_thread_to_map(Ui& ui, const ConvolveShown& shown, const ConvRow& row, const ConvThread& thread) {
  draw_thread(ui, thread);
  const std::optional<Place> landing = landing_of(shown);
  if (!landing || numbered(ui, row.output)) return;
  const Rect& map = row.output.box;
  const float x = std::clamp(row.output.cell_rect(landing->row, landing->column).min.x, map.min.x, map.max.x);
  ui.draw->AddLine(thread.to, {x, thread.to.y}, with_alpha(ui.colours.ground, 0.6F), ui.dp(1.5F) + 2.0F);
  ui.draw->AddLine(thread.to, {x, thread.to.y}, ui.colours.conv, ui.dp(1.5F));
}

void record_row(Ui& ui, const ConvolveShown& shown, const ConvRow& row, const ConvPatch& patch) {
  if (!ui.record.on()) return;
  ui.record.fact("convolve.sum", fmt::format("{:.7g}", patch.sum));
  ui.record.fact("convolve.bias", fmt::format("{:.7g}", patch.bias));
  ui.record.fact("convolve.result", fmt::format("{:.7g}", patch.result));
  std::string values;
  for (std::int64_t i = 0; i < patch.kernel_h * patch.kernel_w; ++i) {
    const auto at =
        static_cast<std::size_t>(static_cast<std::int64_t>(shown.channel) * patch.kernel_h * patch.kernel_w + i);
    values += fmt::format("{}{:.7g}", i > 0 ? "," : "", patch.taps[at].value);
  }
  ui.record.fact("convolve.window.values", values);
  const std::optional<Place> landing = landing_of(shown);
  ui.record.fact("convolve.lands", landing ? fmt::format("{},{}", landing->row, landing->column) : "nowhere");
  ui.record.fact("convolve.zoom", fmt::format("{:.3f}", row.plane.width() / row.input.cells.width()));
  ui.record.area("convolve.input", row.input.box.min, row.input.box.max);
  ui.record.area("convolve.output", row.output.box.min, row.output.box.max);
}

}  // namespace

bool ConvThread::crosses(const Rect& rect) const {
  constexpr int points = 64;
  for (int i = 0; i <= points; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(points), u = 1.0F - t;
    const float a = u * u * u, b = 3.0F * u * u * t, c = 3.0F * u * t * t, d = t * t * t;
    if (rect.contains(
            {a * from.x + b * (from.x + pull) + c * (to.x - pull) + d * to.x, (a + b) * from.y + (c + d) * to.y}))
      return true;
  }
  return false;
}

int input_channel(const ConvolveShown& shown) {
  const LayerAnswer& answer = *shown.answer;
  const bool colour = shown.layer == 0 && answer.input->channels() == 3;
  return colour && answer.layer.tied ? -1 : static_cast<int>(shown.channel);
}

TensorStyle input_style(const ConvolveShown& shown) {
  if (shown.layer == 0) return {};
  return map_style(shown.scene, *shown.result.layers[shown.layer - 1], shown.channel);
}

void draw_conv_input(StageContext& context, const ConvolveShown& shown, const ConvRow& row, const ConvPatch& patch,
                     std::optional<std::size_t> tap) {
  Ui& ui = context.ui;
  const Tensor& input = *shown.answer->input;
  const TensorStyle style = input_style(shown);
  ui.draw->PushClipRect({row.input.box.min.x - ui.dp(4), row.input.box.min.y - ui.dp(4)},
                        {row.input.box.max.x + ui.dp(4), row.input.box.max.y + ui.dp(4)}, true);
  draw_numbers(ui, row.input, input, input_channel(shown), style);
  draw_patch(ui, row, patch, shown.answer->layer.dilation);
  if (context.view.convolve.hovered) draw_hovered(ui, shown, row, *context.view.convolve.hovered);
  if (context.view.convolve.hovered_input) draw_hovered(ui, shown, row, *context.view.convolve.hovered_input);
  if (tap) draw_tap(ui, row, patch, *tap);
  ui.draw->PopClipRect();
  if (style.map != ColourMap::direct) draw_legend(ui, row.input_legend, style, "convolve.input");
}

// Only what lies within the box: a picture seen through the camera is cut by it.
void draw_input_cells(Ui& ui, const ConvolveShown& shown, const ConvRow& row) {
  const Tensor& input = *shown.answer->input;
  const CellPlane& plane = row.input;
  const Rect cells{{std::max(0.0F, plane.cells.min.x), std::max(0.0F, plane.cells.min.y)},
                   {std::min(static_cast<float>(input.width()), plane.cells.max.x),
                    std::min(static_cast<float>(input.height()), plane.cells.max.y)}};
  const auto x = [&](float column) { return plane.box.min.x + (column - plane.cells.min.x) * plane.cell; };
  const auto y = [&](float at) { return plane.box.min.y + (at - plane.cells.min.y) * plane.cell; };
  const Rect where{{x(cells.min.x), y(cells.min.y)}, {x(cells.max.x), y(cells.max.y)}};
  ui.painter.draw(ui, shown.answer->input, input, input_channel(shown), where, cells, input_style(shown));
}

void draw_conv_row(StageContext& context, const ConvolveShown& shown, const ConvRow& row) {
  Ui& ui = context.ui;
  const LayerAnswer& answer = *shown.answer;
  const ConvPatch patch = conv_patch(*answer.input, answer.weight, answer.bias, options_of(answer.layer),
                                     shown.patch.channel, shown.patch.row, shown.patch.column);
  const ProductsPlace place = place_products(ui, shown, patch, row.products);
  const float text = ui.line_height(Type::section);
  ui.text_fit(row.input_label.min, row.input_label.width(), Type::section, ui.colours.muted,
              input_label(ui, shown, row.input_label.width()));
  const std::string channel = channel_name(shown, static_cast<std::int64_t>(shown.channel));
  const bool colour = shown.layer == 0 && answer.input->channels() == 3;
  const std::string brief = patch.channels > 1 ? " · " + channel : "";
  const std::string slice = patch.channels < 2 ? ""
                            : colour           ? fmt::format(", {}", colour_names[shown.channel])
                                               : fmt::format(", MAP {}", channel);
  // Said once on this screen: where counting begins.
  const std::array<std::string, 6> titles = {
      fmt::format("THE WINDOW AT ROW {}, COLUMN {} (FROM 0){}", shown.patch.row, shown.patch.column, slice),
      fmt::format("ROW {}, COLUMN {} (FROM 0){}", shown.patch.row, shown.patch.column, slice),
      fmt::format("THE WINDOW AT ROW {}, COLUMN {}{}", shown.patch.row, shown.patch.column, slice),
      fmt::format("ROW {}, COLUMN {}{}", shown.patch.row, shown.patch.column, slice),
      fmt::format("ROW {}, COLUMN {}{}", shown.patch.row, shown.patch.column, brief),
      fmt::format("({}, {}){}", shown.patch.row, shown.patch.column, brief)};
  const Rect title{{place.values.width() > 0.0F ? place.values.min.x : place.sums.min.x, row.products_label.min.y},
                   {row.products_label.max.x - text - ui.dp(8), row.products_label.min.y + text}};
  const Rect sign{{title.max.x + ui.dp(4), title.min.y - ui.dp(2)}, {row.products_label.max.x, title.max.y + ui.dp(2)}};
  if (hit_area(ui, "convolve.numbers.open", sign)) context.view.convolve.numbers = true;
  hand_over_item();
  if (ImGui::IsItemHovered()) ui.draw->AddRectFilled(sign.min, sign.max, ui.colours.raised, ui.dp(3));
  ui.tooltip(sign, "All numbers large");
  enlarge_sign(ui, {sign.max.x, sign.min.y}, sign.height());
  ui.text_fit(title.min, title.width(), Type::section, ui.colours.muted,
              first_fitting(ui, Type::section, title.width(), titles));

  draw_input_cells(ui, shown, row);
  const TensorStyle style = map_style(shown.scene, answer, shown.filter);
  const PartState map = state_of(context, "convolve.map");
  if (map == PartState::shown)
    ui.painter.draw(ui, answer.output, *answer.output, static_cast<int>(shown.filter), row.output.box, row.output.cells,
                    style);
  else if (map == PartState::kept_back)
    draw_kept_plane(context, row.output.box);
  ui.anchors.cells("pixel", row.input.box, row.input.rect(0, 0, answer.input->height(), answer.input->width()),
                   static_cast<double>(answer.input->width()), static_cast<double>(answer.input->height()));
  draw_padding(ui, shown, row);
  const std::optional<ConvThread> out_of_input = thread_from_patch(ui, row, patch, place);
  if (out_of_input) draw_thread(ui, *out_of_input);
  const bool leads_on = map == PartState::shown && context.shows("convolve.products");
  if (const auto into_map = thread_to_map(ui, shown, row, place); into_map && leads_on)
    draw_thread_to_map(ui, shown, row, *into_map);
  draw_padding_numbers(ui, shown, row, out_of_input);
  draw_conv_input(context, shown, row, patch, pointed_tap(place, patch));
  draw_conv_products(context, shown, place, patch);
  if (map != PartState::hidden) draw_conv_output(context, shown, row);
  record_row(ui, shown, row, patch);
}

}  // namespace flatscope
