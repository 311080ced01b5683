// Which numbers the ledger shows side by side.
#include <algorithm>
#include <array>

#include "app/stages/parameters_ledger.h"

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

}  // namespace

bool is_words(Figure figure) { return figure == Figure::name || figure == Figure::output; }

const char* title_of(Figure figure) {
  static constexpr const char* titles[] = {"Layer",       "Output", "Weights",   "Biases",    "Multiply-adds",
                                           "Activations", "Bytes",  "With Adam", "Parameters"};
  return titles[static_cast<std::size_t>(figure)];
}

const char* meaning_of(Figure figure) {
  static constexpr const char* meanings[] = {
      "As PyTorch calls it. Drag a row to another place; Delete takes it out.",
      "Channels \xC3\x97 rows \xC3\x97 columns, or how many numbers when it is flat.",
      "What the layer multiplies its input with.",
      "What it adds: one number for each output or channel.",
      "Multiplications, each with its addition, of one forward pass.",
      "Numbers that the layer gives.",
      "Of the parameters in float32: 4 each.",
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
  for (const Figure figure : priority) {
    const auto index = static_cast<std::size_t>(figure);
    widths[index] = widest(ui, shown, figure);
    const float more = widths[index] + (columns == 0 ? 0.0F : least_gap);
    // A column that does not fit ends the list: those after it tell less.
    if (columns >= 2 && used + more > right - left) break;
    taken[index] = true;
    used += more;
    ++columns;
  }
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

ImU32 network_colour(const Ui& ui, const CountedNetwork& network) {
  double dense = 0.0, conv = 0.0;
  for (std::size_t i = 0; i < network.count.layers.size(); ++i)
    (network.network.layers[i].kind == LayerKind::linear ? dense : conv) +=
        static_cast<double>(network.count.layers[i].parameters.value);
  if (dense == 0.0 && conv == 0.0) return ui.colours.faint;
  return dense >= conv ? ui.colours.dense : ui.colours.conv;
}

bool has_total(const CountedNetwork& network) {
  return std::count_if(network.count.layers.begin(), network.count.layers.end(),
                       [](const LayerCount& layer) { return layer.parameters.value > 0; }) > 1;
}

}  // namespace flatscope
