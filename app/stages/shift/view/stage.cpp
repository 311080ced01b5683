// The Shift stage: where its four views are, and what the record tells about them.
#include "app/stages/shift/view/stage.h"
#include "app/stages/heading.h"
#include "app/stages/kept_back.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/lessons/model/lesson.h"
#include "app/stages/shift/view/kept.h"
#include "app/stages/shift/view/maps.h"
#include "app/stages/shift/view/trained.h"
#include "app/stages/shift/view/trained_words.h"
#include "app/stages/shift/view/words.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

float aspect_of(PixelSize size) { return static_cast<float>(size.width) / static_cast<float>(size.height); }

// What a lesson does without: the others get its room.
struct Absent {
  bool vector = false, dense = false, maps = false, answer = false;
};

Absent absent_from(const StageContext& context) {
  const auto hidden = [&](std::string_view part) { return state_of(context, part) == PartState::hidden; };
  return {hidden("shift.vector"), hidden("shift.dense"), hidden("shift.maps"), hidden("shift.residual")};
}

// The picture gets what the rows below it leave. On a low screen (large text) everything moves closer and what the
// maps' number says stands beside their label in place of a row of its own.
ShiftLayout lay_out(const Ui& ui, const Rect& area, const ShiftShown& shown, bool presenting, const Absent& absent) {
  const float units = area.height() / ui.scale;
  const bool roomy = units >= 560.0F, tight = units < 400.0F;
  float gap = ui.dp(roomy ? 24.0F : tight ? 6.0F : 16.0F);
  const float label = ui.line_height(Type::section) + ui.dp(tight ? 4.0F : 8.0F);
  const float line = ui.line_height(Type::body);
  ShiftLayout layout;
  layout.strip = ui.dp(units >= 800.0F ? 32.0F : tight ? 7.0F : 16.0F);
  layout.marks = ui.dp(tight ? 4.0F : 8.0F);
  float vector = label + 2.0F * layout.strip + 2.0F * ui.dp(2) + layout.marks + ui.dp(tight ? 2.0F : 4.0F) + line;
  const float answer = tight || absent.answer ? 0.0F : std::max(ui.line_height(Type::number), std::round(line * 2.4F));
  // Presented, the window is wide: the vector stands beside the picture, which gets the height. Without a dense layer
  // the maps stand there.
  const bool maps_beside = absent.dense && !absent.maps, vector_beside = presenting && !absent.dense;
  const float vector_row = vector_beside || absent.vector ? 0.0F : vector + gap;
  const bool maps_below = !maps_beside && !absent.maps;
  const float rest = area.height() - vector_row - answer - (maps_below ? 2.0F : 1.0F) * label -
                     static_cast<float>((maps_below ? 1 : 0) + (answer > 0.0F ? 1 : 0)) * gap;

  const float aspect = aspect_of(shown.size());
  float share = aspect >= 2.0F && !tight ? 0.6F : 0.46F;
  if (maps_beside) share = 0.36F;  // each of a pair is nearly as wide as the picture then
  if (absent.dense && absent.maps) share = 1.0F;
  const float widest = std::floor(area.width() * share);
  // For the dense layer beside a low picture.
  const float least_top =
      absent.dense ? 0.0F : ui.dp(tight ? 96.0F : 160.0F) + (vector_beside && !absent.vector ? vector + gap : 0.0F);
  const Shape& maps = shown.result.after->maps_shape;
  // The maps' part of the height: a few are large enough in little of it, as the window is wide when presenting.
  float maps_share = 0.5F;
  if (presenting || tight) maps_share = 0.42F;
  if (presenting && maps[0] <= 4) maps_share = 0.34F;
  MapGridLimits limits;
  limits.width = area.width();
  limits.height = std::max(rest * maps_share, rest - std::max(least_top, std::round(widest / aspect)));
  limits.between_maps = ui.dp(tight ? 4.0F : 8.0F);
  limits.between_pairs = ui.dp(roomy ? 24.0F : tight ? 8.0F : 16.0F);
  limits.caption = ui.line_height(Type::strong) + ui.dp(tight ? 3.0F : 6.0F);
  limits.between_rows = ui.dp(tight ? 2.0F : 8.0F);
  limits.least_side = ui.dp(tight ? 28.0F : 32.0F);
  limits.least_caption = ui.dp(tight ? 60.0F : 72.0F);
  limits.most_caption = ui.dp(224);
  const auto arrange = [&] {
    layout.grid =
        arrange_maps(static_cast<int>(maps[0]), static_cast<float>(maps[2]) / static_cast<float>(maps[1]), limits);
  };
  if (maps_below) arrange();

  const float below = maps_below ? layout.grid.height() : 0.0F;
  const float room = std::max(ui.dp(40), rest - below);
  const float width = std::floor(std::min(widest, room * aspect));
  const float height = std::max(1.0F, std::round(width / aspect));
  const float x = area.min.x;
  float y = area.min.y;
  // A picture that is limited by its width leaves height over; the dense layer beside it need not be taller.
  // Before a class, without maps below, all of the height is its own.
  const float top = std::max(height, vector_beside && absent.maps ? room : std::min(room, least_top));
  // What is left when both picture and maps are limited by the width goes to the strips and between the rows.
  const float left_over = absent.vector || maps_beside ? 0.0F : std::max(0.0F, rest - below - top);
  const float taller = std::floor(std::min(left_over * 0.2F, layout.strip));
  layout.strip += taller;
  vector += 2.0F * taller;
  gap += std::floor(std::min((left_over - 2.0F * taller) / 3.0F, ui.dp(16)));
  layout.canvas_label = {{x, y}, {x + std::max(width, std::min(widest, ui.dp(150))), y + label}};
  layout.canvas = {{x, y + label}, {x + width, y + label + height}};
  const float dense = layout.canvas_label.max.x + std::max(gap, ui.dp(16));
  layout.dense = {{dense, y}, {area.max.x, y + label + top}};
  if (maps_beside) {
    limits.width = area.max.x - dense;
    limits.height = rest;
    arrange();
    layout.maps = {{dense, y}, {area.max.x, y + label + layout.grid.height()}};
  }
  y += label + top + gap;
  if (vector_beside && !absent.vector) {
    layout.vector = {{dense, layout.dense.max.y - vector}, layout.dense.max};
    layout.dense.max.y = layout.vector.min.y - gap;
  } else if (!absent.vector) {
    layout.vector = {{x, y}, {area.max.x, y + vector}};
    y += vector + gap;
  }
  if (maps_below) {
    layout.maps = {{x, y}, {area.max.x, y + label + layout.grid.height()}};
    y = layout.maps.max.y + gap;
  }
  if (!tight) layout.answer = {{x, y}, {area.max.x, y + answer}};
  return layout;
}

