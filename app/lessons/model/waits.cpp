#include "app/lessons/model/waits.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/engine/results.h"
#include "app/look/number_text.h"
#include "app/stages/train/model/kept_weights.h"
#include "app/stages/train/model/stage.h"

namespace flatscope {
namespace {

bool known(const QuantityUse& use, const Scene& scene, const Results& results) {
  return !use.quantity->compute(scene, results, use.arguments).empty();
}

bool trains_the_same(const Scene& a, const Scene& b) {
  for (std::size_t i = 0; i < a.train.networks.size(); ++i)
    if (made_with(a.train, i) != made_with(b.train, i) || start_of(a.train, i) != start_of(b.train, i)) return false;
  return true;
}

}  // namespace

std::vector<Stage> stages_measured(const LessonPlay& play) {
  std::vector<Stage> stages;
  const Step* const step = step_of(play);
  if (step == nullptr) return stages;
  for (const QuantityUse& use : step->measured) {
    const Stage stage = stage_of(*use.quantity);
    if (std::find(stages.begin(), stages.end(), stage) == stages.end()) stages.push_back(stage);
  }
  return stages;
}

bool trains(const Step& step) {
  if (step.train_epochs == 0) return false;
  return step.scene.stage == train_model.stage ||
         std::any_of(step.measured.begin(), step.measured.end(),
                     [](const QuantityUse& use) { return stage_of(*use.quantity) == train_model.stage; });
}

StepWait wait_of(const LessonPlay& play, const Scene& shown, const Results& results) {
  StepWait wait;
  const Step* const step = step_of(play);
  if (step == nullptr) return wait;
  const Scene& scene = scene_of(play);
  if (trains(*step) && trains_the_same(shown, scene)) {
    wait.of_epochs = wait.epochs = step->train_epochs;
    if (!has_data(scene, results.train) && !results.train.data_problem.empty()) return {};
    for (std::size_t i = 0; i < results.train.networks.size(); ++i) {
      const NetworkState* const state = results.train.networks[i].get();
      if (state == nullptr || !has_data(scene, results.train) || !is_of(*state, scene, i)) {
        wait.trains = true;
        wait.epochs = 0;
        continue;
      }
      // One that can't be trained, or has stopped by itself, keeps nobody waiting.
      if (!state->refusal.empty() || !state->stopped.empty()) continue;
      wait.trains = wait.trains || state->measuring || !state->begun || state->epochs < step->train_epochs;
      wait.epochs = std::min(wait.epochs, state->epochs);
    }
  }
  wait.measures = !wait.trains && std::any_of(step->measured.begin(), step->measured.end(),
                                              [&](const auto& use) { return !known(use, scene, results); });
  return wait;
}

std::string wait_words(const LessonPlay& play, const Scene& shown, const Results& results) {
  const StepWait wait = wait_of(play, shown, results);
  if (wait.trains) {
    const bool paused = wait.epochs > 0 && !results.train.playing && !results.train.training;
    return fmt::format("{} {} of {}", paused ? "paused at" : "training …", wait.epochs,
                       counted(wait.of_epochs, "epoch"));
  }
  if (wait.of_epochs > 0 && scene_of(play).train.start != step_of(play)->scene.train.start)
    return "This is a recorded run: this computer needs longer.";
  if (wait.measures) return "measuring …";
  return wait.of_epochs > 0 ? fmt::format("trained for {}", counted(wait.of_epochs, "epoch")) : std::string();
}

void set_off(ViewState& view, const Results& results) {
  const Step* const step = step_of(view.lesson);
  if (step == nullptr) return;
  if (trains(*step))
    ask_trainer(view.train, TrainCommand::Kind::run_to_end);
  else if (step->scene.stage == train_model.stage)
    ask_trainer(view.train, TrainCommand::Kind::pause);  // what went on for another step is nothing of this one
  std::vector<void (*)(ViewState&)> begun;
  for (const QuantityUse& use : step->measured) {
    const auto measure = use.quantity->measure;
    if (measure == nullptr || known(use, scene_of(view.lesson), results)) continue;
    if (std::find(begun.begin(), begun.end(), measure) != begun.end()) continue;
    begun.push_back(measure);
    measure(view);
  }
}

bool take_recording(LessonPlay& play) {
  const Step* const step = step_of(play);
  if (step == nullptr || !step->recorded || at_hand(play).recorded) return false;
  for (std::size_t i = 0; i < play.steps.size(); ++i) {
    const auto& other = play.lesson->steps[i].recorded;
    if (other && trains_the_same(*other, *step->recorded)) play.steps[i].recorded = true;
  }
  return true;
}

}  // namespace flatscope
