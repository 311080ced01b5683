// Where the views are while trained networks answer, and what the record tells about them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/stages/network_ink.h"
#include "app/stages/shift/model/trained_exports.h"
#include "app/stages/shift/view/trained.h"
#include "app/stages/shift/view/trained_words.h"
#include "app/stages/train/model/quick_network.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

struct PairLayout {
  Rect canvas_label, canvas, probabilities, answers;
  ShiftLayout vector;  // its parts alone
};

// The picture and the answers below share the height that the vector leaves; both are squares beside words.
PairLayout lay_out(const Ui& ui, const Rect& area, PixelSize size, bool presenting) {
  const float units = area.height() / ui.scale;
  const bool roomy = units >= 560.0F, tight = units < 400.0F;
  const float gap = ui.dp(roomy ? 20.0F : tight ? 6.0F : 12.0F);
  const float label = ui.line_height(Type::section) + ui.dp(tight ? 4.0F : 8.0F);
  PairLayout layout;
  ShiftLayout& vector = layout.vector;
  vector.strip = ui.dp(units >= 800.0F ? 28.0F : tight ? 7.0F : 16.0F);
  vector.marks = ui.dp(tight ? 4.0F : 8.0F);
  const float below = tight ? ui.dp(2) : ui.dp(4);
  const float high = label + 2.0F * vector.strip + 2.0F * ui.dp(2) + vector.marks + below + ui.line_height(Type::body);
  // Presented, the window is wide: the vector stands beside the picture, which gets the height.
  const float rest = area.height() - (presenting ? 0.0F : high + gap) - gap;
  const float aspect = static_cast<float>(size.width) / static_cast<float>(size.height);
  const float top = std::floor(rest * (tight ? 0.54F : 0.59F));
  const float width = std::floor(std::min((top - label) * aspect, area.width() * (tight ? 0.36F : 0.44F)));
  const float height = std::round(width / aspect);
  const float x = area.min.x, y = area.min.y;
  layout.canvas_label = {{x, y}, {x + std::max(width, std::min(ui.dp(150), area.width() * 0.4F)), y + label}};
  layout.canvas = {{x, y + label}, {x + width, y + label + height}};
  layout.probabilities = {{layout.canvas_label.max.x + ui.dp(tight ? 16.0F : 24.0F), y}, {area.max.x, y + top}};
  // What the picture can't use goes to the rows below.
  const float used = std::max(label + height, std::min(top, ui.dp(150)));
  layout.probabilities.max.y = y + used;
  float next = y + used + gap;
  if (presenting) {
    vector.vector = {{layout.probabilities.min.x, y + used - high}, {area.max.x, y + used}};
    layout.probabilities.max.y = vector.vector.min.y - gap;
  } else {
    vector.vector = {{x, next}, {area.max.x, next + high}};
    next += high + gap;
  }
  vector.answer = tight ? Rect{} : vector.vector;
  layout.answers = {{x, next}, area.max};
  return layout;
}

void record_pair(Ui& ui, const PairShown& shown, const PairLayout& layout) {
  ScreenRecord& record = ui.record;
  if (!record.on()) return;
  record.area("shift.canvas", layout.canvas.min, layout.canvas.max);
  record.area("shift.vector", layout.vector.vector.min, layout.vector.vector.max);
  record.area("shift.answers", layout.answers.min, layout.answers.max);
  record.fact("shift.dx", std::to_string(shown.inputs.dx));
  record.fact("shift.dy", std::to_string(shown.inputs.dy));
  record.fact("shift.elements_changed", std::to_string(shown.picture.result.elements_changed));
  const Tensor& picture = shown.picture.result.after->picture;
  record.fact(
      "shift.hash.image",
      fmt::format("{:016x}", hash_bytes(picture.data(), static_cast<std::size_t>(picture.size()) * sizeof(float))));
  for (std::size_t i = 0; i < shown.readings.networks.size(); ++i) {
    const Reading& reading = shown.readings.networks[i];
    const std::string key = fmt::format("shift.pair.{}", i);
    record.fact(key, network_name(shown.pair(), i));
    record.fact(key + ".problem", reading.problem);
    if (!reading.answers()) continue;
    record.fact(key + ".before", class_name(shown.pair(), reading.class_before));
    record.fact(key + ".after", class_name(shown.pair(), reading.class_after));
    record.fact(key + ".moved", fmt::format("{}", reading.moved));
    if (shown.maps != nullptr) record.fact(key + ".keeps", std::to_string(shown.maps->networks[i].keeps()));
    const std::optional<PathPlace> change = shown.change(i);
    record.fact(key + ".first", change ? fmt::format("{},{}", change->dx, change->dy) : "");
    if (shown.keeps != nullptr) record.fact(key + ".share", fmt::format("{}", shown.keeps->share(i)));
  }
}

}  // namespace

