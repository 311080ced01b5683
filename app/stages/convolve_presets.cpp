// The kernel's presets, with the numbers that some have; the kernel as text and as a file.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "app/stages/convolve_editing.h"
#include "app/widgets/chips.h"
#include "core/kernel_text.h"

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
    real("convolve.sigma", "Width, \xCF\x83", numbers.sigma, 0.2, 5.0, 2, "",
         "The bell's standard deviation in pixels. A large one in a small kernel is nearly a box.");
  } else if (preset == KernelPreset::gabor) {
    column.gap(6);
    real("convolve.angle", "Angle", numbers.angle, 0.0, 180.0, 0, "\xC2\xB0",
         "0\xC2\xB0 answers to upright stripes, 90\xC2\xB0 to level ones; it turns clockwise.");
    real("convolve.wavelength", "Wavelength", numbers.wavelength, 2.0, 12.0, 1, "",
         "Pixels from one stripe to the next. The bell over it has half of that as its \xCF\x83.");
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

void paste_kernel(StageContext& context) {
  const char* clipboard = ImGui::GetClipboardText();
  const std::string text = clipboard != nullptr ? clipboard : "";
  const KernelInHand hand = kernel_in_hand(context.edit.scene);
  const bool taken = change_layers(context, "convolve.paste", at_once, [&](ConvolveScene& convolve) {
    set_kernel(convolve.layers[hand.layer], hand.place, parse_kernel(text), hand.in_channels);
  });
  if (taken) context.view.convolve.kernel.said = "Pasted.";
}

// More than one number, so that it is no text for a single cell.
bool clipboard_holds_kernel() {
  const char* clipboard = ImGui::GetClipboardText();
  try {
    return clipboard != nullptr && parse_kernel(clipboard).size() > 1;
  } catch (const std::invalid_argument&) {
    return false;
  }
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

void handle_kernel_text(StageContext& context) {
  KernelView& view = context.view.convolve.kernel;
  const KernelView::Ask ask = std::exchange(view.ask, KernelView::Ask::none);
  if (ask == KernelView::Ask::none) return;
  std::optional<Place>& cell = context.view.convolve.cell;
  if (ask == KernelView::Ask::copy && !cell) {
    const KernelInHand hand = kernel_in_hand(context.edit.scene);
    copy_kernel(context, kernel_at(layer_in_hand(context), hand.place));
  }
  // Into a cell goes a single number; more of them are for the whole kernel.
  if (ask == KernelView::Ask::paste && (!cell || clipboard_holds_kernel())) {
    cell.reset();
    paste_kernel(context);
  }
}

void choose_kernel_text(StageContext& context, Column& column, const Tensor& kernel) {
  Chips chips(context.ui, column);
  if (chips.words("convolve.copy", "Copy", "This kernel as text, to paste it anywhere (Ctrl C)."))
    copy_kernel(context, kernel);
  if (chips.words("convolve.paste", "Paste",
                  "A kernel from text: rows on lines of their own or with semicolons between them (Ctrl V)."))
    paste_kernel(context);
  chips.label(".npy");
  if (chips.words(
          "convolve.load", "Load",
          "A NumPy array: of shape height × width for this kernel, or filters × input channels × height × width for "
          "the whole layer."))
    context.edit.kernel_file = KernelFile::load;
  if (chips.words("convolve.save", "Save",
                  "The whole layer's weight as NumPy and PyTorch take it: of shape filters × input channels × height × "
                  "width."))
    context.edit.kernel_file = KernelFile::save;
}

}  // namespace flatscope
