// The inspector's kernel: which filter and slice is in hand, its cells, and what can be done to them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "app/look/size_text.h"
#include "app/stages/convolve/view/editing.h"
#include "app/stages/convolve/view/kept.h"
#include "app/widgets/chips.h"
#include "core/layers/kernel_text.h"
#include "core/layers/kernels.h"

namespace flatscope {
namespace {

constexpr Change at_once{true, true};

void draw_legend(Ui& ui, const Rect& row, float peak) {
  const std::string most = weight_words(peak > 0.0F ? peak : 1.0F, 3), least = "−" + most;
  const float y = row.centre().y - ui.line_height(Type::mono_small) * 0.5F;
  const float left = row.min.x + ui.text({row.min.x, y}, Type::mono_small, ui.colours.muted, least) + ui.dp(6);
  const float right =
      row.max.x - ui.text({row.max.x, y}, Type::mono_small, ui.colours.muted, most, Align::right) - ui.dp(6);
  const std::size_t parts = ui.colours.diverging.size() - 1;
  const float step = (right - left) / static_cast<float>(parts);
  for (std::size_t i = 0; i < parts; ++i) {
    const float x = left + step * static_cast<float>(i);
    const ImU32 from = ui.colours.diverging[i], to = ui.colours.diverging[i + 1];
    ui.draw->AddRectFilledMultiColor({x, row.centre().y - ui.dp(3)}, {x + step, row.centre().y + ui.dp(3)}, from, to,
                                     to, from);
  }
}

// What is done to the whole kernel, beside the cells where there is room and under them where not.
void change_whole(StageContext& context, const Rect* beside, Column& column, const Tensor& kernel) {
  const KernelInHand hand = kernel_in_hand(context.edit.scene);
  const auto change = [&](const Tensor& next) {
    change_layers(context, "convolve.whole", at_once, [&](ConvolveScene& convolve) {
      set_kernel(convolve.layers[hand.layer], hand.place, next, hand.in_channels);
    });
  };
  struct Action {
    const char *id, *label, *tooltip;
  };
  static constexpr Action actions[] = {
      {"convolve.normalise", "Normalise",
       "Divides by the sum, so that a flat picture keeps its brightness; where the sum is 0, by the sum of the "
       "absolute "
       "values."},
      {"convolve.transpose", "Transpose", "Rows become columns."},
      {"convolve.rotate", "Rotate 90°", "A quarter turn counter-clockwise, as numpy.rot90."}};
  int clicked = -1;
  if (beside != nullptr) {
    Ui& ui = context.ui;
    const float height = std::min(ui.line_height(Type::body) + ui.dp(12), (beside->height() - ui.dp(8)) / 3.0F);
    for (int i = 0; i < 3; ++i) {
      const float y = std::round(beside->min.y + (height + ui.dp(4)) * static_cast<float>(i));
      if (push_button(ui, actions[i].id, {{beside->min.x, y}, {beside->max.x, y + height}}, actions[i].label,
                      actions[i].tooltip))
        clicked = i;
    }
  } else {
    Chips chips(context.ui, column);
    for (int i = 0; i < 3; ++i)
      if (chips.words(actions[i].id, actions[i].label, actions[i].tooltip)) clicked = i;
  }
  if (clicked == 0) {
    Tensor next = kernel;
    const Normalised what = normalise(next.values());
    change(next);
    context.view.convolve.kernel.said = what == Normalised::sum ? "The weights now add up to 1."
                                        : what == Normalised::magnitude
                                            ? "The weights add up to 0, so their magnitudes now add up to 1."
                                            : "All weights are 0: there is nothing to divide.";
  }
  if (clicked == 1) change(transposed(kernel));
  if (clicked == 2) change(rotated(kernel, 1));
}

void edit_cells(StageContext& context, Column& column, const Tensor& kernel) {
  Ui& ui = context.ui;
  KernelEditor& editor = ui.kept.of<ConvolveKept>().editor;
  const KernelInHand hand = kernel_in_hand(context.edit.scene);
  const float peak = peak_of(layer_in_hand(context), hand.place.filter);
  // Beside the cells of a small kernel there is room for what is done to the whole.
  const float cell = ui.dp(50), buttons = ui.measure(Type::body, "Rotate 90°").x + ui.dp(20);
  const float wide = std::min(column.width(), cell * static_cast<float>(kernel.width()));
  const bool room = kernel.height() >= 3 && wide + ui.dp(12) + buttons <= column.width();
  const float width = room || kernel.width() < 5 ? wide : column.width();
  const float height = KernelEditor::height_for(ui, width, kernel, 34);
  column.gap(8);
  const Rect row = column.take_pixels(height);
  const Rect grid{row.min, {row.min.x + width, row.max.y}};
  if (room) {
    const Rect beside{{std::max(grid.max.x + ui.dp(12), row.max.x - std::max(buttons, ui.dp(96))), row.min.y}, row.max};
    change_whole(context, &beside, column, kernel);
  }
  column.gap(4);
  draw_legend(ui,
              {{column.left(), column.y()}, {std::max(grid.max.x, column.left() + ui.dp(120)), column.y() + ui.dp(14)}},
              peak);
  column.take(14);
  column.gap(2);
  const Rect below = column.take_pixels(ui.line_height(Type::mono) + ui.dp(4));
  const KernelEditor::Act act = editor.draw(ui, grid, below, kernel, peak, context.view.convolve.cell);
  if (act.changed || act.released)
    change_layers(context, "convolve.cell", {act.changed, act.released}, [&](ConvolveScene& convolve) {
      set_value(convolve.layers[hand.layer], hand.place, act.row, act.column, act.value, hand.in_channels);
    });
  if (!act.gesture.empty()) context.edit.gesture = act.gesture;
  if (!editor.numbers_fit()) {
    Chips chips(ui, column);
    if (chips.words("convolve.kernel.large", "Numbers, large", "All numbers of this kernel, over the whole stage.")) {
      context.view.convolve.numbers = true;
      context.view.convolve.numbers_grid = 1;
    }
  }
  if (!editor.refusal().empty()) {
    ui.record.fact("convolve.kernel.refusal", editor.refusal());
    column.take_pixels(
        ui.text_wrapped({column.left(), column.y()}, column.width(), Type::small, ui.colours.wrong, editor.refusal()));
  }
  if (!room) {
    column.gap(4);
    change_whole(context, nullptr, column, kernel);
  }
}

// One side: less, the number, more. Returns what it is to be.
std::int64_t choose_side(Ui& ui, const Rect& area, const std::string& id, std::string_view name, std::int64_t side) {
  const float button = std::round(area.width() * 0.32F);
  const Rect less{area.min, {area.min.x + button, area.max.y}}, more{{area.max.x - button, area.min.y}, area.max};
  std::int64_t next = side;
  const std::string words = fmt::format("Taps {}, 1 to {}: the kernel's numbers. The values stay about the centre.",
                                        name, longest_kernel_side);
  if (push_button(ui, (id + ".less").c_str(), less, "−", words, false, side > 1)) --next;
  if (push_button(ui, (id + ".more").c_str(), more, "+", words, false, side < longest_kernel_side)) ++next;
  ui.text({(less.max.x + more.min.x) * 0.5F, area.centre().y - ui.line_height(Type::mono_strong) * 0.5F},
          Type::mono_strong, ui.colours.text, std::to_string(side), Align::centre);
  return std::clamp<std::int64_t>(next, 1, longest_kernel_side);
}

void choose_size(StageContext& context, Column& column, const Tensor& kernel) {
  Ui& ui = context.ui;
  KernelView& view = context.view.convolve.kernel;
  const std::int64_t height = kernel.height(), width = kernel.width();
  const KernelInHand hand = kernel_in_hand(context.edit.scene);
  const bool locked = view.square && height == width;
  column.gap(6);
  const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(10));
  const float sign = ui.dp(18), lock = ui.measure(Type::strong, "Square").x + ui.dp(14);
  // Large text in a narrow column: the lock has a line of its own.
  const float both_sides = ui.dp(132);
  const bool one_line = both_sides + sign + lock + ui.dp(8) <= row.width();
  const float room = row.width() - sign - (one_line ? lock + ui.dp(8) : 0.0F);
  const float side = std::min(ui.dp(80), std::floor(room * 0.5F));
  const Rect first{row.min, {row.min.x + side, row.max.y}};
  const Rect second{{first.max.x + sign, row.min.y}, {first.max.x + sign + side, row.max.y}};
  const std::int64_t new_width = choose_side(ui, first, "convolve.width", "across", width);
  ui.text({first.max.x + sign * 0.5F, row.centre().y - ui.line_height(Type::body) * 0.5F}, Type::body, ui.colours.muted,
          "×", Align::centre);
  const std::int64_t new_height = choose_side(ui, second, "convolve.height", "down", height);
  Rect lock_at{{row.max.x - lock, row.min.y}, row.max};
  if (!one_line) {
    column.gap(4);
    lock_at = column.take_pixels(row.height());
  }
  Column lock_column(ui, lock_at);
  Chips chips(ui, lock_column);
  if (chips.words("convolve.square", "Square",
                  locked ? "Width and height change together. Click to let each have its own."
                         : "Click to change width and height together; this makes them equal.",
                  locked)) {
    view.square = !locked;
    if (view.square && height != width)
      change_layers(context, "convolve.kernel_size", at_once, [&](ConvolveScene& convolve) {
        const std::int64_t both = std::max(height, width);
        resize_kernels(convolve.layers[hand.layer], both, both);
      });
  }
  if (new_height != height || new_width != width) {
    const std::int64_t both = new_height != height ? new_height : new_width;
    change_layers(context, "convolve.kernel_size", at_once, [&](ConvolveScene& convolve) {
      resize_kernels(convolve.layers[hand.layer], locked ? both : new_height, locked ? both : new_width);
    });
  }
  ui.record.fact("convolve.kernel_size", size_text(width, height));
  show_refusal(context, column, "convolve.kernel_size");
}

// Scrolls the inspector where what ends at `bottom` lies below it.
void bring_into_sight(Ui& ui, float bottom) {
  const float top = ImGui::GetWindowPos().y;
  if (bottom <= top + ImGui::GetWindowHeight()) return;
  ImGui::SetScrollFromPosY(bottom + ui.dp(16) - top, 1.0F);
  ui.ask_for_frame(0.0);
}

}  // namespace

