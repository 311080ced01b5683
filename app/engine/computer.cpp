#include "app/engine/computer.h"

#include <utility>

namespace flatscope {
namespace {

template <class Value>
std::shared_ptr<const Value> shared(Value value) {
  return std::make_shared<const Value>(std::move(value));
}

// A frame calls request() once or twice.
constexpr int calls_before_check = 3;

}  // namespace

Computer::Computer(Worker& worker) : worker_(worker) {}

void Computer::request(const Scene& scene, const MatrixAsk& matrix) {
  stage_ = scene.stage;
  switch (scene.stage) {
    case Stage::flatten:
      request_flatten(scene);
      break;
    case Stage::shift:
      request_shift(scene);
      break;
    case Stage::parameters:
      break;  // counted in the frame: it takes microseconds
    case Stage::convolve:
      request_convolve(scene, matrix);
      break;
  }
}

bool Computer::behind() const {
  if (stage_ == Stage::shift) return shift_.under_way();
  if (stage_ == Stage::parameters) return false;
  if (stage_ == Stage::convolve) return convolve_.under_way() || matrix_check_.under_way() || check_waits_;
  return flatten_.under_way() || distances_.under_way() || correlation_.under_way();
}

bool Computer::picture_behind() const {
  if (stage_ == Stage::parameters) return false;
  if (stage_ == Stage::shift) return shift_.under_way();
  return stage_ == Stage::convolve ? convolve_.under_way() : flatten_.under_way();
}

std::optional<std::string> Computer::take_error() { return std::exchange(error_, std::nullopt); }

template <class Inputs>
bool Computer::ask(Asked<Inputs>& asked, const Inputs& inputs, bool shows_them) {
  if (asked.inputs == inputs) return false;
  asked.inputs = inputs;
  ++asked.number;
  if (shows_them) asked.shown = asked.number;  // back to what is shown: whatever is still under way comes too late
  return !shows_them;
}

template <class Inputs, class Make, class Show>
void Computer::submit(Worker::Lane lane, const char* key, Asked<Inputs>& asked, Make make, Show show) {
  const std::uint64_t number = asked.number;
  const std::weak_ptr<const bool> alive = alive_;
  worker_.submit(
      lane, key,
      [this, lane, make = std::move(make), show = std::move(show), asked = &asked, number,
       alive]() -> Worker::Delivery {
        return [this, lane, value = make(), show, asked, number, alive] {
          if (alive.expired() || number <= asked->shown) return;
          asked->shown = number;
          if (lane == Worker::Lane::frame) ++answers_;
          show(value);
        };
      },
      [this, asked = &asked, number, alive](const std::string& what) {
        if (alive.expired() || number <= asked->shown) return;
        asked->failed = number;
        error_ = what;
      });
}

void Computer::request_flatten(const Scene& scene) {
  const FlattenInputs inputs = flatten_inputs(scene);
  if (!ask(flatten_, inputs, results_.flatten && results_.flatten.inputs == inputs)) return;
  submit(
      Worker::Lane::frame, "flatten", flatten_,
      [inputs, previous = results_.flatten] { return shared(compute(inputs, previous)); },
      [this, inputs](const std::shared_ptr<const FlattenResult>& value) {
        results_.flatten = {inputs, value};
        request_distances();
        request_correlation();
      });
}

void Computer::request_distances() {
  const DistanceInputs inputs = distance_inputs(*results_.flatten);
  if (!ask(distances_, inputs, results_.distances && results_.distances.inputs == inputs)) return;
  submit(
      Worker::Lane::background, "distances", distances_, [inputs] { return shared(compute(inputs)); },
      [this, inputs](const std::shared_ptr<const DistanceTable>& value) {
        results_.distances = {inputs, value};
      });
}

void Computer::request_correlation() {
  const CorrelationInputs inputs = correlation_inputs(*results_.flatten);
  if (!ask(correlation_, inputs, results_.correlation && results_.correlation.inputs == inputs)) return;
  submit(
      Worker::Lane::background, "correlation", correlation_, [inputs] { return shared(compute(inputs)); },
      [this, inputs](const std::shared_ptr<const Correlation>& value) {
        results_.correlation = {inputs, value};
      });
}

void Computer::request_shift(const Scene& scene) {
  const ShiftRequest wanted{object_inputs(scene), layer_inputs(scene, nullptr)};
  const bool object_is_there = results_.object && results_.object.inputs == wanted.object;
  const auto known = object_is_there ? results_.object.value : nullptr;
  const bool shows_it = object_is_there && results_.shift && results_.shift.inputs == layer_inputs(scene, known);
  if (!ask(shift_, wanted, shows_it)) return;
  struct Made {
    std::shared_ptr<const ObjectResult> object;
    std::shared_ptr<const ShiftResult> shift;
    LayerInputs layers;
  };
  submit(
      Worker::Lane::frame, "shift", shift_,
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

// The layers and the matrix come from one job, so that an edit of a weight shows in all views in the same frame.
void Computer::request_convolve(const Scene& scene, const MatrixAsk& ask_for) {
  const ConvolveScene& convolve = scene.convolve;
  const ConvolveRequest wanted{
      convolve_inputs(scene), convolve.layer, {nullptr, convolve.local, convolve.shared, ask_for}};
  const bool layers_are_there = results_.convolve && results_.convolve.inputs == wanted.layers;
  const auto known = layers_are_there ? answer_in_hand(*results_.convolve, scene) : nullptr;
  MatrixInputs matrix = wanted.matrix;
  matrix.answer = known;
  const bool no_matrix = ask_for.height == 0 || (layers_are_there && known == nullptr);
  const bool shows_it = layers_are_there && (no_matrix || (results_.matrix && results_.matrix.inputs == matrix));
  if (ask(convolve_, wanted, shows_it)) {
    struct Made {
      std::shared_ptr<const ConvolveResult> layers;
      MatrixInputs matrix_inputs;
      std::shared_ptr<const MatrixResult> matrix;
      MatrixCheckInputs check_inputs;
      std::shared_ptr<const MatrixCheck> check;  // null: it is there already, or takes too long for a frame
    };
    submit(
        Worker::Lane::frame, "convolve", convolve_,
        [wanted, previous = results_.convolve, previous_matrix = results_.matrix,
         checked = results_.matrix_check.inputs] {
          Made made;
          made.layers =
              previous && previous.inputs == wanted.layers ? previous.value : shared(compute(wanted.layers, previous));
          made.matrix_inputs = wanted.matrix;
          const auto layer = static_cast<std::size_t>(wanted.layer);
          if (wanted.matrix.ask.height > 0 && layer < made.layers->layers.size()) {
            made.matrix_inputs.answer = made.layers->layers[layer];
            made.matrix = shared(compute(made.matrix_inputs, previous_matrix));
            made.check_inputs = {made.matrix_inputs.answer, wanted.matrix.local, wanted.matrix.shared};
            if (made.check_inputs != checked && is_quick(made.check_inputs))
              made.check = shared(compute(made.check_inputs));
          }
          return made;
        },
        [this, wanted](const Made& made) {
          results_.convolve = {wanted.layers, made.layers};
          if (made.matrix) results_.matrix = {made.matrix_inputs, made.matrix};
          if (made.check) results_.matrix_check = {made.check_inputs, made.check};
        });
  }
  check_waits_ = false;
  if (ask_for.height > 0) request_matrix_check(scene);
}

// What takes longer than a frame waits until the layer has stood still for a frame or two: during a drag the processor
// belongs to the picture.
void Computer::request_matrix_check(const Scene& scene) {
  check_waits_ = false;
  if (!results_.convolve || convolve_.under_way()) return;
  const MatrixCheckInputs inputs{answer_in_hand(*results_.convolve, scene), scene.convolve.local,
                                 scene.convolve.shared};
  if (inputs.answer == nullptr) return;
  const bool there = results_.matrix_check && results_.matrix_check.inputs == inputs;
  stood_still_ = inputs == last_check_ ? stood_still_ + 1 : 0;
  last_check_ = inputs;
  check_waits_ = !there && stood_still_ < calls_before_check;
  if (check_waits_ || !ask(matrix_check_, inputs, there)) return;
  submit(
      Worker::Lane::background, "matrix check", matrix_check_, [inputs] { return shared(compute(inputs)); },
      [this, inputs](const std::shared_ptr<const MatrixCheck>& value) {
        results_.matrix_check = {inputs, value};
      });
}

}  // namespace flatscope
