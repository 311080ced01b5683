#include "app/engine/computer.h"

#include <algorithm>

#include "app/engine/stage_table.h"

namespace flatscope {

Computer::Computer(Worker& worker) : asker_(worker) {
  for (const StageModel* model : stage_models()) parts_.push_back({model->stage, model->answers(asker_, results_)});
}

Computer::~Computer() = default;

void Computer::request(const Scene& scene, const ViewState& view) {
  const std::vector<Stage> told = stages_measured(view.lesson);
  asked_.clear();
  for (const Part& part : parts_) {
    if (part.stage == scene.stage) shown_ = part.answers.get();
    if (part.stage == scene.stage || std::find(told.begin(), told.end(), part.stage) != told.end())
      asked_.push_back(part.answers.get());
  }
  for (StageAnswers* const answers : asked_) answers->request(scene, view);
}

bool Computer::behind() const {
  return std::any_of(asked_.begin(), asked_.end(), [](const StageAnswers* one) { return one->behind(); });
}

bool Computer::asks_again() const {
  return std::any_of(asked_.begin(), asked_.end(), [](const StageAnswers* one) { return one->asks_again(); });
}

}  // namespace flatscope
