// What every filter of the layer in hand answers.
#include "app/stages/convolve/view/maps.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/number_text.h"
#include "app/look/size_text.h"
#include "app/stages/convolve/model/padding_stripes.h"
#include "app/stages/kept_back.h"
#include "app/widgets/camera.h"
#include "app/widgets/feature_maps.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/map_sheet.h"
#include "app/widgets/marks.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr const char* minus = "−";

struct Switch {
  const char* id;
  std::array<Option, 2> full, brief;
};
constexpr Switch signs = {
    "convolve.magnitude",
    {{{"Signed", "Blue below 0, red above."}, {"Magnitude", "How strong the answer is, whatever its sign."}}},
    {{{"+/−", "Signed: blue below 0, red above."}, {"|x|", "Magnitude: how strong, whatever the sign."}}}};
constexpr Switch ranges = {"convolve.own_range",
                           {{{"One range", "Colours mean the same in all maps."},
                             {"Own range", "Every map reaches to its own largest value."}}},
                           {{{"One", "One range: colours mean the same in all maps."},
                             {"Own", "Own range: every map reaches to its own largest value."}}}};

float width_of(const Ui& ui, const std::array<Option, 2>& options) {
  float width = ui.dp(6);
  for (const Option& option : options) width += ui.measure(Type::strong, option.label).x + ui.dp(20);
  return width;
}

float draw_switch(StageContext& context, const Switch& what, bool brief, ImVec2 top_right, bool& value) {
  Ui& ui = context.ui;
  const std::array<Option, 2>& options = brief ? what.brief : what.full;
  const float left = top_right.x - width_of(ui, options);
  Column column(ui, {{left, top_right.y}, top_right});
  int index = value ? 1 : 0;
  const Change change = column.segmented(what.id, options, index);
  value = index == 1;
  context.edit(change);
  return left;
}

// The colours and the numbers at their ends; returns its left edge, or `right` where there is no room.
float draw_legend(StageContext& context, const ConvolveShown& shown, float left, float right, float middle) {
  Ui& ui = context.ui;
  const bool magnitude = shown.scene.convolve.magnitude;
  const float peak = shown.answer->peak;
  const bool own = shown.scene.convolve.own_range;
  const std::string number = own ? "max" : short_number(peak);
  const std::string low = magnitude ? "0" : minus + number, high = magnitude || own ? number : "+" + number;
  const float ramp = ui.dp(72), gap = ui.dp(6);
  const float width = ui.measure(Type::mono, low).x + ui.measure(Type::mono, high).x + ramp + 2.0F * gap;
  ui.record.fact("convolve.legend", low + " " + high);
  if (right - width < left) {
    // Short of room: a shorter ramp, and its numbers as one.
    const std::string both = magnitude ? "0–" + number : "±" + number;
    const float from = right - ui.measure(Type::mono, both).x - gap - ui.dp(28);
    if (from < left) return right;
    colour_ramp(ui, {{from, std::round(middle - ui.dp(5))}, {from + ui.dp(28), std::round(middle + ui.dp(5))}},
                magnitude ? ColourMap::magnitude : ColourMap::diverging);
    ui.text({right, middle - ui.line_height(Type::mono) * 0.5F}, Type::mono, ui.colours.muted, both, Align::right);
    return from;
  }
  const float y = middle - ui.line_height(Type::mono) * 0.5F;
  const float from = right - width;
  float x = from + ui.text({from, y}, Type::mono, ui.colours.muted, low) + gap;
  const Rect box{{x, std::round(middle - ui.dp(5))}, {x + ramp, std::round(middle + ui.dp(5))}};
  colour_ramp(ui, box, magnitude ? ColourMap::magnitude : ColourMap::diverging);
  x += ramp + gap;
  ui.text({x, y}, Type::mono, ui.colours.muted, high);
  ui.tooltip({{from, box.min.y}, {right, box.max.y}},
             own ? "Every map's colours reach to the number in its caption."
                 : fmt::format("The largest answer of all maps: {}.", short_number(peak)));
  return from;
}

// A large map has the screen to itself, and says itself where counting begins.
std::string element_words(const ConvolveShown& shown, const ConvElement& element, bool alone) {
  const Tensor& output = *shown.answer->output;
  return fmt::format("map {} · row {}, column {}{}: {}", element.channel + 1, element.row, element.column,
                     alone ? " (from 0)" : "",
                     short_number(output.at(element.channel, element.row, element.column), 4));
}