bool shows_pair(const Results& results) {
  return results.readings && results.shift && results.readings.inputs.object == results.shift.inputs.object;
}

bool PairShown::starts_wrong(std::size_t which) const {
  const std::optional<int> label = label_of(picture.scene);
  const Reading& reading = readings.networks[which];
  return label && reading.answers() && *label != reading.class_before;
}

PairShown pair_shown(const Results& results, const ShiftShown& picture) {
  const PairInputs& inputs = results.readings.inputs;
  PairShown shown{picture, inputs, *results.readings};
  if (results.answer_maps.answers({inputs.pair, inputs.object})) shown.maps = results.answer_maps.value.get();
  if (results.keeps.answers({inputs.pair, inputs.dx, inputs.dy})) shown.keeps = results.keeps.value.get();
  return shown;
}

void draw_pair_stage(StageContext& context, const ShiftShown& picture, const Rect& body) {
  const PairShown shown = pair_shown(context.results, picture);
  const PairLayout layout = lay_out(context.ui, body, picture.size(), context.view.presenting);
  draw_probabilities(context, shown, layout.probabilities);
  const std::optional<PixelRun> pointed = draw_vector(context, picture, layout.vector);
  if (context.view.shift.pair_maps && has_feature_maps(shown))
    draw_pair_maps(context, shown, layout.answers);
  else
    draw_answer_maps(context, shown, layout.answers);
  draw_pair_canvas(context, shown, layout.canvas_label, layout.canvas, pointed);
  record_pair(context.ui, shown, layout);
}

ImU32 pair_ink(const Ui& ui, const TrainedPair& pair, std::size_t which) {
  const TrainedNetwork* const network = pair.networks[which].get();
  return network == nullptr ? ui.colours.muted : ink_of(ui, family_of(network->layers));
}

bool same_family(const TrainedPair& pair) {
  if (pair.networks[0] == nullptr || pair.networks[1] == nullptr) return false;
  const auto dense = [](NetworkFamily family) { return family == NetworkFamily::single ? NetworkFamily::mlp : family; };
  return dense(family_of(pair.networks[0]->layers)) == dense(family_of(pair.networks[1]->layers));
}

void draw_chip(Ui& ui, const Rect& where, const TrainedPair& pair, std::size_t which) {
  const ImU32 ink = pair_ink(ui, pair, which);
  if (which == 1 && same_family(pair))
    compat::add_rect(ui.draw, where.min, where.max, ink, 0.0F, std::max(1.0F, ui.dp(1)));
  else
    ui.draw->AddRectFilled(where.min, where.max, ink, ui.dp(2));
}

void text_on_plate(Ui& ui, ImVec2 at, Type type, ImU32 colour, std::string_view words, Align align) {
  const float width = ui.measure(type, words).x;
  const float left = align == Align::right ? at.x - width : align == Align::centre ? at.x - width * 0.5F : at.x;
  const ImVec2 pad{ui.dp(4), ui.dp(2)};
  ui.draw->AddRectFilled({left - pad.x, at.y - pad.y}, {left + width + pad.x, at.y + ui.line_height(type) + pad.y},
                         with_alpha(ui.colours.panel, 0.88F), ui.dp(3));
  ui.text({left, at.y}, type, colour, words);
}

}  // namespace flatscope
