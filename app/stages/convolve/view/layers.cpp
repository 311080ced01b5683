// What an output sees through all layers, and what a pixel feeds.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "app/look/size_text.h"
#include "app/stages/convolve/model/stepping.h"
#include "app/stages/convolve/view/layers_place.h"
#include "app/stages/convolve/view/levels.h"
#include "app/stages/convolve/view/row.h"
#include "app/stages/kept_back.h"
#include "app/widgets/camera.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/pointer_cue.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr int dense_outputs = 5;

// Layers are told apart by how far their green is from the text's colour, and by their names.
ImU32 tint(const Ui& ui, int layer) {
  return mix(ui.colours.conv, ui.colours.text, 0.32F * static_cast<float>(std::max(0, layer - 1)));
}

void draw_level(Ui& ui, const ConvLevel& level, const MapPlace& place) {
  ui.painter.draw(ui, level.tensor, *level.tensor, level.channel, place.box, place.cells, level.style);
  compat::add_rect(ui.draw, {place.box.min.x - 1, place.box.min.y - 1}, {place.box.max.x + 1, place.box.max.y + 1},
                   ui.colours.line, 0.0F, 1.0F);
}

void draw_names(Ui& ui, const ConvLevel& level, const LayersPlace& place, float x, bool in_hand) {
  // Rather nothing than a word that is cut.
  const auto write = [&](float y, ImU32 colour, std::span<const std::string> words) {
    const std::string& one = first_fitting(ui, Type::small, place.slot, words);
    if (ui.measure(Type::small, one).x <= place.slot) ui.text({x, y}, Type::small, colour, one);
  };
  write(place.names, in_hand ? ui.colours.text : ui.colours.muted, level.name);
  write(place.sizes, ui.colours.muted, level.size);
}

// Lines from what is seen on one level to where it leads on the next.
void draw_cone(Ui& ui, const Rect& from, const Rect& to, ImU32 colour) {
  const ImU32 ink = with_alpha(colour, 0.55F);
  ui.draw->AddLine({from.max.x, from.min.y}, {to.min.x, to.min.y}, ink, std::max(1.0F, ui.dp(1)));
  ui.draw->AddLine({from.max.x, from.max.y}, {to.min.x, to.max.y}, ink, std::max(1.0F, ui.dp(1)));
}

struct LevelMarks {
  FieldCells cells;
  bool fed = false, self = false;
};

std::vector<LevelMarks> marks_of(const ReceptiveField& field, const std::vector<ConvLevel>& levels,
                                 const ConvElement& element) {
  std::vector<LevelMarks> marks;
  for (const ConvLevel& level : levels) {
    LevelMarks one;
    one.self = level.level == element.level;
    one.fed = level.level > element.level;
    one.cells = one.fed ? field.fed_by(element.level, element.row, element.column, level.level)
                        : field.seen_by(element.level, element.row, element.column, level.level);
    marks.push_back(std::move(one));
  }
  return marks;
}

// What lies on `level` from the first to the last that `element` sees, where no edge cuts it.
struct Span {
  std::int64_t width = 1, height = 1;
};
Span span_of(const ReceptiveField& field, std::size_t element, std::size_t level) {
  const auto whole = [](const FieldAxis& from, const FieldAxis& to) { return (from.size - to.size) / to.jump + 1; };
  const FieldLevel &from = field.levels()[element], &to = field.levels()[level];
  return {whole(from.columns, to.columns), whole(from.rows, to.rows)};
}

std::vector<std::string> count_words(const LevelMarks& marks, const Span& span) {
  if (marks.self || marks.cells.rows.empty()) return {""};
  const auto rows = static_cast<std::int64_t>(marks.cells.rows.size()),
             columns = static_cast<std::int64_t>(marks.cells.columns.size());
  const std::string size = size_text(columns, rows);
  const FieldRect seen = marks.cells.bounds();
  const std::int64_t wide = seen.right - seen.left, high = seen.bottom - seen.top;
  // Wider than the span: the padding reaches round to the far side.
  if (!marks.fed && wide == span.width && high == span.height && !marks.cells.filled()) {
    const std::string all = size_text(span.width, span.height);
    return {fmt::format("seen {} of extent {}", size, all), fmt::format("{} of extent {}", size, all),
            fmt::format("{} of {}", size, all), size};
  }
  if (!marks.fed && (high < span.height || wide < span.width))
    return {fmt::format("seen {}, the rest is padding", size), fmt::format("seen {}, rest padding", size),
            fmt::format("{}, rest padding", size), fmt::format("{} + padding", size), size};
  return {fmt::format("{} {}", marks.fed ? "fed" : "seen", size), size, fmt::format("{}×{}", columns, rows)};
}