// Title or the value under the pointer at the left, switches and legend at the right; returns the line's height.
float draw_head(StageContext& context, const ConvolveShown& shown, const Rect& area,
                const std::optional<ConvElement>& hovered) {
  Ui& ui = context.ui;
  ConvolveView& view = context.view.convolve;
  const float height = ui.line_height(Type::body) + ui.dp(14);
  const float middle = area.min.y + height * 0.5F;
  float right = area.max.x;
  if (view.enlarged) {
    const float side = ui.dp(28);
    if (close_cross(ui, "convolve.map.close", {{right - side, middle - side * 0.5F}, {right, middle + side * 0.5F}},
                    "Back to all maps (Esc)"))
      view.enlarged = false;
    right -= side + ui.dp(8);
  }
  const bool brief = width_of(ui, signs.full) + width_of(ui, ranges.full) > area.width() * 0.62F;
  ConvolveScene& edited = context.edit.scene.convolve;
  right = draw_switch(context, ranges, brief, {right, area.min.y}, edited.own_range) - ui.dp(8);
  right = draw_switch(context, signs, brief, {right, area.min.y}, edited.magnitude) - ui.dp(20);

  const Tensor& output = *shown.answer->output;
  const std::int64_t count = output.channels();
  const std::string size = context.shows("convolve.sizes") ? size_text(output) : "?";
  const std::string maps = counted(count, "FEATURE MAP", "FEATURE MAPS");
  const std::string whole = fmt::format("LAYER {} · {} OF {}", shown.layer + 1, maps, size);
  const std::array<std::string, 5> titles = {
      view.enlarged ? fmt::format("MAP {} OF {} · {} · CLICK IT FOR ALL", shown.filter + 1, count, size)
      : context.view.lesson.on_paper ? whole
                                     : fmt::format("{} · CLICK {} TO SEE IT LARGE", whole, count == 1 ? "IT" : "ONE"),
      view.enlarged ? fmt::format("MAP {} OF {} · {}", shown.filter + 1, count, size) : whole,
      view.enlarged ? fmt::format("MAP {} OF {}", shown.filter + 1, count) : fmt::format("{} OF {}", maps, size),
      view.enlarged ? fmt::format("MAP {}", shown.filter + 1) : maps, "MAPS"};
  const bool tells = context.shows("convolve.maps");
  // The legend is worth more than the title.
  const float legend = !tells ? right : draw_legend(context, shown, area.min.x, right, middle);
  const float room = legend - ui.dp(16) - area.min.x;
  if (room < ui.measure(Type::section, titles.back()).x) return height;
  if (hovered && tells) {
    const std::string words = element_words(shown, *hovered, view.enlarged);
    const std::array<std::string, 2> forms = {words, words.substr(words.find("row"))};
    const std::string& form = first_fitting(ui, Type::mono, room, forms);
    ui.text_fit({area.min.x, middle - ui.line_height(Type::mono) * 0.5F}, room, Type::mono, ui.colours.text, form);
    ui.record.fact("convolve.map.hover", words);
  } else {
    ui.text_fit({area.min.x, middle - ui.line_height(Type::section) * 0.5F}, room, Type::section, ui.colours.muted,
                first_fitting(ui, Type::section, room, titles));
  }
  return height;
}

// The element in hand, as one of level `level`; none where the level does not follow from it.
FieldCells cells_on_level(const ReceptiveField& field, const ConvElement& element, std::size_t level) {
  return element.level <= level ? field.fed_by(element.level, element.row, element.column, level)
                                : field.seen_by(element.level, element.row, element.column, level);
}

bool exists(const ReceptiveField& field, const ConvElement& element) {
  if (element.level >= field.levels().size()) return false;
  const FieldLevel& level = field.levels()[element.level];
  return element.row < level.rows.outputs && element.column < level.columns.outputs;
}