// Before a class the picture has all of the height at the left, and beside it stand the answers: the dense layer, the
// maps, and what their number says; the vector where it still has room.
// What a lesson does without leaves its room to the others.
ShiftLayout lay_out_beside(const Ui& ui, const Rect& area, const ShiftShown& shown, const Absent& absent) {
  const float gap = ui.dp(12), label = ui.line_height(Type::section) + ui.dp(6);
  const float aspect = aspect_of(shown.size()), half = std::floor(area.width() * 0.46F);
  const float width = std::min(half, std::floor((area.height() - label) * aspect));
  ShiftLayout layout;
  layout.strip = ui.dp(14);
  layout.marks = ui.dp(6);
  layout.canvas_label = {area.min, {area.min.x + std::max(width, std::min(half, ui.dp(150))), area.min.y + label}};
  layout.canvas = {{area.min.x, layout.canvas_label.max.y},
                   {area.min.x + width, layout.canvas_label.max.y + std::round(width / aspect)}};
  const float left = layout.canvas_label.max.x + ui.dp(28);
  const Shape& maps = shown.result.after->maps_shape;
  MapGridLimits limits;
  limits.width = area.max.x - left;
  const float answer = std::max(ui.line_height(Type::number), std::round(ui.line_height(Type::body) * 2.4F));
  const float below = absent.answer ? 0.0F : answer + gap;
  limits.height = absent.dense && absent.vector ? area.height() - label - below
                                                : area.height() * (absent.dense    ? 0.5F
                                                                   : absent.vector ? 0.43F
                                                                                   : 0.3F);
  limits.between_maps = ui.dp(6);
  limits.between_pairs = ui.dp(14);
  limits.caption = ui.line_height(Type::strong) + ui.dp(4);
  limits.between_rows = ui.dp(6);
  limits.least_side = ui.dp(28);
  limits.least_caption = ui.dp(60);
  limits.most_caption = ui.dp(224);
  layout.grid =
      arrange_maps(static_cast<int>(maps[0]), static_cast<float>(maps[2]) / static_cast<float>(maps[1]), limits);
  const float maps_height = absent.maps ? 0.0F : label + layout.grid.height();
  const bool answers =
      !absent.answer && (absent.dense || area.height() - maps_height - answer - 2.0F * gap >= ui.dp(130));
  float bottom = area.max.y;
  if (answers) {
    layout.answer = {{left, bottom - answer}, area.max};
    bottom -= answer + gap;
  }
  if (!absent.maps) {
    const float top = absent.dense && absent.vector ? area.min.y : bottom - maps_height;
    layout.maps = {{left, top}, {area.max.x, top + maps_height}};
    bottom -= maps_height + gap;
  }
  const float vector = label + 2.0F * layout.strip + ui.dp(8) + layout.marks + ui.line_height(Type::body);
  if (!absent.vector && bottom - area.min.y - vector - gap >= (absent.dense ? 0.0F : ui.dp(150))) {
    layout.vector = {{left, bottom - vector}, {area.max.x, bottom}};
    bottom -= vector + gap;
  }
  if (!absent.dense) layout.dense = {{left, area.min.y}, {area.max.x, bottom}};
  return layout;
}

