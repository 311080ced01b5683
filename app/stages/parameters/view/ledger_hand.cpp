// The layer in hand, in a sentence and with the formula of each of its numbers.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/stages/kept_back.h"
#include "app/stages/parameters/view/ledger.h"

namespace flatscope {
namespace {

std::vector<std::string> numbers_of(const LayerCount& count, const CostFormulas& texts) {
  const auto otherwise = [](const std::string& text, const char* none) { return text.empty() ? none : text.c_str(); };
  return {fmt::format("Activations: {}, in {} {}", texts.activations, count_text(count.activation_bytes),
                      noun(count.activation_bytes.value, "byte")),
          fmt::format("Multiply-adds: {}", otherwise(texts.macs, "none")),
          fmt::format("Bytes of the values: {}", otherwise(texts.bytes, "none to keep")),
          fmt::format("Bytes while training with Adam: {}", otherwise(texts.training_bytes, "nothing to learn"))};
}

// Side by side as far as they fit, none broken over lines unless it is too long for one.
float draw_numbers(Ui& ui, ImVec2 at, float width, const std::vector<std::string>& numbers, bool draw_it) {
  const float step = std::round(ui.line_height(Type::small) * 1.25F), gap = ui.dp(24);
  float x = at.x, y = at.y;
  for (const std::string& number : numbers) {
    const float wide = ui.measure(Type::small, number).x;
    if (x > at.x && x + wide > at.x + width) x = at.x, y += step;
    const float used = ui.text_wrapped({x, y}, width, Type::small, ui.colours.muted, number, draw_it);
    if (used > step * 1.5F) y += used - step;
    x += wide + gap;
  }
  return y + step - at.y;
}

}  // namespace

std::string sentence_about(const ParametersShown& shown, std::size_t network, std::size_t layer) {
  const CountedNetwork& own = shown.networks[network];
  Beside other;
  if (shown.networks.size() > 1 && layer + 1 == own.count.layers.size()) {
    const CountedNetwork& second = shown.networks[1 - network];
    other = beside(second.network, second.count);
  }
  return layer_sentence(own.inputs[layer], own.network.layers[layer], own.count.layers[layer], other);
}

float draw_in_hand(StageContext& context, const ParametersShown& shown, ImVec2 at, float width, bool numbers,
                   bool draw_it) {
  Ui& ui = context.ui;
  const CountedNetwork& network = shown.networks[static_cast<std::size_t>(shown.scene.network)];
  const auto i = static_cast<std::size_t>(shown.scene.layer);
  if (i >= network.count.layers.size()) return 0.0F;
  if (const PartState state = state_of(context, "parameters.formula"); state != PartState::shown) {
    if (state == PartState::hidden) return 0.0F;
    if (draw_it) draw_kept_line(context, at, width);
    return ui.line_height(Type::body);
  }
  const LayerCount& count = network.count.layers[i];
  const NetLayer& layer = network.network.layers[i];
  const std::string sentence = sentence_about(shown, static_cast<std::size_t>(shown.scene.network), i);
  float used = ui.text_wrapped(at, width, Type::body, ui.colours.text, sentence, draw_it);
  if (!count.problem.empty()) return used;
  const std::vector<std::string> texts = numbers_of(count, formulas(network.inputs[i], layer, count));
  if (numbers) {
    used += ui.dp(3);
    used += draw_numbers(ui, {at.x, at.y + used}, width, texts, draw_it);
  } else if (draw_it) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : "\n") + text;
    ui.tooltip(Rect{at, {at.x + width, at.y + used}}, all);
  }
  return used;
}

}  // namespace flatscope
