// Beside the matrix: the switches that lead from a dense layer to a convolution, and whether A x is the convolution on
// screen. Their counts are in matrix_table.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/number_text.h"
#include "app/look/size_text.h"
#include "app/stages/convolve/view/matrix.h"
#include "app/stages/kept_back.h"
#include "app/widgets/chips.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

void set_local(ConvolveScene& scene, bool local) {
  scene.local = local;
  // What is shared again is chosen again: one step at a time.
  if (!local) scene.shared = false;
}

constexpr const char* share_tooltip = "Every output uses the same weights; without it, each has its own.";
constexpr const char* local_first =
    "Only for a local layer: outputs that see different inputs of the same shape can share their weights. Switch on "
    "local first.";

// Where there is no room for switches with words beside them: the words are pressed.
float draw_switch_chips(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  ConvolveScene& edited = context.edit.scene.convolve;
  Column column(ui, area);
  column.gap(4);
  {
    Chips chips(ui, column);
    const bool local = edited.local, on = local && edited.shared;
    const bool flip_local = chips.words("convolve.matrix.local", "local",
                                        "Each output sees only the inputs under its window; without it, all.", local);
    const bool flip_shared =
        chips.words("convolve.matrix.shared", "shared", local ? share_tooltip : local_first, on, local);
    if (flip_local) set_local(edited, !local);
    if (flip_shared) edited.shared = !on;
    context.edit.commit = context.edit.commit || flip_local || flip_shared;
  }
  column.gap(4);
  return column.y() - area.min.y;
}

// The switches side by side; each with what it means below where there is room.
float draw_switches(StageContext& context, const MatrixShown& shown, const Rect& area, bool notes) {
  Ui& ui = context.ui;
  ConvolveScene& edited = context.edit.scene.convolve;
  const LayerAnswer& answer = *shown.stage.answer;
  // Side by side, each half; where there is no room for words below, as wide as their labels.
  float half = std::floor((area.width() - ui.dp(16)) * 0.5F);
  if (!notes) half = std::min(half, ui.measure(Type::body, "local").x + ui.dp(40));
  const std::int64_t h = answer.layer.kernel_h(), w = answer.layer.kernel_w();
  const std::string size = size_text(w, h);
  const float sign = ui.dp(40), words = ui.measure(Type::body, "local").x + ui.measure(Type::body, "shared").x;
  if (words + 2.0F * sign + ui.dp(12) > area.width()) return draw_switch_chips(context, area);
  Column left(ui, {area.min, {area.min.x + half, area.max.y}});
  const Change local = left.toggle(
      "convolve.matrix.local", "local", edited.local,
      fmt::format("Each output sees only the {} inputs of each channel under its taps; without it, all.", size));
  if (local) set_local(edited, edited.local);
  context.edit(local);
  Column right(ui, {{area.min.x + half + ui.dp(12), area.min.y}, area.max});
  bool on = edited.local && edited.shared;
  const Change shared_change =
      right.toggle("convolve.matrix.shared", "shared", on, edited.local ? share_tooltip : local_first, edited.local);
  if (shared_change) edited.shared = on;
  context.edit(shared_change);
  if (!notes) return left.y() - area.min.y;
  const bool several = shown.maps() > 1;
  const std::int64_t channels = answer.weight.shape()[1];
  const char* each = shown.stage.layer > 0 ? "map" : "channel";
  std::vector<std::string> sees = {"each output sees every input", "sees everything"};
  if (edited.local && channels == 1)
    sees = {fmt::format("each output sees only {} {}", size, noun(h * w, "input")), "sees " + size};
  if (edited.local && channels > 1)
    sees = {fmt::format("each output sees only {} {} of each {}", size, noun(h * w, "input"), each),
            fmt::format("sees {} {} of each {}", size, noun(h * w, "input"), each),
            fmt::format("sees {} of each {}", size, each), fmt::format("sees {} inputs", h * w * channels)};
  // Those that one output is made with: tied, every channel has the same.
  const std::int64_t weights = h * w * (answer.layer.tied ? 1 : channels);
  const std::array<std::string, 3> uses = {
      on ? fmt::format("every output{} uses the same {}", several ? " of a map" : "", counted(weights, "weight"))
         : "every output has numbers of its own",
      on ? "the same " + counted(weights, "weight") : "numbers of its own", on ? "the same" : "own"};
  const float indent = ui.dp(38), room = half - indent;
  ui.text_fit({left.left() + indent, left.y() - ui.dp(3)}, room, Type::small, ui.colours.muted,
              first_fitting(ui, Type::small, room, sees));
  ui.text_fit({right.left() + indent, left.y() - ui.dp(3)}, room, Type::small, ui.colours.muted,
              first_fitting(ui, Type::small, room, uses));
  return left.y() - area.min.y + ui.line_height(Type::small);
}

