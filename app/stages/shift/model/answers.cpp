// What the Shift stage asks the worker for.
#include "app/engine/computer.h"
#include "app/stages/shift/model/stage.h"

namespace flatscope {
namespace {

struct ShiftRequest {
  ObjectInputs object;
  LayerInputs layers;  // its object is null: it may not exist yet
  bool operator==(const ShiftRequest&) const = default;
};

class ShiftAnswers : public StageAnswers {
 public:
  ShiftAnswers(Asker& asker, ShiftResults& results) : asker_(asker), results_(results) {}

  void request(const Scene& scene, const ViewState&) override {
    const ShiftRequest wanted{object_inputs(scene), layer_inputs(scene, nullptr)};
    const bool object_is_there = results_.object.answers(wanted.object);
    const auto known = object_is_there ? results_.object.value : nullptr;
    const bool shows_it = object_is_there && results_.shift.answers(layer_inputs(scene, known));
    if (!asker_.ask(asked_, wanted, shows_it)) return;
    struct Made {
      std::shared_ptr<const ObjectResult> object;
      std::shared_ptr<const ShiftResult> shift;
      LayerInputs layers;
    };
    asker_.submit(
        Worker::Lane::frame, "shift", asked_,
        [wanted, known, previous = results_.shift] {
          Made made;
          made.object = known ? known : shared(compute(wanted.object));
          made.layers = wanted.layers;
          made.layers.object = made.object;
          made.shift = shared(compute(made.layers, previous));
          return made;
        },
        [this, wanted](const Made& made) {
          results_.object = {wanted.object, made.object};
          results_.shift = {made.layers, made.shift};
        });
  }
  bool behind() const override { return asked_.under_way(); }
  bool picture_behind() const override { return asked_.under_way(); }

 private:
  Asker& asker_;
  ShiftResults& results_;
  Asked<ShiftRequest> asked_;
};

}  // namespace

std::unique_ptr<StageAnswers> shift_answers(Asker& asker, Results& results) {
  return std::make_unique<ShiftAnswers>(asker, results);
}

}  // namespace flatscope
