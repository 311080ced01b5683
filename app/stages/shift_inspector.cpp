// The Shift stage's controls and its table of numbers.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "app/imgui_compat.h"
#include "app/scene/assets.h"
#include "app/stages/shift_stage.h"
#include "app/stages/shift_words.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/wording.h"
#include "core/filters.h"

namespace flatscope {
namespace {

constexpr const char* times = " \xC3\x97 ";

template <class Value, std::size_t count>
int index_of(const Value (&values)[count], Value value) {
  return static_cast<int>(std::find(std::begin(values), std::end(values), value) - std::begin(values));
}

// --- what is moved ---------------------------------------------------------------------------------------------------

void choose_digit(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const Digits& digits = bundled_digits();
  // They live as long as the program; the painter wants an owner all the same.
  static const std::shared_ptr<const Digits> owner(&digits, [](const Digits*) {});
  ShiftScene& shift = context.edit.scene.shift;
  const auto count = static_cast<int>(digits.labels.size());
  const int chosen = std::clamp(shift.digit, 0, count - 1);
  const int label = digits.labels[static_cast<std::size_t>(chosen)];
  const auto next_of = [&](int wanted, int after) {
    for (int step = 1; step <= count; ++step)
      if (digits.labels[static_cast<std::size_t>((after + step) % count)] == wanted) return (after + step) % count;
    return after;
  };

  const float gap = ui.dp(4);
  const float side = std::floor((column.width() - 4.0F * gap) / 5.0F);
  const float height = std::min(side, ui.dp(40));
  const Rect box = column.take_pixels(2.0F * height + gap);
  for (int digit = 0; digit < 10; ++digit) {
    const float x = box.min.x + static_cast<float>(digit % 5) * (side + gap);
    const float y = box.min.y + static_cast<float>(digit / 5) * (height + gap);
    const Rect cell{{x, y}, {x + side, y + height}};
    const std::string id = fmt::format("shift.digit/{}", digit);
    const bool on = digit == label;
    if (hit_area(ui, id.c_str(), cell, on ? "on" : "off") && !on) {
      shift.digit = next_of(digit, count - 1);
      context.edit.commit = true;
    }
    const bool hovered = ImGui::IsItemHovered();
    ui.draw->AddRectFilled(cell.min, cell.max, IM_COL32(0, 0, 0, 255), ui.dp(4));
    const float picture = height - ui.dp(6);
    const ImVec2 corner{std::round(cell.centre().x - picture * 0.5F), std::round(cell.centre().y - picture * 0.5F)};
    const TensorStyle style{ColourMap::direct, {0.0F, 1.0F}, false, on || hovered ? 1.0F : 0.6F};
    ui.painter.draw(ui, owner, digits.images, on ? chosen : next_of(digit, count - 1),
                    {corner, {corner.x + picture, corner.y + picture}}, style);
    if (on) compat::add_rect(ui.draw, cell.min, cell.max, ui.colours.text, ui.dp(4), std::max(1.0F, ui.dp(2)));
    ui.tooltip(cell, fmt::format("Move a handwritten {}.", digit));
  }
  column.gap(8);
  if (column.button("shift.digit.another", fmt::format("Another {}", label),
                    "The next example of this digit, in another person's hand.")) {
    shift.digit = next_of(label, chosen);
    context.edit.commit = true;
  }
}

void choose_cutout(StageContext& context, Column& column) {
  bool& selecting = context.view.shift.selecting;
  if (column.button("shift.mark", selecting ? "Never mind" : "Mark the part to move",
                    selecting ? "Keep the part marked before." : "Then drag a rectangle around it on the picture."))
    selecting = !selecting;
}

void choose_doodle(StageContext& context, Column& column) {
  ShiftView& view = context.view.shift;
  ShiftScene& shift = context.edit.scene.shift;
  static constexpr Option tools[] = {{"Draw", "Draw on the picture with the mouse."},
                                     {"Rub out", "Take away with the mouse."},
                                     {"Move", "Drag the drawing about."}};
  const bool drawing = view.drawing || shift.doodle == nullptr;
  int tool = !drawing ? 2 : view.erasing ? 1 : 0;
  if (column.segmented("shift.tool", tools, tool)) {
    view.drawing = tool != 2;
    view.erasing = tool == 1;
  }
  if (drawing) {
    column.gap(8);
    column.slider("shift.brush", "Brush", view.brush, 1, 24, "How thick the line is, in pixels of the drawing.");
  }
  column.gap(8);
  if (column.button("shift.clear", "Clear", "Take the whole drawing away. Ctrl+Z brings it back.",
                    shift.doodle != nullptr)) {
    shift.doodle = nullptr;
    shift.dx = shift.dy = 0;
    view.drawing = true;
    view.erasing = false;
    context.edit.commit = true;
  }
}

void choose_object(StageContext& context, Column& column) {
  ShiftScene& shift = context.edit.scene.shift;
  static constexpr Option options[] = {
      {"Picture", "Move the whole picture. What comes in over the edge is chosen below."},
      {"Cut-out", "Move a part of the picture that you mark."},
      {"Horse", "Move a white horse."},
      {"Digit", "Move a handwritten digit."},
      {"Draw", "Draw something, then move it."}};
  int kind = index_of(all_object_kinds, shift.object);
  column.section("OBJECT");
  if (const Change change = column.segmented("shift.object", options, kind)) {
    shift.object = all_object_kinds[kind];
    context.view.shift.selecting = false;
    context.view.shift.drawing = shift.object == ObjectKind::doodle && shift.doodle == nullptr;
    context.view.shift.erasing = false;
    context.edit(change);
  }
  if (shift.object == ObjectKind::cutout || shift.object == ObjectKind::digit || shift.object == ObjectKind::doodle)
    column.gap(8);
  if (shift.object == ObjectKind::cutout) choose_cutout(context, column);
  if (shift.object == ObjectKind::digit) choose_digit(context, column);
  if (shift.object == ObjectKind::doodle) choose_doodle(context, column);
}

void choose_shift(StageContext& context, Column& column) {
  ShiftScene& shift = context.edit.scene.shift;
  const PixelSize size = shift_size(context.edit.scene);
  const auto width = static_cast<int>(size.width), height = static_cast<int>(size.height);
  column.gap(16);
  context.edit(column.slider("shift.dx", "Right, dx", shift.dx, -width, width,
                             "Whole pixels to the right; to the left when negative. The arrow keys do the same.",
                             signed_whole(shift.dx)));
  column.gap(8);
  context.edit(column.slider("shift.dy", "Down, dy", shift.dy, -height, height,
                             "Whole pixels down; up when negative. The arrow keys do the same.",
                             signed_whole(shift.dy)));
}

// --- what can break it -----------------------------------------------------------------------------------------------

void choose_border(StageContext& context, Column& column) {
  static constexpr Option options[] = {
      {"Zeros", "Black comes in over the edge. PyTorch: padding_mode='zeros'."},
      {"Wrap", "What leaves on one side comes in on the other. PyTorch: padding_mode='circular'."},
      {"Repeat", "The pixels at the edge are repeated. PyTorch: padding_mode='replicate'."},
      {"Mirror", "The picture is mirrored at its edge. PyTorch: padding_mode='reflect'."}};
  column.section("AT THE BORDER");
  int border = index_of(all_borders, context.edit.scene.shift.border);
  const Change change = column.segmented("shift.border", options, border);
  context.edit.scene.shift.border = all_borders[border];
  context.edit(change);
}

void choose_break(StageContext& context, Column& column) {
  ShiftScene& shift = context.edit.scene.shift;
  static constexpr Option pooling[] = {
      {"No pooling", "The maps stay as the convolution made them."},
      {"Max 2", "Of each 2 \xC3\x97 2 values only the largest stays: half the size, and half the places to land on."},
      {"Average 2", "Each 2 \xC3\x97 2 values become their mean: half the size, and half the places to land on."}};
  column.section("BREAK IT");
  context.edit(
      column.slider("shift.stride", "Stride", shift.stride, 1, 4,
                    "How many pixels the window moves at each step. With 2 it looks at every other place only, "
                    "so that a shift by one pixel gives other answers."));
  column.gap(8);
  int chosen = static_cast<int>(shift.pooling);
  const Change change = column.segmented("shift.pooling", pooling, chosen);
  shift.pooling = static_cast<Pooling>(chosen);
  context.edit(change);
}

// --- numbers ---------------------------------------------------------------------------------------------------------

void show_numbers(StageContext& context, Column& column) {
  const Ui& ui = context.ui;
  column.section("HOW WELL EACH KEEPS UP");
  const Stored<LayerInputs, ShiftResult>& stored = context.results.shift;
  if (!stored) return;
  const ShiftResult& result = *stored;
  const double share = static_cast<double>(result.elements_changed) /
                       static_cast<double>(std::max<std::int64_t>(1, result.after->picture.size()));
  column.fact(ui.colours.muted, "Elements changed", per_cent(share),
              "Of all numbers of the flattened vector, the part that is another number now.");
  column.fact(ui.colours.dense, "Dense outputs changed", per_cent(result.dense_relative_change), dense_explained);
  column.fact(ui.colours.conv, "Feature maps inside", interior_number(result), interior_explained);
  column.fact(ui.colours.wrong, "At the border", short_number(result.equivariance.border_max_abs),
              "The same where what lies outside the picture has a say.");
  column.fact(
      ui.colours.conv, "After global max pooling", short_number(result.pooled_change),
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
  context.edit(column.slider("shift.size", "Working size", shift.working_size, 8, max_shift_size(image),
                             "Pixels along the longer side. Small: each pixel can be seen. Large: the real picture.",
                             fmt::format("{}{}{}", size.width, times, size.height), true));
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
  choose_object(context, column);
  choose_shift(context, column);
  choose_border(context, column);
  choose_break(context, column);
  show_numbers(context, column);
  choose_picture(context, column);
  choose_filters(context, column);
  choose_dense(context, column);
}

}  // namespace flatscope