void record_places(ScreenRecord& record, const ShiftLayout& layout) {
  const auto area = [&record](const char* key, const Rect& rect) { record.area(key, rect.min, rect.max); };
  area("shift.canvas", layout.canvas);
  area("shift.dense", layout.dense);
  area("shift.vector", layout.vector);
  area("shift.maps", layout.maps);
  record.fact("shift.maps_shown", fmt::format("{}", layout.grid.shown));
}

void record_views(Ui& ui, const ShiftShown& shown) {
  ScreenRecord& record = ui.record;
  if (!record.on()) return;
  const ShiftResult& result = shown.result;
  record.fact("shift.dx", fmt::format("{}", shown.inputs.dx));
  record.fact("shift.dy", fmt::format("{}", shown.inputs.dy));
  record.fact("shift.elements_changed", fmt::format("{}", result.elements_changed));
  record.fact("shift.dense_change", fmt::format("{}", result.dense_relative_change));
  record.fact("shift.interior", fmt::format("{}", result.equivariance.interior_max_abs));
  record.fact("shift.border", fmt::format("{}", result.equivariance.border_max_abs));
  record.fact("shift.pooled_change", fmt::format("{}", result.pooled_change));
  for (std::size_t i = 0; i < result.peaks_after.size(); ++i) {
    const Peak &from = result.peaks_before[i], &to = result.peaks_after[i];
    record.fact(fmt::format("shift.peak.{}.followed", i), result.peak_followed[i] ? "yes" : "no");
    record.fact(fmt::format("shift.peak.{}", i), fmt::format("{:+},{:+}", to.column - from.column, to.row - from.row));
  }
  const auto hash = [&record](const char* key, const Tensor& tensor) {
    const auto bytes = static_cast<std::size_t>(tensor.size()) * sizeof(float);
    record.fact(key, fmt::format("{:016x}", hash_bytes(tensor.data(), bytes)));
  };
  hash("shift.hash.image", result.after->picture);
  hash("shift.hash.dense", result.after->dense);
  hash("shift.hash.maps", result.after->shown_maps());
  record.fact("shift.hash.vector", fmt::format("{:016x}", vector_hash(ui.kept.of<ShiftKept>().strips, hash_seed)));
}

std::vector<std::string> drag_words(CanvasMode mode) {
  switch (mode) {
    case CanvasMode::move:
      return {"drag it, or use the arrow keys", "drag it"};
    case CanvasMode::mark:
      return {"a drag marks what shall move", "a drag marks"};
    case CanvasMode::draw:
      return {"a drag draws; with Move it moves", "a drag draws"};
    case CanvasMode::rub_out:
      return {"a drag rubs out; with Move it moves", "a drag rubs out"};
  }
  return {""};
}

// The number inside and, once something has moved, the one at the border beside it, each with what it means.
void draw_answers(StageContext& context, const ShiftShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  const PartState state = state_of(context, "shift.residual");
  if (state == PartState::kept_back) draw_kept_back(context, area, "shift");
  if (state != PartState::shown) return;
  const ShiftResult& result = shown.result;
  Rect inside = area, border = area;
  if (shown.moved()) {
    inside.max.x = std::round(area.centre().x - ui.dp(12));
    border.min.x = std::round(area.centre().x + ui.dp(12));
  }
  // Presented, a tooltip could only stand over the maps that it is about.
  if (!context.view.presenting) {
    ui.tooltip(inside, interior_explained, Ui::Side::beside);
    if (shown.moved()) ui.tooltip(border, border_explained, Ui::Side::beside);
  }
  number_with_sentence(ui, inside, interior_colour(ui, shown), interior_number(result),
                       interior_sentences(result, shown.inputs));
  if (!shown.moved()) return;
  const EquivarianceResult& residual = result.equivariance;
  number_with_sentence(ui, border, residual_colour(ui, residual.border_max_abs, residual.border_elements),
                       short_number(residual.border_max_abs),
                       border_sentences(result, shown.inputs, shown.scene.shift.object, box_of(shown.outline)));
  ui.record.area("shift.answer.border", border.min, border.max);
}

}  // namespace

