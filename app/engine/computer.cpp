#include "app/engine/computer.h"

#include "app/engine/stage_table.h"

namespace flatscope {

Computer::Computer(Worker& worker) : asker_(worker) {
  for (const StageModel* model : stage_models()) parts_.push_back({model->stage, model->answers(asker_, results_)});
}

Computer::~Computer() = default;

void Computer::request(const Scene& scene, const ViewState& view) {
  for (const Part& part : parts_)
    if (part.stage == scene.stage) shown_ = part.answers.get();
  shown_->request(scene, view);
}

}  // namespace flatscope