// Where stripes at the edges come from, below the maps that have them; takes its line off `body`.
void name_stripes(Ui& ui, const ConvolveShown& shown, bool enlarged, Rect& body) {
  PaddingStripes stripes;
  for (std::size_t filter = 0; filter < shown.answer->peaks.size(); ++filter) {
    if (enlarged && filter != shown.filter) continue;
    const PaddingStripes own = padding_stripes(*shown.answer, filter);
    stripes = {stripes.left || own.left, stripes.right || own.right, stripes.upper || own.upper,
               stripes.lower || own.lower};
  }
  ui.record.fact("convolve.stripes", stripes.any() ? edges_in_words(stripes) : "");
  const float line = ui.line_height(Type::small) + ui.dp(4);
  if (!stripes.any() || body.height() < line * 4.0F) return;
  body.max.y -= line;
  ui.text_fit({body.min.x, body.max.y + ui.dp(4)}, body.width(), Type::small, ui.colours.muted,
              first_fitting(ui, Type::small, body.width(), stripe_sentences(stripes)));
}

void draw_sheet(StageContext& context, const ConvolveShown& shown, const Rect& body, const MapMarks& marks,
                std::optional<ConvElement>& hovered) {
  Ui& ui = context.ui;
  const Tensor& output = *shown.answer->output;
  const int count = static_cast<int>(output.channels());
  MapSheetLimits limits;
  limits.width = body.width();
  limits.height = body.height();
  limits.between = ui.dp(count > 8 ? 10 : 16);
  limits.between_rows = ui.dp(8);
  limits.caption = std::max(ui.dp(24), ui.line_height(Type::small) + ui.dp(6));
  limits.least_caption = ui.dp(count > 8 ? 84 : 112);
  const MapSheet sheet =
      arrange_sheet(count, static_cast<float>(output.width()), static_cast<float>(output.height()), limits);
  for (int i = 0; i < count; ++i) {
    const auto map = static_cast<std::size_t>(i);
    if (draw_one_map(context, shown, map, sheet.map(i, body.min), marks, hovered)) {
      take_filter(context, map);
      context.view.convolve.enlarged = true;
    }
    draw_map_caption(context, shown, map, sheet.caption_of(i, body.min));
  }
}

}  // namespace

MapMarks marks_on_maps(const ConvolveShown& shown, const ConvolveView& view) {
  const ReceptiveField& field = *shown.result.field;
  const std::size_t level = shown.answer->output_level;
  const bool pointed = view.hovered && exists(field, *view.hovered);
  const ConvElement& element = pointed ? *view.hovered : shown.patch;
  MapMarks marks;
  marks.cells = cells_on_level(field, element, level);
  marks.single = element.level == level || (marks.cells.rows.size() == 1 && marks.cells.columns.size() == 1);
  return marks;
}

void take_filter(StageContext& context, std::size_t filter) {
  ConvolveScene& edited = context.edit.scene.convolve;
  if (edited.filter == static_cast<int>(filter)) return;
  edited.filter = static_cast<int>(filter);
  context.edit.commit = true;
}

void draw_conv_maps(StageContext& context, const ConvolveShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  if (shown.answer == nullptr) {
    ui.text_wrapped(area.min, area.width(), Type::body, ui.colours.muted,
                    shown.result.problem ? shown.result.problem->sentence : "");
    return;
  }
  if (state_of(context, "convolve.maps") == PartState::hidden) return;
  ConvolveView& view = context.view.convolve;
  view.hovered_dense = false;
  const float head = ui.line_height(Type::body) + ui.dp(14);
  Rect body{{area.min.x, area.min.y + head + ui.dp(10)}, area.max};
  if (context.shows("convolve.maps")) name_stripes(ui, shown, view.enlarged, body);
  const MapMarks marks = marks_on_maps(shown, view);
  const bool enlarged = view.enlarged;
  std::optional<ConvElement> hovered;
  if (enlarged)
    draw_large_map(context, shown, body, marks, hovered);
  else
    draw_sheet(context, shown, body, marks, hovered);
  draw_head(context, shown, {area.min, {area.max.x, area.min.y + head}}, hovered);
  if (hovered) view.hovered = hovered;
  ui.record.area("convolve.maps", body.min, body.max);
  ui.record.fact("convolve.maps", std::to_string(shown.answer->output->channels()));
  ui.record.fact("convolve.enlarged", enlarged ? std::to_string(shown.filter + 1) : "");
}

}  // namespace flatscope
