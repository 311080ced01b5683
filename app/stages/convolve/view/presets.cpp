// The kernel's presets, with the numbers that some have; the kernel as text and as a file.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "app/look/size_text.h"
#include "app/stages/convolve/view/editing.h"
#include "app/widgets/chips.h"
#include "core/layers/kernel_text.h"

namespace flatscope {
namespace {

constexpr Change at_once{true, true};

// The preset that the kernel is, with the numbers in use.
std::optional<KernelPreset> preset_of(const Tensor& kernel, const PresetNumbers& numbers) {
  for (const KernelPreset preset : all_kernel_presets) {
    if (preset_missing(preset, numbers, kernel.height(), kernel.width()).empty() &&
        kernel_of(preset, numbers, kernel.height(), kernel.width()) == kernel)
      return preset;
  }
  return std::nullopt;
}

void apply(StageContext& context, KernelPreset preset, Change change) {
  const PresetNumbers numbers = context.view.convolve.kernel.numbers;
  const KernelInHand hand = kernel_in_hand(context.edit.scene);
  change_layers(context, "convolve.preset", change, [&](ConvolveScene& convolve) {
    ConvLayer& layer = convolve.layers[hand.layer];
    set_kernel(layer, hand.place, kernel_of(preset, numbers, layer.kernel_h(), layer.kernel_w()), hand.in_channels);
  });
}

void choose_direction(StageContext& context, Column& column, const Tensor& kernel) {
  PresetNumbers& numbers = context.view.convolve.kernel.numbers;
  static constexpr std::string_view names[] = {"Left", "Right", "Up", "Down"};
  std::string reasons[4];
  Option options[4];
  for (int i = 0; i < 4; ++i) {
    PresetNumbers other = numbers;
    other.direction = static_cast<Direction>(i);
    reasons[i] = preset_missing(KernelPreset::shift, other, kernel.height(), kernel.width());
    options[i] = {names[i], reasons[i].empty() ? "Where the picture goes." : std::string_view(reasons[i]),
                  reasons[i].empty()};
  }
  int direction = static_cast<int>(numbers.direction);
  if (const Change change = column.segmented("convolve.direction", options, direction)) {
    numbers.direction = static_cast<Direction>(direction);
    apply(context, KernelPreset::shift, change);
  }
}

// The numbers of the preset that the kernel is; they act while they are dragged.
void choose_numbers(StageContext& context, Column& column, KernelPreset preset, const Tensor& kernel) {
  PresetNumbers& numbers = context.view.convolve.kernel.numbers;
  const auto real = [&](const char* id, std::string_view label, float& value, double low, double high, int decimals,
                        std::string_view unit, std::string_view tooltip) {
    double number = value;
    const std::string shown = fmt::format("{:.{}f}{}", number, decimals, unit);
    const Change change = column.slider_real(id, label, number, low, high, decimals, tooltip, shown);
    if (change.changed) value = static_cast<float>(number);
    if (change.changed || change.released) apply(context, preset, change);
  };
  if (preset == KernelPreset::gaussian) {
    column.gap(6);
    real("convolve.sigma", "Width, σ", numbers.sigma, 0.2, 5.0, 2, "",
         "The bell's standard deviation in pixels. A large one in a small kernel is nearly a box.");
  } else if (preset == KernelPreset::gabor) {
    column.gap(6);
    real("convolve.angle", "Angle", numbers.angle, 0.0, 180.0, 0, "°",
         "0° answers to upright stripes, 90° to level ones; it turns clockwise.");
    real("convolve.wavelength", "Wavelength", numbers.wavelength, 2.0, 12.0, 1, "",
         "Pixels from one stripe to the next. The bell over it has half of that as its σ.");
  } else if (preset == KernelPreset::shift) {
    column.gap(6);
    choose_direction(context, column, kernel);
  } else if (preset == KernelPreset::random) {
    column.gap(6);
    const Change change = column.slider("convolve.seed", "Seed", numbers.seed, 0, 9999,
                                        "The same seed gives the same numbers on every computer.");
    if (change.changed || change.released) apply(context, preset, change);
  }
}

void copy_kernel(StageContext& context, const Tensor& kernel) {
  ImGui::SetClipboardText(kernel_to_text(kernel).c_str());
  context.view.convolve.kernel.said = "Copied, one line for each row.";
}

void take_kernel(StageContext& context, const Tensor& kernel) {
  const KernelInHand hand = kernel_in_hand(context.edit.scene);
  const bool taken = change_layers(context, "convolve.paste", at_once, [&](ConvolveScene& convolve) {
    set_kernel(convolve.layers[hand.layer], hand.place, kernel, hand.in_channels);
  });
  if (taken) context.view.convolve.kernel.said = "Pasted.";
}

void ask_for_kernel(StageContext& context) {
  KernelView& view = context.view.convolve.kernel;
  view.pasting = context.edit.ask_clipboard = true;
  view.doubt = {};
  view.said = "Asking for the clipboard …";
}

// What the clipboard has answered. Into a cell goes a single number; more of them are for the whole kernel.
void paste_kernel(StageContext& context, const ClipboardAnswer& answer) {
  KernelView& view = context.view.convolve.kernel;
  view.said.clear();
  if (!answer.problem.empty()) {
    refuse(context, "convolve.paste", answer.problem);
    return;
  }
  if (context.view.convolve.cell && !is_kernel(answer.text)) return;
  context.view.convolve.cell.reset();
  try {
    if (answer.text.size() > longest_kernel_text)
      throw std::invalid_argument("The text on the clipboard is too long for a kernel.");
    view.doubt = kernel_meanings(answer.text);
  } catch (const std::invalid_argument& error) {
    refuse(context, "convolve.paste", error.what());
    return;
  }
  if (view.doubt.kernels.size() > 1) return;  // asked
  const KernelMeanings meant = std::exchange(view.doubt, {});
  take_kernel(context, meant.kernels.front());
}

// A comma that may part two numbers or be a decimal one.
void ask_what_is_meant(StageContext& context, Column& column) {
  KernelView& view = context.view.convolve.kernel;
  if (view.doubt.kernels.size() < 2) return;
  const std::string& word = view.doubt.doubtful;
  const std::size_t comma = word.find(',');
  std::string point = word, both = word;
  point[comma] = '.';
  both.replace(comma, 1, " and ");
  column.gap(4);
  column.note(fmt::format("Is “{}” in the pasted text one number or two?", word));
  column.gap(4);
  std::optional<std::size_t> meant;
  {
    Chips chips(context.ui, column);
    for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
      const Tensor& kernel = view.doubt.kernels[i];
      const std::string label = fmt::format("{}: {}", i == 0 ? point : both, size_text(kernel));
      if (chips.words(
              i == 0 ? "convolve.paste.one" : "convolve.paste.two", label,
              i == 0 ? "One number: the comma is a decimal comma." : "Two numbers: the comma stands between them."))
        meant = i;
    }
  }
  if (!meant) return;
  const KernelMeanings doubt = std::exchange(view.doubt, {});
  take_kernel(context, doubt.kernels[*meant]);
}

}  // namespace