// Inside what is seen of the picture, what one output of each layer between sees: the outlines grow layer by layer.
void draw_nested(Ui& ui, const ReceptiveField& field, const std::vector<ConvLevel>& levels,
                 const std::vector<LevelMarks>& marks, const MapPlace& picture) {
  for (std::size_t i = levels.size(); i-- > 1;) {
    const LevelMarks& between = marks[i];
    if (between.fed || between.self || between.cells.rows.empty()) continue;
    const std::int64_t row = between.cells.rows[between.cells.rows.size() / 2],
                       column = between.cells.columns[between.cells.columns.size() / 2];
    draw_cells(ui, field.seen_by(levels[i].level, row, column, 0), picture,
               {tint(ui, levels[i].layer), std::max(1.0F, ui.dp(1.5F)), 0.0F, false});
  }
}

void draw_all_marks(Ui& ui, const ReceptiveField& field, const std::vector<ConvLevel>& levels,
                    const std::vector<LevelMarks>& marks, const std::vector<MapPlace>& places) {
  const float line = std::max(1.0F, ui.dp(2));
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
    if (marks[i].cells.rows.empty() || marks[i + 1].cells.rows.empty()) continue;
    const auto hold = [](Rect rect, const Rect& box) {
      return Rect{{std::clamp(rect.min.x, box.min.x, box.max.x), std::clamp(rect.min.y, box.min.y, box.max.y)},
                  {std::clamp(rect.max.x, box.min.x, box.max.x), std::clamp(rect.max.y, box.min.y, box.max.y)}};
    };
    draw_cone(ui, hold(places[i].span(marks[i].cells.bounds()), places[i].box),
              hold(places[i + 1].span(marks[i + 1].cells.bounds()), places[i + 1].box), tint(ui, levels[i + 1].layer));
  }
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (marks[i].self) {
      draw_cells(ui, marks[i].cells, places[i], {ui.colours.pixel, line, 0.0F, false});
      continue;
    }
    // What is seen has the tint of the layer that sees it, what is fed that of the layer it belongs to.
    const int layer = marks[i].fed ? levels[i].layer : levels[std::min(i + 1, levels.size() - 1)].layer;
    draw_cells(ui, marks[i].cells, places[i], {tint(ui, layer), line, marks[i].fed ? 0.12F : 0.22F, marks[i].fed});
  }
  draw_nested(ui, field, levels, marks, places.front());
}

// A dense layer on the picture, to compare with: true while the pointer is on one of its outputs.
bool draw_dense(Ui& ui, const LayersPlace& place, const Rect& picture, bool lit, bool fed) {
  const Rect& area = place.dense;
  const std::array<std::string, 3> names = {"to compare: a dense layer", "a dense layer", "dense"};
  const std::array<std::string, 4> sizes = {"each output sees all", "each sees all", "sees all", "all"};
  const float room = area.width();
  ui.text_fit({area.min.x, place.names}, room, Type::small, ui.colours.dense,
              first_fitting(ui, Type::small, room, names));
  ui.text_fit({area.min.x, place.sizes}, room, Type::small, ui.colours.muted,
              first_fitting(ui, Type::small, room, sizes));
  ui.draw->AddLine({area.min.x - ui.dp(14), place.names}, {area.min.x - ui.dp(14), area.max.y}, ui.colours.line, 1.0F);
  const float gap = ui.dp(5);
  const float side = std::max(4.0F, std::min(ui.dp(26), (area.height() + gap) / dense_outputs - gap));
  const float top = area.min.y + (area.height() - (side + gap) * dense_outputs + gap) * 0.5F;
  bool pointed = false;
  for (int i = 0; i < dense_outputs; ++i) {
    const float y = std::round(top + static_cast<float>(i) * (side + gap));
    const Rect cell{{area.min.x, y}, {area.min.x + side, y + side}};
    const std::string id = fmt::format("convolve.dense.{}", i);
    hit_area(ui, id.c_str(), {{cell.min.x - gap, cell.min.y - gap * 0.5F}, {cell.max.x + gap, cell.max.y + gap * 0.5F}},
             lit ? "lit" : "");
    const bool here = ImGui::IsItemHovered();
    pointed = pointed || here;
    ui.draw->AddRectFilled(cell.min, cell.max, mix(ui.colours.ground, ui.colours.dense, here ? 1.0F : 0.55F),
                           side * 0.5F);
    if (fed) marks::dashed_rect(ui, cell.inset(-2.0F), ui.colours.dense, std::max(1.0F, ui.dp(1.5F)), 3.0F);
  }
  ui.tooltip(area,
             fmt::format("{} outputs of a dense layer in the place of these layers: each is joined to every pixel "
                         "of the picture by a weight of its own.",
                         dense_outputs));
  if (lit) {
    ui.draw->AddRectFilled(picture.min, picture.max, with_alpha(ui.colours.dense, 0.28F));
    marks::outline(ui, picture, ui.colours.dense, std::max(2.0F, ui.dp(2.5F)));
  }
  return pointed;
}

