// The inspector: play and pause, the switches, how it is trained.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/train/model/series_words.h"
#include "app/stages/train/view/stage.h"

namespace flatscope {
namespace {

using Kind = TrainCommand::Kind;

// --- transport -------------------------------------------------------------------------------------------------------

void triangle(Ui& ui, ImVec2 at, float size, ImU32 ink) {
  ui.draw->AddTriangleFilled({at.x - size * 0.45F, at.y - size * 0.5F}, {at.x - size * 0.45F, at.y + size * 0.5F},
                             {at.x + size * 0.5F, at.y}, ink);
}

void bar(Ui& ui, ImVec2 at, float size, ImU32 ink, float x) {
  ui.draw->AddRectFilled({at.x + size * (x - 0.1F), at.y - size * 0.5F}, {at.x + size * (x + 0.1F), at.y + size * 0.5F},
                         ink);
}

// Four buttons: back to the start, play, one step, one epoch.
void transport(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const TrainResults& results = context.results.train;
  const Rect row = column.take(36);
  struct Button {
    const char* id;
    std::string_view tooltip, action;
  };
  const bool runs = results.training, possible = !has_no_data(context);
  const std::string_view no_data = "There is nothing to learn from yet.";
  const Button buttons[] = {
      {"train.rewind", "Back to the start: the very same weights and the same order of pictures (B)", "train.rewind"},
      {"train.play", runs ? "Pause (Space)" : "Train both (Space)", "train.play"},
      {"train.step", "One step: one batch for each (N)", "train.step"},
      {"train.epoch", "One epoch: every training sample once (E)", "train.epoch"}};
  // The one in the middle has its word beside its sign: a switch may have started a training that nobody pressed Play
  // for, and then it has to be plain that it pauses.
  const float gap = ui.dp(8), width = (row.width() - 3 * gap) / 4.6F, size = ui.dp(14), wide = 1.6F * width;
  const std::string_view word = runs ? "Pause" : "Play";
  const float word_width = ui.measure(Type::strong, word).x;
  for (int i = 0; i < 4; ++i) {
    const Button& button = buttons[i];
    const float left = std::round(row.min.x + static_cast<float>(i) * (width + gap) + (i > 1 ? wide - width : 0.0F));
    const Rect rect{{left, row.min.y}, {std::round(left + (i == 1 ? wide : width)), row.max.y}};
    if (push_button(ui, button.id, rect, "", possible ? button.tooltip : no_data, i == 1 && runs, possible))
      context.edit.run(button.action);
    ImVec2 at = rect.centre();
    const ImU32 ink = !possible ? ui.colours.faint : i == 1 && runs ? ink_on(ui.colours.conv) : ui.colours.text;
    if (const float both = size + ui.dp(8) + word_width; i == 1 && both + ui.dp(12) <= rect.width()) {
      at.x = std::round(rect.centre().x - both * 0.5F + size * 0.5F);
      ui.text({at.x + size * 0.5F + ui.dp(8), at.y - ui.line_height(Type::strong) * 0.5F}, Type::strong, ink, word);
    }
    if (i == 0) {
      bar(ui, at, size, ink, -0.5F);
      ui.draw->AddTriangleFilled({at.x + size * 0.5F, at.y - size * 0.5F}, {at.x - size * 0.4F, at.y},
                                 {at.x + size * 0.5F, at.y + size * 0.5F}, ink);
    } else if (i == 1 && runs) {
      bar(ui, at, size, ink, -0.25F);
      bar(ui, at, size, ink, 0.25F);
    } else if (i == 1) {
      triangle(ui, at, size, ink);
    } else if (i == 2) {
      triangle(ui, {at.x - size * 0.1F, at.y}, size * 0.9F, ink);
      bar(ui, at, size, ink, 0.5F);
    } else {
      triangle(ui, {at.x - size * 0.4F, at.y}, size * 0.8F, ink);
      triangle(ui, {at.x + size * 0.3F, at.y}, size * 0.8F, ink);
    }
  }
}

// Of the networks that can go on, the one that has got less far; null: there is none.
const NetworkState* slower_one(const TrainResults& results) {
  const NetworkState* slower = nullptr;
  for (const auto& state : results.networks)
    if (state != nullptr && state->refusal.empty() && state->stopped.empty() &&
        (slower == nullptr || state->steps < slower->steps))
      slower = state.get();
  for (const auto& state : results.networks)
    if (slower == nullptr && state != nullptr) slower = state.get();
  return slower;
}

// How far it is: "epoch 12 of 30", what of the epoch that has begun, and how fast.
void progress(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const TrainResults& results = context.results.train;
  const NetworkState* const slower = slower_one(results);
  std::string left = has_no_data(context) ? "nothing to learn from" : "not trained yet",
              right = fmt::format("seed {}", context.scene.train.seed);
  float share = 0.0F;
  if (slower != nullptr && slower->trained()) {
    left = fmt::format("epoch {}", slower->epochs);
    if (results.training) left += fmt::format(" of {}", results.target_epochs);
    share = static_cast<float>(slower->step_in_epoch) / static_cast<float>(slower->steps_an_epoch);
    if (!results.training && slower->step_in_epoch > 0)
      left += fmt::format(" + {}", counted(slower->step_in_epoch, "step"));
    if (results.training)
      right = results.seconds_left > 2.0 ? seconds_left_words(results.seconds_left)
                                         : fmt::format("{:.0f} steps a second", results.steps_a_second);
  }
  column.gap(8);
  const Rect line = column.take_pixels(ui.line_height(Type::mono));
  // The epoch is worth more than how the time is said.
  if (constexpr std::string_view roughly = "about ";
      right.starts_with(roughly) &&
      ui.measure(Type::small, right).x + ui.dp(8) + ui.measure(Type::mono, left).x > line.width())
    right.erase(0, roughly.size());
  if (ui.measure(Type::small, right).x + ui.dp(8) + ui.measure(Type::mono, left).x > line.width()) right.clear();
  const float right_width = ui.text({line.max.x, line.min.y}, Type::small, ui.colours.muted, right, Align::right);
  ui.text_fit(line.min, line.width() - right_width - ui.dp(8), Type::mono, ui.colours.text, left);
  const Rect track = column.take(4);
  ui.draw->AddRectFilled(track.min, track.max, ui.colours.line, ui.dp(2));
  if (share > 0.0F)
    ui.draw->AddRectFilled(track.min, {track.min.x + track.width() * share, track.max.y}, ui.colours.text, ui.dp(2));
  ui.record.fact("train.epoch", std::to_string(slower == nullptr ? 0 : slower->epochs));
  ui.record.fact("train.steps", std::to_string(slower == nullptr ? 0 : slower->steps));
  ui.record.fact("train.running", results.training ? "yes" : "no");
}

void choose_speed(StageContext& context, Column& column) {
  static constexpr Option speeds[] = {{"Step by step", "About four steps a second."},
                                      {"Slow", "About an epoch in two seconds."},
                                      {"Full", "As fast as this computer can."}};
  int chosen = static_cast<int>(context.view.train.speed);
  column.gap(6);
  column.segmented("train.speed", speeds, chosen);
  context.view.train.speed = static_cast<TrainSpeed>(chosen);
}

// --- switches --------------------------------------------------------------------------------------------------------

// A slider for a number that the Scene has as a float.
void choose_real(StageContext& context, Column& column, const char* id, std::string_view label, float& value,
                 double high, int decimals, std::string_view tooltip, double typed_most = 0.0) {
  double wide = value;
  const Change change = column.slider_real(id, label, wide, 0.0, high, decimals, tooltip, {}, typed_most);
  if (change.changed) value = static_cast<float>(wide);
  context.edit(change);
}

void choose_switches(StageContext& context, Column& column) {
  TrainScene& scene = context.edit.scene.train;
  context.edit(
      column.slider("train.moved", "Moved while training", scene.moved, 0, 8,
                    "Each training picture is moved by up to so many pixels, another way each time it is seen.",
                    fmt::format("{} px", scene.moved)));
  context.edit(column.toggle("train.shuffle", "Shuffle all pixels, the same way", scene.shuffle,
                             "One fixed shuffle of all pixels, the same for every picture, for both networks, in "
                             "training and in the test."));
  column.section("AGAINST MEMORISING");
  choose_real(context, column, "train.weight_decay", "Weight decay", scene.weight_decay, 0.05, 4,
              "Pulls every weight towards 0 (L2, as PyTorch's optimisers have it).", 10.0);
  choose_real(context, column, "train.dropout", "Dropout", scene.dropout, 0.9, 2,
              "The share of hidden units that is switched off at random in every step.");
}

void choose_optimizer(StageContext& context, Column& column) {
  TrainScene& scene = context.edit.scene.train;
  column.section("HOW IT IS TRAINED");
  static constexpr Option kinds[] = {{"Adam", "Each weight has a step size of its own."},
                                     {"SGD", "All weights step against their gradient alike."}};
  int kind = scene.optimizer == OptimizerKind::adam ? 0 : 1;
  const Change change = column.segmented("train.optimizer", kinds, kind);
  if (change.changed) {
    scene.optimizer = kind == 0 ? OptimizerKind::adam : OptimizerKind::sgd;
    scene.learning_rate = kind == 0 ? TrainScene{}.learning_rate : 0.1F;
  }
  context.edit(change);
  column.gap(4);
  double exponent = std::log10(static_cast<double>(scene.learning_rate));
  const Change rate = column.slider_real("train.learning_rate", "Learning rate", exponent, -5.0, 1.0, 1,
                                         "How far one step goes. Too much, and nothing is learnt. Steps of a factor "
                                         "of 1.26.",
                                         shortest(scene.learning_rate), 3.0);
  if (rate.changed) scene.learning_rate = std::stof(fmt::format("{:.2g}", std::pow(10.0, exponent)));
  context.edit(rate);
  if (scene.optimizer == OptimizerKind::sgd)
    choose_real(context, column, "train.momentum", "Momentum", scene.momentum, 0.99, 2,
                "How much of the last step is made again.");
  context.edit(
      column.slider("train.batch", "Batch", scene.batch, 1, 512, "Samples that one step looks at together.", {}, true));
  context.edit(column.slider("train.epochs", "Epochs", scene.epochs, 1, 200,
                             "Where it stops by itself. Play goes on for as many again.", {}, true));
  context.edit(column.slider("train.seed", "Seed", scene.seed, 0, 100,
                             "Of the first weights, the order of the pictures, and all else that is drawn."));
}

}  // namespace

void inspect_train(StageContext& context, Column& column) {
  const TrainTab tab = context.scene.train.tab;
  transport(context, column);
  progress(context, column);
  choose_speed(context, column);
  if (tab == TrainTab::hunger) return inspect_hunger(context, column);
  if (tab == TrainTab::ladder) return inspect_ladder(context, column);
  inspect_data(context, column);
  if (tab == TrainTab::set_up) inspect_networks(context, column);
  choose_switches(context, column);
  if (tab != TrainTab::set_up) inspect_kept(context, column);
  choose_optimizer(context, column);
  inspect_code(context, column);
}

}  // namespace flatscope
