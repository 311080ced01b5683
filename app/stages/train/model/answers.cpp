// What the Train stage asks the worker for. Training itself is the trainer's; it goes on while another stage is shown.
#include "app/engine/computer.h"
#include "app/stages/train/model/stage.h"
#include "app/stages/train/model/trainer.h"

namespace flatscope {
namespace {

class TrainAnswers : public StageAnswers {
 public:
  TrainAnswers(Asker& asker, TrainResults& results) : trainer_(asker, results) {}

  void request(const Scene& scene, const ViewState& view) override { trainer_.request(scene, view.train); }
  bool behind() const override { return trainer_.behind(); }
  bool picture_behind() const override { return false; }
  bool asks_again() const override { return trainer_.asks_again(); }

 private:
  Trainer trainer_;
};

}  // namespace

std::unique_ptr<StageAnswers> train_answers(Asker& asker, Results& results) {
  return std::make_unique<TrainAnswers>(asker, results.train);
}

}  // namespace flatscope