struct CheckWords {
  std::vector<std::string> sentences;  // from long to short
  std::string why, fact;
};

CheckWords check_words(const StageContext& context, const MatrixShown& shown) {
  const auto& stored = context.results.matrix_check;
  const ConvolveScene& scene = context.scene.convolve;
  const bool current = stored && stored.inputs.answer == shown.stage.answer &&
                       matrix_kind(stored.inputs.local, stored.inputs.shared) == matrix_kind(scene.local, scene.shared);
  if (!current) return {{"multiplying A · x …"}, "", "pending"};
  if (stored->differences.empty())
    return {{fmt::format("A · x takes {} products here: too many to multiply", grouped(stored->products)),
             fmt::format("A · x: {} products are too many", grouped(stored->products)), "A · x: too many"},
            "A smaller picture has fewer; the difference can then be measured.",
            "too many"};
  const auto of_map = [&](const std::vector<float>& all) {
    return shown.one_map ? all[shown.stage.filter] : *std::max_element(all.begin(), all.end());
  };
  const float difference = of_map(stored->differences);
  const std::string number = short_number(static_cast<double>(difference), 2);
  CheckWords words;
  words.fact = fmt::format("{:.9g}", difference);
  words.sentences = {fmt::format("largest difference between A · x and the convolution above: {}", number),
                     fmt::format("largest difference to the convolution: {}", number),
                     fmt::format("largest difference: {}", number), fmt::format("difference: {}", number), number};
  if (shown.kind != MatrixKind::shared) {
    words.why = "Other numbers, another answer: random here; training would have to find them.";
  } else if (difference > 0.0F) {
    words.why = fmt::format("Only rounding: the same sums in another order (answers reach {}).",
                            short_number(static_cast<double>(of_map(stored->outputs)), 2));
  }
  return words;
}

std::vector<std::string> bias_words(const MatrixShown& shown) {
  const MatrixCounts counts = counts_of(shown);
  if (!shown.stage.answer->layer.use_bias) return {"No biases here: this layer has none.", "no biases"};
  return {fmt::format("Biases are counted apart: {} (dense, local: one an output), {} (shared: one a map).",
                      grouped(counts.dense.biases), grouped(counts.shared.biases)),
          fmt::format("Biases apart: {} dense or local, {} shared", grouped(counts.dense.biases),
                      grouped(counts.shared.biases)),
          "biases apart"};
}

void record_counts(Ui& ui, const MatrixShown& shown, const CheckWords& check) {
  if (!ui.record.on()) return;
  const MatrixCounts counts = counts_of(shown);
  const MatrixCount& now = shown.kind == MatrixKind::dense   ? counts.dense
                           : shown.kind == MatrixKind::local ? counts.local
                                                             : counts.shared;
  ui.record.fact("convolve.matrix.dense", std::to_string(counts.dense.free_parameters));
  ui.record.fact("convolve.matrix.local", std::to_string(counts.local.free_parameters));
  ui.record.fact("convolve.matrix.shared", std::to_string(counts.shared.free_parameters));
  ui.record.fact("convolve.matrix.non_zeros", std::to_string(now.non_zeros));
  ui.record.fact("convolve.matrix.density", fmt::format("{:.6g}", now.density));
  ui.record.fact("convolve.matrix.difference", check.fact);
  ui.record.fact("convolve.matrix.state", shown.kind == MatrixKind::dense   ? "dense"
                                          : shown.kind == MatrixKind::local ? "local"
                                                                            : "shared");
}