void choose_preset(StageContext& context, Column& column, const Tensor& kernel) {
  PresetNumbers& numbers = context.view.convolve.kernel.numbers;
  const std::optional<KernelPreset> current = preset_of(kernel, numbers);
  std::optional<KernelPreset> clicked;
  {
    Chips chips(context.ui, column);
    for (const KernelPreset preset : all_kernel_presets) {
      std::string reason = preset_missing(preset, numbers, kernel.height(), kernel.width());
      if (preset == KernelPreset::shift && kernel.size() > 1) reason.clear();  // another direction may fit
      const std::string id = fmt::format("convolve.preset/{}", title_of(preset));
      if (chips.words(id.c_str(), title_of(preset), reason.empty() ? explanation_of(preset) : reason, preset == current,
                      reason.empty()))
        clicked = preset;
    }
  }
  if (clicked == KernelPreset::random && current == clicked) numbers.seed = (numbers.seed + 1) % 10000;
  if (clicked == KernelPreset::shift) {
    for (const Direction other : {Direction::right, Direction::down}) {
      if (preset_missing(*clicked, numbers, kernel.height(), kernel.width()).empty()) break;
      numbers.direction = other;
    }
  }
  if (clicked) apply(context, *clicked, at_once);
  if (current) choose_numbers(context, column, *current, kernel);
  context.ui.record.fact("convolve.preset", current ? title_of(*current) : "");
  show_refusal(context, column, "convolve.preset");
}

bool handle_kernel_text(StageContext& context) {
  KernelView& view = context.view.convolve.kernel;
  bool speaks = false;
  if (const std::optional<ClipboardAnswer> answer = std::exchange(view.pasted, std::nullopt)) {
    paste_kernel(context, *answer);
    speaks = view.doubt.kernels.size() > 1 || context.view.convolve.refused_control == "convolve.paste";
  }
  const KernelView::Ask ask = std::exchange(view.ask, KernelView::Ask::none);
  if (ask == KernelView::Ask::none) return speaks;
  std::optional<Place>& cell = context.view.convolve.cell;
  if (ask == KernelView::Ask::copy && !cell) {
    const KernelInHand hand = kernel_in_hand(context.edit.scene);
    copy_kernel(context, kernel_at(layer_in_hand(context), hand.place));
  }
  if (ask == KernelView::Ask::paste) ask_for_kernel(context);
  return speaks;
}

void choose_kernel_text(StageContext& context, Column& column, const Tensor& kernel) {
  {
    Chips chips(context.ui, column);
    if (chips.words("convolve.copy", "Copy", "This kernel as text, to paste it anywhere (Ctrl C)."))
      copy_kernel(context, kernel);
    if (chips.words("convolve.paste", "Paste",
                    "A kernel from text: rows on lines of their own or with semicolons between them (Ctrl V)."))
      ask_for_kernel(context);
    chips.label(".npy");
    if (chips.words(
            "convolve.load", "Load",
            "A NumPy array: of shape height × width for this kernel, or filters × input channels × height × width "
            "for the whole layer."))
      context.edit.file = ask_for_kernel_file();
    if (chips.words(
            "convolve.save", "Save",
            "The whole layer's weight as NumPy and PyTorch take it: of shape filters × input channels × height × "
            "width."))
      context.edit.file = ask_where_to_save_kernel(context.edit.scene);
  }
  ask_what_is_meant(context, column);
}

}  // namespace flatscope
