// The Shift stage's controls and its table of numbers.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/look/number_text.h"
#include "app/stages/kept_back.h"
#include "app/stages/shift/view/stage.h"
#include "app/stages/shift/view/trained.h"
#include "app/stages/shift/view/words.h"
#include "app/widgets/wording.h"
#include "core/layers/filters.h"

namespace flatscope {
namespace {

constexpr const char* times = " × ";

// --- where to ------------------------------------------------------------------------------------------------------

}  // namespace

// Side by side where both have room for their largest numbers.
void choose_shift(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  ShiftScene& shift = context.edit.scene.shift;
  const PixelSize size = shift_size(context.edit.scene);
  const bool pair = answering_pair(shift) != nullptr;
  const int width = pair ? answer_radius : static_cast<int>(size.width),
            height = pair ? answer_radius : static_cast<int>(size.height);
  const auto right = [&](Column& in) {
    context.edit(in.slider("shift.dx", "Right, dx", shift.dx, -width, width,
                           "Whole pixels to the right; to the left when negative. The arrow keys do the same.",
                           signed_whole(shift.dx)));
  };
  const auto down = [&](Column& in) {
    context.edit(in.slider("shift.dy", "Down, dy", shift.dy, -height, height,
                           "Whole pixels down; up when negative. The arrow keys do the same.", signed_whole(shift.dy)));
  };
  if (hides(context.view.lesson, "shift.dx") && hides(context.view.lesson, "shift.dy")) return;
  column.gap(8);
  const float half_gap = ui.dp(10), middle = std::round((column.left() + column.right()) * 0.5F);
  const float needed = ui.measure(Type::body, "Right, dx").x +
                       ui.measure(Type::mono, signed_whole(std::max(width, height))).x + ui.dp(18);
  if (ui.controls_only || needed > middle - half_gap - column.left()) {
    right(column);
    column.gap(8);
    down(column);
    return;
  }
  Column left_half(ui, {{column.left(), column.y()}, {middle - half_gap, column.y()}});
  Column right_half(ui, {{middle + half_gap, column.y()}, {column.right(), column.y()}});
  right(left_half);
  down(right_half);
  column.take_pixels(std::max(left_half.y(), right_half.y()) - column.y());
}

namespace {

// --- what can break it -----------------------------------------------------------------------------------------------

void choose_border(StageContext& context, Column& column) {
  static constexpr Option options[] = {
      {"Zeros", "At the border: black comes in over the edge. PyTorch: padding_mode='zeros'."},
      {"Wrap", "At the border: what leaves on one side comes in on the other. PyTorch: padding_mode='circular'."},
      {"Repeat", "At the border: the pixels at the edge are repeated. PyTorch: padding_mode='replicate'."},
      {"Mirror", "At the border: the picture is mirrored at its edge. PyTorch: padding_mode='reflect'."}};
  int border = static_cast<int>(context.edit.scene.shift.border);
  const Change change = column.segmented("shift.border", options, border);
  context.edit.scene.shift.border = static_cast<Border>(border);
  context.edit(change);
}

// All of it stands before the numbers: it is what a class changes while it watches them.
void choose_break(StageContext& context, Column& column) {
  ShiftScene& shift = context.edit.scene.shift;
  static constexpr Option pooling[] = {
      {"No pooling", "The maps stay as the convolution made them."},
      {"Max 2", "Of each 2 × 2 values only the largest stays: half the size, and half the places to land on."},
      {"Average 2", "Each 2 × 2 values become their mean: half the size, and half the places to land on."}};
  column.section("BREAK IT: BORDER, STRIDE, POOLING");
  choose_border(context, column);
  column.gap(8);
  context.edit(
      column.slider("shift.stride", "Stride", shift.stride, 1, 4,
                    "How many pixels the window moves at each step. With 2 it looks at every other place only, "
                    "so that a shift by one pixel gives other answers."));
  column.gap(4);
  int chosen = static_cast<int>(shift.pooling);
  const Change change = column.segmented("shift.pooling", pooling, chosen);
  shift.pooling = static_cast<Pooling>(chosen);
  context.edit(change);
}

// --- numbers ---------------------------------------------------------------------------------------------------------

void show_numbers(StageContext& context, Column& column) {
  const Ui& ui = context.ui;
  constexpr std::string_view heading = "HOW WELL EACH KEEPS UP";
  if (!section_shows(context, column, "shift.numbers", heading)) return;
  column.section(heading);
  const Stored<LayerInputs, ShiftResult>& stored = context.results.shift;
  if (!stored) return;
  const ShiftResult& result = *stored;
  const double share = static_cast<double>(result.elements_changed) /
                       static_cast<double>(std::max<std::int64_t>(1, result.after->picture.size()));
  const bool moved = stored.inputs.dx != 0 || stored.inputs.dy != 0;
  // Names from long to short, for large text. A row goes with the part of the stage that it tells.
  const auto fact = [&](std::string_view part, ImU32 chip, const std::array<std::string, 3>& names,
                        const std::string& value, std::string_view tooltip) {
    if (const PartState state = state_of(context, part); state != PartState::shown) {
      if (state == PartState::kept_back) column.fact(ui.colours.line, names.back(), "?", tooltip);
      return;
    }
    const float room = column.width() - ui.measure(Type::mono_strong, value).x - ui.dp(22);
    // While nothing has moved no colour claims that anything has changed.
    column.fact(moved ? chip : ui.colours.line, first_fitting(ui, Type::body, room, names), value, tooltip);
  };
  fact("shift.vector", ui.colours.muted, {"Elements changed", "Elements", "Vector"}, per_cent(share),
       "Of all numbers of the flattened vector, the part that is another number now.");
  fact("shift.dense", ui.colours.dense, {"Relative change of outputs", "Change of outputs", "Dense"},
       per_cent(result.dense_relative_change), dense_explained);
  fact("shift.residual",
       residual_colour(ui, result.equivariance.interior_max_abs, result.equivariance.interior_elements),
       {"Feature maps inside", "Maps inside", "Inside"}, interior_number(result), interior_explained);
  fact("shift.residual", residual_colour(ui, result.equivariance.border_max_abs, result.equivariance.border_elements),
       {"At the border", "At the border", "Border"}, short_number(result.equivariance.border_max_abs),
       border_explained);
  fact("shift.pooled", residual_colour(ui, result.pooled_change),
       {"After global max pooling", "After global pooling", "Pooled"}, short_number(result.pooled_change),
       "Largest change of a map's strongest answer, wherever it stands. 0 means that the place does not matter.");
}

// --- filters, dense layer, picture -----------------------------------------------------------------------------------

std::string_view filter_tooltip(Preset preset) {
  switch (preset) {
    case Preset::sobel_x:
      return "Answers to edges that run up and down.";
    case Preset::sobel_y:
      return "Answers to edges that run from side to side.";
    case Preset::laplacian:
      return "Answers to every edge and to single dots.";
    case Preset::gaussian:
      return "A soft blur.";
    case Preset::sharpen:
      return "Strengthens what differs from its surroundings.";
    case Preset::emboss:
      return "Looks like light falling from a corner.";
    case Preset::box:
      return "The mean of nine pixels: a hard blur.";
    case Preset::identity:
      return "The picture as it is.";
  }
  return {};
}

void choose_filters(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  ShiftScene& shift = context.edit.scene.shift;
  const auto hidden = [&](Preset preset) {
    return hides(context.view.lesson, fmt::format("shift.filter.{}", to_string(preset)));
  };
  if (std::all_of(std::begin(all_presets), std::end(all_presets), hidden)) return;
  column.section("FILTERS");
  const float middle = std::round((column.left() + column.right()) * 0.5F), half_gap = ui.dp(4);
  // Two columns of switches; those that are on keep the bank's order.
  Column left(ui, {{column.left(), column.y()}, {middle - half_gap, column.y()}});
  Column right(ui, {{middle + half_gap, column.y()}, {column.right(), column.y()}});
  std::vector<Preset> chosen;
  Change change;
  int place = 0;
  for (const Preset preset : all_presets) {
    bool on = std::find(shift.filters.begin(), shift.filters.end(), preset) != shift.filters.end();
    const bool last = on && shift.filters.size() == 1;
    const std::string id = fmt::format("shift.filter.{}", to_string(preset));
    const std::string tooltip =
        fmt::format("{}{}", filter_tooltip(preset), last ? " It is the only one, so it stays on." : "");
    Column& side = place++ % 2 == 0 ? left : right;
    if (const Change one = side.toggle(id.c_str(), title_of(preset), on, tooltip)) {
      if (last)
        on = true;
      else
        change = one;
    }
    if (on) chosen.push_back(preset);
  }
  column.take_pixels(std::max(left.y(), right.y()) - column.y());
  if (change) shift.filters = chosen;
  context.edit(change);
}

void choose_dense(StageContext& context, Column& column) {
  ShiftScene& shift = context.edit.scene.shift;
  column.section("DENSE LAYER");
  context.edit(column.slider("shift.outputs", "Outputs", shift.dense_outputs, 4, 64,
                             "How many sums the dense layer makes. Each has a weight for every single value."));
  column.gap(8);
  if (column.button("shift.weights", "New random weights",
                    "Another random layer: the next seed. The same seed gives "
                    "the same weights on every computer.")) {
    ++shift.dense_seed;
    context.edit.commit = true;
  }
  column.gap(8);
  column.note(fmt::format("The weights are random, seed {}: nothing here was trained.", shift.dense_seed));
}

void choose_picture(StageContext& context, Column& column) {
  ShiftScene& shift = context.edit.scene.shift;
  const Image& image = *current_picture(context.edit.scene).image;
  const bool uses_picture = shift.object == ObjectKind::picture || shift.object == ObjectKind::cutout;
  column.section("SIZE AND COLOUR");
  const PixelSize size = shift_size(context.edit.scene);
  context.edit(column.slider("shift.size", "Working size", shift.working_size, 8, max_filtered_size(&image),
                             "Pixels along the longer side. Small: each pixel can be seen. Large: the real picture.",
                             fmt::format("{}{}{}", grouped(size.width), times, grouped(size.height)), true));
  column.gap(8);
  const bool no_colour = uses_picture && !image.colour();
  const Option colours[] = {
      {"Grey", "One number a pixel."},
      {"Colour", no_colour ? "This picture has no colour." : "Three numbers a pixel: red, green, blue.", !no_colour}};
  int colour = shift.colour && !no_colour ? 1 : 0;
  if (const Change change = column.segmented("shift.colour", colours, colour)) {
    shift.colour = colour == 1;
    context.edit(change);
  }
  if (shift.object == ObjectKind::picture && !image.has_alpha()) return;
  column.section("BACKGROUND");
  static constexpr Option backgrounds[] = {
      {"Auto", "Black behind something bright, white behind something dark."},
      {"Black", "Nothing behind: all zeros."},
      {"White", "All ones behind."},
      {"Picture", "The opened picture stays behind. Then the whole is no longer the same picture moved."}};
  int background = static_cast<int>(shift.background);
  const Change change = column.segmented("shift.background", backgrounds, background);
  shift.background = static_cast<Background>(background);
  context.edit(change);
}

}  // namespace

void inspect_shift(StageContext& context, Column& column) {
  if (answering_pair(context.scene.shift) != nullptr) return inspect_pair(context, column);
  inspect_object(context, column);
  choose_shift(context, column);
  choose_who_answers(context, column);
  choose_break(context, column);
  show_numbers(context, column);
  choose_picture(context, column);
  choose_filters(context, column);
  choose_dense(context, column);
}

}  // namespace flatscope
