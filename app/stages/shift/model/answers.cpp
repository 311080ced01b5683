// What the Shift stage asks the worker for.
#include "app/engine/computer.h"
#include "app/stages/shift/model/stage.h"

namespace flatscope {
namespace {

// A frame calls request() once or twice.
constexpr int calls_before_keeps = 3;

struct ShiftRequest {
  ObjectInputs object;
  LayerInputs layers;  // its object is null: it may not exist yet
  bool operator==(const ShiftRequest&) const = default;
};

// The networks that answer while the object is dragged: making them anew for every step would take longer than their
// answer. Of the frame lane's jobs alone, which run one after another.
struct ReadyNetworks {
  std::shared_ptr<const TrainedPair> pair;
  std::unique_ptr<PairPredictors> predictors;
  PairPredictors& of(const std::shared_ptr<const TrainedPair>& wanted) {
    if (pair != wanted || predictors == nullptr) {
      predictors = std::make_unique<PairPredictors>(*wanted);
      pair = wanted;
    }
    return *predictors;
  }
};

class ShiftAnswers : public StageAnswers {
 public:
  ShiftAnswers(Asker& asker, ShiftResults& results) : asker_(asker), results_(results) {}

  void request(const Scene& scene, const ViewState&) override {
    const ShiftRequest wanted{object_inputs(scene), layer_inputs(scene, nullptr)};
    const bool object_is_there = results_.object.answers(wanted.object);
    const auto known = object_is_there ? results_.object.value : nullptr;
    const bool shows_it = object_is_there && results_.shift.answers(layer_inputs(scene, known)) &&
                          (wanted.object.pair == nullptr || results_.readings.answers(pair_inputs(wanted, known)));
    if (asker_.ask(asked_, wanted, shows_it)) submit(wanted, known);
    keeps_wait_ = false;
    if (wanted.object.pair == nullptr || known == nullptr) return;
    request_map({wanted.object.pair, known});
    request_keeps({wanted.object.pair, wanted.layers.dx, wanted.layers.dy});
  }
  bool behind() const override { return asked_.under_way() || map_.under_way() || keeps_.under_way() || keeps_wait_; }
  bool picture_behind() const override { return asked_.under_way(); }
  bool asks_again() const override { return keeps_wait_; }

 private:
  static PairInputs pair_inputs(const ShiftRequest& wanted, std::shared_ptr<const ObjectResult> object) {
    return {wanted.object.pair, std::move(object), wanted.layers.dx, wanted.layers.dy};
  }

  // The picture, the layers and what trained networks read come from one job, so that all change in the same frame.
  void submit(const ShiftRequest& wanted, const std::shared_ptr<const ObjectResult>& known) {
    struct Made {
      std::shared_ptr<const ObjectResult> object;
      std::shared_ptr<const ShiftResult> shift;
      std::shared_ptr<const PairResult> readings;  // null: the random layer answers
      LayerInputs layers;
    };
    asker_.submit(
        Worker::Lane::frame, "shift", asked_,
        [wanted, known, previous = results_.shift, ready = ready_] {
          Made made;
          made.object = known ? known : shared(compute(wanted.object));
          made.layers = wanted.layers;
          made.layers.object = made.object;
          made.shift = shared(compute(made.layers, previous));
          if (wanted.object.pair != nullptr)
            made.readings = shared(compute(pair_inputs(wanted, made.object), ready->of(wanted.object.pair)));
          return made;
        },
        [this, wanted](const Made& made) {
          results_.object = {wanted.object, made.object};
          results_.shift = {made.layers, made.shift};
          results_.readings = {pair_inputs(wanted, made.object), made.readings};
        });
  }

  // Once for an object: a drag finds it there.
  void request_map(const AnswerMapInputs& inputs) {
    if (!asker_.ask(map_, inputs, results_.answer_maps.answers(inputs))) return;
    asker_.submit(
        Worker::Lane::background, "shift answers", map_, [inputs] { return shared(compute(inputs)); },
        [this, inputs](const std::shared_ptr<const AnswerMaps>& maps) {
          results_.answer_maps = {inputs, maps};
        });
  }

  // All test samples wait until the object has stood still for a frame or two: during a drag the processor belongs to
  // the picture.
  void request_keeps(const KeepInputs& inputs) {
    const bool there = results_.keeps.answers(inputs);
    stood_still_ = inputs == last_keeps_ ? stood_still_ + 1 : 0;
    last_keeps_ = inputs;
    keeps_wait_ = !there && keeps_.inputs != inputs && stood_still_ < calls_before_keeps;
    if (keeps_wait_ || !asker_.ask(keeps_, inputs, there)) return;
    asker_.submit(
        Worker::Lane::background, "shift samples", keeps_,
        [inputs, previous = results_.keeps] { return shared(compute(inputs, previous)); },
        [this, inputs](const std::shared_ptr<const KeepResult>& keeps) {
          results_.keeps = {inputs, keeps};
        });
  }

  Asker& asker_;
  ShiftResults& results_;
  std::shared_ptr<ReadyNetworks> ready_ = std::make_shared<ReadyNetworks>();
  Asked<ShiftRequest> asked_;
  Asked<AnswerMapInputs> map_;
  Asked<KeepInputs> keeps_;
  KeepInputs last_keeps_;    // what the samples would have been asked for at the last request()
  int stood_still_ = 0;      // calls since it changed
  bool keeps_wait_ = false;  // they will be asked when the object has stood still
};

}  // namespace

std::unique_ptr<StageAnswers> shift_answers(Asker& asker, Results& results) {
  return std::make_unique<ShiftAnswers>(asker, results);
}

}  // namespace flatscope