float peak_of(const ConvLayer& layer, std::int64_t filter) {
  const std::int64_t count = layer.slices() * layer.kernel_h() * layer.kernel_w();
  float peak = 0.0F;
  for (std::int64_t i = 0; i < count; ++i) peak = std::max(peak, std::fabs(layer.weight->data()[filter * count + i]));
  return peak;
}

ConvLayer& layer_in_hand(StageContext& context) {
  return context.edit.scene.convolve.layers[kernel_in_hand(context.edit.scene).layer];
}

bool change_layers(StageContext& context, std::string_view control, Change change,
                   const std::function<void(ConvolveScene&)>& edit) {
  const ConvolveScene before = context.edit.scene.convolve;
  ConvolveView& view = context.view.convolve;
  try {
    edit(context.edit.scene.convolve);
  } catch (const std::invalid_argument& error) {
    context.edit.scene.convolve = before;
    refuse(context, control, error.what());
    return false;
  }
  view.kernel.said.clear();
  view.kernel.doubt = {};
  const bool taken = accept_layers(context, before, control);
  context.edit(change);
  return taken;
}

void inspect_kernel(StageContext& context, Column& column) {
  const bool speaks = handle_kernel_text(context);
  choose_layer(context, column);
  choose_filter(context, column);
  choose_channel(context, column);
  const KernelInHand hand = kernel_in_hand(context.edit.scene);
  const Tensor kernel = kernel_at(layer_in_hand(context), hand.place);
  choose_size(context, column, kernel);  // above the cells, so that its buttons stay while the kernel grows
  edit_cells(context, column, kernel);
  show_refusal(context, column, "convolve.cell");
  show_refusal(context, column, "convolve.whole");
  column.gap(8);
  choose_preset(context, column, kernel);
  column.gap(8);
  choose_kernel_text(context, column, kernel);
  show_refusal(context, column, "convolve.paste");
  if (!context.view.convolve.kernel.said.empty()) {
    column.gap(4);
    column.note(context.view.convolve.kernel.said);
    context.ui.record.fact("convolve.kernel.said", context.view.convolve.kernel.said);
  }
  if (speaks) bring_into_sight(context.ui, column.y());
  if (!context.ui.record.on()) return;
  std::string text = kernel_to_text(kernel);
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) text.replace(at, 1, "; ");
  context.ui.record.fact("convolve.kernel", text);
  context.ui.record.fact("convolve.in_hand",
                         fmt::format("{},{},{}", hand.layer, hand.place.filter, hand.place.channel));
}

}  // namespace flatscope
