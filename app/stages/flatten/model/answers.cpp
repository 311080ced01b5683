// What the Flatten stage asks the worker for.
#include "app/engine/computer.h"
#include "app/stages/flatten/model/stage.h"

namespace flatscope {
namespace {

class FlattenAnswers : public StageAnswers {
 public:
  FlattenAnswers(Asker& asker, FlattenResults& results) : asker_(asker), results_(results) {}

  void request(const Scene& scene, const ViewState&) override {
    const FlattenInputs inputs = flatten_inputs(scene);
    if (!asker_.ask(flatten_, inputs, results_.flatten.answers(inputs))) return;
    asker_.submit(
        Worker::Lane::frame, "flatten", flatten_,
        [inputs, previous = results_.flatten] { return shared(compute(inputs, previous)); },
        [this, inputs](const std::shared_ptr<const FlattenResult>& value) {
          results_.flatten = {inputs, value};
          request_distances();
          request_correlation();
        });
  }
  bool behind() const override { return flatten_.under_way() || distances_.under_way() || correlation_.under_way(); }
  bool picture_behind() const override { return flatten_.under_way(); }

 private:
  void request_distances() {
    const DistanceInputs inputs = distance_inputs(*results_.flatten);
    if (!asker_.ask(distances_, inputs, results_.distances.answers(inputs))) return;
    asker_.submit(
        Worker::Lane::background, "distances", distances_, [inputs] { return shared(compute(inputs)); },
        [this, inputs](const std::shared_ptr<const DistanceTable>& value) {
          results_.distances = {inputs, value};
        });
  }
  void request_correlation() {
    const CorrelationInputs inputs = correlation_inputs(*results_.flatten);
    if (!asker_.ask(correlation_, inputs, results_.correlation.answers(inputs))) return;
    asker_.submit(
        Worker::Lane::background, "correlation", correlation_, [inputs] { return shared(compute(inputs)); },
        [this, inputs](const std::shared_ptr<const Correlation>& value) {
          results_.correlation = {inputs, value};
        });
  }

  Asker& asker_;
  FlattenResults& results_;
  Asked<FlattenInputs> flatten_;
  Asked<DistanceInputs> distances_;
  Asked<CorrelationInputs> correlation_;
};

}  // namespace

std::unique_ptr<StageAnswers> flatten_answers(Asker& asker, Results& results) {
  return std::make_unique<FlattenAnswers>(asker, results);
}

}  // namespace flatscope