// Which lines there is room for.
struct SidePlan {
  bool notes = false, head = false, biases = false, why = false, words = false, check = false;
  float row = 0.0F, gap = 0.0F;
};

SidePlan plan_side(const Ui& ui, float height) {
  SidePlan plan;
  const float small = ui.line_height(Type::small) + ui.dp(4);
  plan.row = ui.line_height(Type::mono_strong) + ui.dp(2);
  const float switches = ui.line_height(Type::body) + ui.dp(10) - ui.dp(4);
  float left = height - switches - 3.0F * plan.row;
  // The difference is always said: where there is little room, the lines come closer.
  if (left < small) {
    plan.row = ui.line_height(Type::mono) + ui.dp(1);
    left = height - switches - 3.0F * plan.row;
  }
  const auto take = [&](bool& part, float needs) {
    part = left >= needs;
    if (part) left -= needs;
  };
  take(plan.check, ui.line_height(Type::small));
  take(plan.head, small);
  take(plan.words, small);
  take(plan.notes, small);
  take(plan.why, small);
  take(plan.biases, small);
  // What is left is shared out between the groups and the rows.
  plan.gap = std::clamp(left / 5.0F, 0.0F, ui.dp(14));
  left -= 4.0F * plan.gap;
  plan.row += std::clamp(left / 3.0F, 0.0F, ui.dp(10));
  return plan;
}

}  // namespace

MatrixCounts counts_of(const MatrixShown& shown) {
  MatrixCounts counts = shown.result->counts;
  const LayerAnswer& answer = *shown.stage.answer;
  counts.shared.free_parameters = free_weights(answer.layer, answer.weight.shape()[1]);
  if (!shown.one_map) return counts;
  // Every map has the same connections, and a kernel and a bias of its own.
  const std::int64_t maps = answer.conv->channels();
  for (MatrixCount* count : {&counts.dense, &counts.local, &counts.shared}) {
    count->free_parameters /= maps;
    count->biases /= maps;
    count->non_zeros /= maps;
  }
  return counts;
}

void draw_matrix_counts(StageContext& context, const MatrixShown& shown, const Rect& area,
                        std::span<const std::string> words) {
  Ui& ui = context.ui;
  SidePlan plan = plan_side(ui, area.height());
  const PartState state = state_of(context, "convolve.counts");
  if (state != PartState::shown) plan.notes = plan.biases = plan.check = plan.why = false;
  float y = area.min.y - ui.dp(4);
  y += draw_switches(context, shown, {{area.min.x, y}, area.max}, plan.notes) + plan.gap;
  if (shown.result == nullptr) return;
  if (state != PartState::shown) {
    if (state == PartState::kept_back) draw_kept_back(context, {{area.min.x, y}, area.max}, "convolve");
    return;
  }
  y += draw_count_table(context, shown, {{area.min.x, y}, area.max}, plan.row, plan.head);
  const float small = ui.line_height(Type::small) + ui.dp(4);
  const auto say = [&](std::span<const std::string> sentences, ImU32 colour, Type type) {
    ui.text_fit({area.min.x, y}, area.width(), type, colour, first_fitting(ui, type, area.width(), sentences));
    y += small;
  };
  if (plan.biases) say(bias_words(shown), ui.colours.faint, Type::small);
  y += plan.gap;
  const CheckWords check = check_words(context, shown);
  // Where there is little room, the entry under the pointer comes first.
  const bool either = plan.check && !plan.words && context.view.convolve.hovered_input;
  if (plan.check && !either) say(check.sentences, ui.colours.text, Type::small);
  if (plan.why && !check.why.empty()) say(std::array{check.why}, ui.colours.muted, Type::small);
  if (plan.words || either) {
    y += plan.gap;
    const bool pointed = context.view.convolve.hovered_input.has_value();
    say(words, pointed ? ui.colours.text : ui.colours.muted, Type::small);
  }
  ui.record.fact("convolve.matrix.words", words.empty() ? "" : words.front());
  record_counts(ui, shown, check);
}

}  // namespace flatscope