std::optional<ConvElement> read_pointer(StageContext& context, const ConvLevel& level, const Rect& box, bool& clicked) {
  Camera& camera = context.view.convolve.input;
  const std::string id = fmt::format("convolve.level.{}", level.level);
  hit_area(context.ui, id.c_str(), box);
  hand_over_item();
  clicked = clicked_in_place();
  const bool panned =
      move_camera(camera, box, static_cast<float>(level.tensor->width()), static_cast<float>(level.tensor->height()));
  if (!ImGui::IsItemHovered() || panned) return std::nullopt;
  const Cell cell = place_map(box, *level.tensor, camera).at(ImGui::GetIO().MousePos);
  return ConvElement{level.level, std::max(0, level.channel), cell.row, cell.column};
}

// The layer that a clicked output belongs to comes into hand, its patch on that output; a pixel of the picture belongs
// to the first.
void pin(StageContext& context, const ConvolveShown& shown, const ConvLevel& level, const ConvElement& element) {
  ConvolveScene& convolve = context.edit.scene.convolve;
  const auto in_hand = static_cast<std::size_t>(std::max(1, level.layer) - 1);
  if (in_hand >= shown.result.layers.size()) return;
  if (convolve.layer != static_cast<int>(in_hand)) {
    convolve.layer = static_cast<int>(in_hand);
    convolve.filter = std::max(0, level.channel);
    convolve.channel = 0;
  }
  const LayerAnswer& answer = *shown.result.layers[in_hand];
  place_patch(context.edit.scene,
              patch_at(answer, level.channel, {element.level, element.channel, element.row, element.column}));
  context.view.convolve.led = false;
  context.view.convolve.playing = 0;
  context.edit.commit = true;
}

// One big number, and the first sentence that fits beside it.
void say(Ui& ui, const Rect& area, ImU32 colour, const std::string& number, const std::vector<std::string>& sentences) {
  if (area.height() >= ui.line_height(Type::number)) {
    number_with_sentence(ui, area, colour, number, sentences);
    return;
  }
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const float height = ui.text_wrapped(area.min, area.width(), Type::body, 0, sentences[i], false);
    if (height > area.height() + 1.0F && i + 1 < sentences.size()) continue;
    ui.text_wrapped(area.min, area.width(), Type::body, ui.colours.text, sentences[i]);
    return;
  }
}

}  // namespace

void draw_conv_layers(StageContext& context, const ConvolveShown& shown, const Rect& whole) {
  Ui& ui = context.ui;
  ConvolveView& view = context.view.convolve;
  const Rect area{{whole.min.x, whole.min.y + ui.dp(4)}, whole.max};
  if (const PartState state = state_of(context, "convolve.layers"); state != PartState::shown) {
    if (state == PartState::kept_back) draw_kept_back(context, area, "convolve");
    return;
  }
  const std::vector<ConvLevel> levels = levels_of(shown);
  const LayersPlace place = place_layers(ui, area, levels);
  const ReceptiveField& field = *shown.result.field;

  std::optional<ConvElement> hovered;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    bool clicked = false;
    const auto here = read_pointer(context, levels[i], place.boxes[i], clicked);
    if (!here) continue;
    hovered = here;
    if (clicked) pin(context, shown, levels[i], *here);
  }
  if (hovered) view.hovered = hovered;

  const ConvElement element = element_of(shown, view);
  const std::vector<LevelMarks> marks = marks_of(field, levels, element);
  std::vector<MapPlace> places;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    places.push_back(place_map(place.boxes[i], *levels[i].tensor, view.input));
    draw_level(ui, levels[i], places[i]);
    draw_names(ui, levels[i], place, place.boxes[i].min.x, levels[i].level == element.level);
    const std::vector<std::string> choices =
        count_words(marks[i], marks[i].fed ? Span{} : span_of(field, element.level, levels[i].level));
    const std::string& words = first_fitting(ui, Type::small, place.slot, choices);
    const bool room = place.words + ui.line_height(Type::small) <= place.sentence.min.y + 1.0F;
    if (!view.hovered_dense && room && ui.measure(Type::small, words).x <= place.slot)
      ui.text({place.boxes[i].min.x, place.words}, Type::small, marks[i].fed ? ui.colours.muted : ui.colours.text,
              words);
  }
  if (!view.hovered_dense) draw_all_marks(ui, field, levels, marks, places);
  view.hovered_dense = draw_dense(ui, place, place.boxes.front(), view.hovered_dense, element.level == 0);
  std::vector<std::string> sentences =
      view.hovered_dense ? dense_sentences(shown) : element_sentences(shown, element, !context.view.presenting);
  if (shown.result.problem)
    sentences.insert(sentences.begin(), sentences.front() + " " + shown.result.problem->sentence);
  const auto count = [](const FieldCells& cells) { return std::to_string(cells.rows.size() * cells.columns.size()); };
  const std::string number = view.hovered_dense   ? "100 %"
                             : element.level == 0 ? count(marks.back().cells)
                                                  : field_size(field, element.level);
  say(ui, place.sentence, view.hovered_dense ? ui.colours.dense : ui.colours.conv, number, sentences);
  ui.record.fact("convolve.seen",
                 view.hovered_dense ? std::to_string(shown.result.picture->plane_size()) : count(marks.front().cells));
  ui.record.fact("convolve.fed", count(marks.back().cells));
}

}  // namespace flatscope