ImU32 residual_colour(const Ui& ui, float residual, std::int64_t compared) {
  if (compared == 0) return ui.colours.muted;
  return residual > 0.0F ? ui.colours.wrong : ui.colours.conv;
}

ImU32 interior_colour(const Ui& ui, const ShiftShown& shown) {
  if (!shown.moved()) return ui.colours.muted;
  const EquivarianceResult& residual = shown.result.equivariance;
  return residual_colour(ui, residual.interior_max_abs, residual.interior_elements);
}

std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t seed) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  for (std::size_t i = 0; i < size; ++i) seed = (seed ^ bytes[i]) * 0x100000001B3ULL;
  return seed;
}

std::string ShiftShown::noun() const {
  const std::shared_ptr<const TrainedPair> pair = answering_pair(scene.shift);
  return pair != nullptr ? noun_of(*pair, scene.shift.pair_object) : noun_of(scene.shift.object);
}

void draw_shift(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  if (answering_pair(context.scene.shift) != nullptr) {
    const std::array<std::string, 3> claims = {"Move it, and watch both networks decide",
                                               "Move it: both networks decide", "Move it and watch"};
    const std::vector<std::string> says = pair_subtitles(context.scene);
    const Rect below = draw_heading(context, area, first_fitting(ui, Type::title, area.width(), claims),
                                    first_fitting(ui, Type::body, area.width(), says));
    const Stored<LayerInputs, ShiftResult>& known = context.results.shift;
    if (shows_pair(context.results))
      draw_pair_stage(context, {*known, known.inputs, context.scene, outline_of(ui, known.inputs.object)}, below);
    return;
  }
  const Stored<LayerInputs, ShiftResult>& stored = context.results.shift;
  const PixelSize size = shift_size(context.scene);
  const bool colour = stored ? stored->after->picture.channels() == 3 : context.scene.shift.colour;
  const std::array<std::string, 3> titles = {"Move it, and watch four answers", "Move it: four answers",
                                             "Move it and watch"};
  const std::vector<std::string> subtitles =
      shift_subtitles(context.scene, size, colour, drag_words(canvas_mode(context)));
  const Rect body = draw_heading(context, area, first_fitting(ui, Type::title, area.width(), titles),
                                 first_fitting(ui, Type::body, area.width(), subtitles));
  if (!stored) return;

  const ShiftShown shown{*stored, stored.inputs, context.scene, outline_of(ui, stored.inputs.object)};
  const bool beside = presents_lesson(context.view) && body.width() > body.height() * 1.4F;
  const ShiftLayout layout = beside ? lay_out_beside(ui, body, shown, absent_from(context))
                                    : lay_out(ui, body, shown, context.view.presenting, absent_from(context));
  // A filter that was switched off has no maps to be seen large.
  std::optional<Preset>& enlarged = context.view.shift.enlarged;
  const std::vector<Preset>& filters = context.scene.shift.filters;
  if (enlarged && std::find(filters.begin(), filters.end(), *enlarged) == filters.end()) enlarged.reset();
  ui.record.fact("shift.enlarged", enlarged ? to_string(*enlarged) : "");
  if (enlarged) {
    const float answer = layout.answer.height(), gap = answer > 0.0F ? ui.dp(12) : 0.0F;
    draw_large_maps(context, shown, {body.min, {body.max.x, body.max.y - answer - gap}}, *enlarged);
    if (answer > 0.0F) draw_answers(context, shown, {{body.min.x, body.max.y - answer}, body.max});
    record_views(ui, shown);
    return;
  }
  if (layout.dense.height() > 0.0F) draw_dense(context, shown, layout.dense);
  std::optional<PixelRun> pointed;
  if (layout.vector.height() > 0.0F) pointed = draw_vector(context, shown, layout);
  draw_maps(context, shown, layout);
  draw_canvas(context, shown, layout, pointed);
  if (layout.answer.height() > 0.0F) draw_answers(context, shown, layout.answer);
  record_places(ui.record, layout);
  record_views(ui, shown);
}

extern constinit const StageDrawing shift_drawing = whole({
    .stage = Stage::shift,
    .label = "Shift",
    .about = "Move an object and watch four answers",
    .icon = icons::shift,
    .draw = draw_shift,
    .inspect = inspect_shift,
});

}  // namespace flatscope
