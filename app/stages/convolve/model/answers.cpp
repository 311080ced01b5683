// What the Convolve stage asks the worker for.
#include "app/engine/computer.h"
#include "app/stages/convolve/model/stage.h"

namespace flatscope {
namespace {

// A frame calls request() once or twice.
constexpr int calls_before_check = 3;

struct ConvolveRequest {
  ConvolveInputs layers;
  int layer = 0;        // the one in hand
  MatrixInputs matrix;  // its answer is null: it may not exist yet; no cells: not wanted
  bool operator==(const ConvolveRequest&) const = default;
};

class ConvolveAnswers : public StageAnswers {
 public:
  ConvolveAnswers(Asker& asker, ConvolveResults& results) : asker_(asker), results_(results) {}

  // The layers and the matrix come from one job, so that an edit of a weight shows in all views in the same frame.
  void request(const Scene& scene, const ViewState& view) override {
    const MatrixAsk& ask_for = view.convolve.matrix;
    const ConvolveScene& convolve = scene.convolve;
    const ConvolveRequest wanted{
        convolve_inputs(scene), convolve.layer, {nullptr, convolve.local, convolve.shared, ask_for}};
    const bool layers_are_there = results_.convolve.answers(wanted.layers);
    const auto known = layers_are_there ? answer_in_hand(*results_.convolve, scene) : nullptr;
    MatrixInputs matrix = wanted.matrix;
    matrix.answer = known;
    const bool no_matrix = ask_for.height == 0 || (layers_are_there && known == nullptr);
    const bool shows_it = layers_are_there && (no_matrix || results_.matrix.answers(matrix));
    if (asker_.ask(asked_, wanted, shows_it)) submit(wanted);
    check_waits_ = false;
    if (ask_for.height > 0) request_matrix_check(scene);
  }
  bool behind() const override { return asked_.under_way() || check_.under_way() || check_waits_; }
  bool picture_behind() const override { return asked_.under_way(); }
  bool asks_again() const override { return check_waits_; }

 private:
  void submit(const ConvolveRequest& wanted) {
    struct Made {
      std::shared_ptr<const ConvolveResult> layers;
      MatrixInputs matrix_inputs;
      std::shared_ptr<const MatrixResult> matrix;
      MatrixCheckInputs check_inputs;
      std::shared_ptr<const MatrixCheck> check;  // null: it is there already, or takes too long for a frame
    };
    asker_.submit(
        Worker::Lane::frame, "convolve", asked_,
        [wanted, previous = results_.convolve, previous_matrix = results_.matrix,
         checked = results_.matrix_check.inputs] {
          Made made;
          made.layers = previous.answers(wanted.layers) ? previous.value : shared(compute(wanted.layers, previous));
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

  // What takes longer than a frame waits until the layer has stood still for a frame or two: during a drag the
  // processor belongs to the picture.
  void request_matrix_check(const Scene& scene) {
    if (!results_.convolve || asked_.under_way()) return;
    const MatrixCheckInputs inputs{answer_in_hand(*results_.convolve, scene), scene.convolve.local,
                                   scene.convolve.shared};
    if (inputs.answer == nullptr) return;
    const bool there = results_.matrix_check.answers(inputs);
    stood_still_ = inputs == last_check_ ? stood_still_ + 1 : 0;
    last_check_ = inputs;
    check_waits_ = !there && stood_still_ < calls_before_check;
    if (check_waits_ || !asker_.ask(check_, inputs, there)) return;
    asker_.submit(
        Worker::Lane::background, "matrix check", check_, [inputs] { return shared(compute(inputs)); },
        [this, inputs](const std::shared_ptr<const MatrixCheck>& value) {
          results_.matrix_check = {inputs, value};
        });
  }

  Asker& asker_;
  ConvolveResults& results_;
  Asked<ConvolveRequest> asked_;
  Asked<MatrixCheckInputs> check_;
  MatrixCheckInputs last_check_;  // what the check would have been of at the last request()
  int stood_still_ = 0;           // calls since it changed
  bool check_waits_ = false;      // it will be asked for when the layer has stood still
};

}  // namespace

std::unique_ptr<StageAnswers> convolve_answers(Asker& asker, Results& results) {
  return std::make_unique<ConvolveAnswers>(asker, results);
}

}  // namespace flatscope
