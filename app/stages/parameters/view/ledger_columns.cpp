// Which numbers the ledger shows side by side.
#include <algorithm>
#include <array>

#include "app/files/network_code.h"
#include "app/stages/parameters/view/ledger.h"

namespace flatscope {
namespace {

// The most telling first.
constexpr Figure priority[] = {Figure::name,   Figure::parameters,  Figure::output, Figure::macs,    Figure::weights,
                               Figure::biases, Figure::activations, Figure::bytes,  Figure::training};

float widest(const Ui& ui, const ParametersShown& shown, Figure figure) {
  float width = ui.measure(Type::small, title_of(figure)).x;
  for (const CountedNetwork& network : shown.networks) {
    for (std::size_t i = 0; i < network.count.layers.size(); ++i) {
      const LayerCount& count = network.count.layers[i];
      if (figure == Figure::name) {
        const std::string name = pytorch_name(network.inputs[i], network.network.layers[i]);
        width = std::max(width, ui.measure(Type::mono, name).x + ui.dp(16));
      } else if (count.problem.empty()) {
        width = std::max(width, ui.measure(type_of(figure, count), figure_text(figure, count)).x);
      }
    }
    if (figure != Figure::name && figure != Figure::output)
      width =
          std::max(width, ui.measure(type_of(figure, network.count.total), figure_text(figure, network.count.total)).x);
  }
  return width;
}

// What a column takes beyond its numbers where there is room, so that it is much the same from input to input.
float usual_width(const Ui& ui, Figure figure) {
  switch (figure) {
    case Figure::name:
      return ui.measure(Type::mono, "Conv2d(64, 64, 3, padding=1)").x + ui.dp(16);
    case Figure::output:
      return ui.measure(Type::mono, "64 × 256 × 256").x;
    case Figure::parameters:
      return ui.measure(Type::mono_strong, "12,582,976").x;
    case Figure::biases:
      return ui.measure(Type::mono, "1,024").x;
    default:
      return ui.measure(Type::mono, "12,582,912").x;
  }
}

}  // namespace

bool is_words(Figure figure) { return figure == Figure::name || figure == Figure::output; }

const char* title_of(Figure figure) {
  static constexpr const char* titles[] = {"Layer",         "Output shape",    "Weights",
                                           "Biases",        "Multiply-adds",   "Activations",
                                           "Bytes, values", "Bytes, training", "Parameters"};
  return titles[static_cast<std::size_t>(figure)];
}

const char* meaning_of(Figure figure) {
  static constexpr const char* meanings[] = {
      "As PyTorch calls it. Drag a row to another place; Delete takes it out.",
      "Its shape: channels × height × width, or how many numbers when it is flat.",
      "What the layer multiplies its input with.",
      "What it adds: one number for each output or channel.",
      "Multiplications, each with its addition, of one forward pass.",
      "Numbers that the layer gives.",
      "Bytes of the parameters' values in float32: 4 each.",
      "Bytes while training with Adam: the values, their gradients and two running means, 4 bytes each.",
      "Weights and biases together: what is learnt."};
  return meanings[static_cast<std::size_t>(figure)];
}

std::string figure_text(Figure figure, const LayerCount& count) {
  const Count* counts[] = {nullptr,          nullptr,
                           &count.weights,   &count.biases,
                           &count.macs,      &count.activations,
                           &count.bytes,     &count.training_bytes,
                           &count.parameters};
  if (figure == Figure::output) return shape_text(count.output);
  const Count* number = counts[static_cast<std::size_t>(figure)];
  return number == nullptr ? std::string() : count_text(*number);
}

std::string formula_of(Figure figure, const CostFormulas& formulas) {
  const std::string* texts[] = {nullptr,          &formulas.output,         &formulas.weights,
                                &formulas.biases, &formulas.macs,           &formulas.activations,
                                &formulas.bytes,  &formulas.training_bytes, &formulas.parameters};
  const std::string* text = texts[static_cast<std::size_t>(figure)];
  return text == nullptr ? std::string() : *text;
}

Type type_of(Figure figure, const LayerCount& count) {
  const bool past = figure_text(figure, count).starts_with("more");
  if (past) return figure == Figure::parameters ? Type::strong : Type::small;
  return figure == Figure::parameters ? Type::mono_strong : Type::mono;
}

std::vector<LedgerColumn> fit_columns(const Ui& ui, const ParametersShown& shown, float left, float right) {
  constexpr auto count = std::size(priority);
  std::array<float, count> widths{};
  std::array<bool, count> taken{};
  const float least_gap = ui.dp(16);
  float used = 0.0F;
  std::size_t columns = 0;
  const auto take = [&](bool usual) {
    taken = {};
    used = 0.0F;
    columns = 0;
    for (const Figure figure : priority) {
      const auto index = static_cast<std::size_t>(figure);
      widths[index] = std::max(widest(ui, shown, figure), usual ? usual_width(ui, figure) : 0.0F);
      const float more = widths[index] + (columns == 0 ? 0.0F : least_gap);
      // A column that does not fit ends the list: those after it tell less.
      if (columns >= 2 && used + more > right - left) break;
      taken[index] = true;
      used += more;
      ++columns;
    }
  };
  take(true);
  if (columns < 4) take(false);  // little room: each as narrow as it can be
  const float spare = (right - left - used) / static_cast<float>(std::max<std::size_t>(1, columns - 1));
  const float gap = least_gap + std::max(0.0F, spare);
  // Names that leave no room for the parameters are shortened.
  if (spare < 0.0F) widths[0] = std::max(ui.dp(24), right - left - least_gap - widths[count - 1]);
  std::vector<LedgerColumn> fitted;
  float x = left;
  for (std::size_t i = 0; i < count; ++i) {
    if (!taken[i]) continue;
    fitted.push_back({static_cast<Figure>(i), x, x + widths[i]});
    x += widths[i] + gap;
  }
  return fitted;
}

std::vector<LedgerColumn> steady_columns(const Ui& ui, const ParametersShown& shown, HeldLedger& held, float left,
                                         float right) {
  const bool holds = ImGui::IsMouseDown(0) && !held.columns.empty() && held.left == left && held.right == right;
  std::vector<LedgerColumn> columns;
  if (holds) {
    for (const HeldLedger::Column& one : held.columns)
      columns.push_back({static_cast<Figure>(one.figure), one.left, one.right});
  } else {
    columns = fit_columns(ui, shown, left, right);
    held = {{}, left, right, held.height};
    for (const LedgerColumn& one : columns) held.columns.push_back({static_cast<int>(one.figure), one.left, one.right});
  }
  // Words grow to the right and numbers to the left: where they meet, each has half of the gap.
  for (std::size_t i = 0; i < columns.size(); ++i) {
    LedgerColumn& column = columns[i];
    const bool words = is_words(column.figure);
    column.room = column.right - column.left + 1.0F;
    const std::size_t other = words ? i + 1 : i - 1;
    if (other >= columns.size()) continue;
    const float gap = words ? columns[other].left - column.right : column.left - columns[other].right;
    const bool shared = is_words(columns[other].figure) != words;
    column.room += std::max(0.0F, (shared ? gap * 0.5F : gap) - ui.dp(6));
  }
  return columns;
}

ImU32 layer_colour(const Ui& ui, LayerKind kind) {
  if (kind == LayerKind::linear) return ui.colours.dense;
  return kind == LayerKind::conv ? ui.colours.conv : ui.colours.faint;
}

ImU32 network_colour(const Ui& ui, const Shape& input, const Network& network) {
  const NetworkCount count = count_network(input, network.layers);
  double dense = 0.0, conv = 0.0;
  for (std::size_t i = 0; i < count.layers.size(); ++i)
    (network.layers[i].kind == LayerKind::linear ? dense : conv) +=
        static_cast<double>(count.layers[i].parameters.value);
  if (dense == 0.0 && conv == 0.0) return ui.colours.faint;
  return dense >= conv ? ui.colours.dense : ui.colours.conv;
}

bool has_total(const CountedNetwork& network) {
  return std::count_if(network.count.layers.begin(), network.count.layers.end(),
                       [](const LayerCount& layer) { return layer.parameters.value > 0; }) > 1;
}

}  // namespace flatscope
