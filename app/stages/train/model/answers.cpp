// What the Train stage asks the worker for. Training itself is the trainer's; it goes on while another stage is shown.
#include "app/engine/computer.h"
#include "app/stages/train/model/stage.h"
#include "app/stages/train/model/trainer.h"

namespace flatscope {
namespace {

class TrainAnswers : public StageAnswers {
 public:
  TrainAnswers(Asker& asker, TrainResults& results) : asker_(asker), results_(results), trainer_(asker, results) {}

  void request(const Scene& scene, const ViewState& view) override {
    trainer_.request(scene, view.train, view.walks);
    look_at_sample(scene.train, view.train);
  }
  bool behind() const override { return trainer_.behind() || look_.under_way(); }
  bool picture_behind() const override { return false; }
  bool asks_again() const override { return trainer_.asks_again(); }

 private:
  // Anew with each set of weights, so that its layers are seen to change in training.
  void look_at_sample(const TrainScene& scene, const TrainView& view) {
    if (!sample_is_open(scene, view)) {
      // What is not looked at keeps no data and no weights alive.
      results_.look = {};
      look_.inputs.reset();
      return;
    }
    const SampleLookInputs wanted = sample_look_inputs(scene, results_);
    if (wanted.data == nullptr || !asker_.ask(look_, wanted, results_.look.answers(wanted))) return;
    asker_.submit(
        Worker::Lane::frame, "train sample", look_, [wanted] { return shared(compute(wanted)); },
        [this, wanted](const std::shared_ptr<const SampleLook>& look) {
          results_.look = {wanted, look};
        });
  }

  Asker& asker_;
  TrainResults& results_;
  Asked<SampleLookInputs> look_;
  Trainer trainer_;
};

}  // namespace

std::unique_ptr<StageAnswers> train_answers(Asker& asker, Results& results) {
  return std::make_unique<TrainAnswers>(asker, results.train);
}

}  // namespace flatscope
