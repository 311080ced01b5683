// Two trained networks on the Shift stage: what they make of an object before and after it is moved, of every place
// near, and of all test samples moved the same. Zeros come in over the edge, as in training.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/stored.h"
#include "app/stages/shift/model/scene.h"
#include "core/training/predictor.h"

namespace flatscope {

struct ObjectInputs;
struct ObjectResult;

// Whole pixels each way that the object can be moved, and that the map of answers covers.
inline constexpr int answer_radius = 8, answer_side = 2 * answer_radius + 1, answer_places = answer_side * answer_side;

// (C, H, W), what the pair's networks read: the left one's input, the right one's where there is no left one. Empty
// where none of them can answer: there is none, or it reads neither grey (C = 1) nor colour (C = 3).
Shape canvas_of(const TrainedPair& pair);

// The pair that answers; null where the random layer does.
std::shared_ptr<const TrainedPair> answering_pair(const ShiftScene& shift);

// The name of class `index`, or its number where the data names none.
std::string class_name(const TrainedPair& pair, int index);
// The same in one sign, for cells: the names themselves where each is one character, else their first letters where
// these differ, else A, B, C, ...
std::string class_sign(const TrainedPair& pair, int index);

// How many pixels along the longer side the data's pictures take, the median over some test samples; two thirds of the
// canvas where there are none.
std::int64_t usual_extent(const TrainedPair& pair);

// (height, width) of the canvas in [0, 1]: what is drawn, its bounding box as large as usual_extent says and in the
// middle, with its largest value brought to 1, as thin lines fade when they are made smaller. All 0 without a drawing.
Tensor fitted_doodle(const Tensor* doodle, const Shape& canvas, std::int64_t extent);

// The object on the pair's canvas; inputs.pair is not null.
ObjectResult pair_object(const ObjectInputs& inputs);

// --- the answers to one place
// -----------------------------------------------------------------------------------------

struct PairInputs {
  std::shared_ptr<const TrainedPair> pair;
  std::shared_ptr<const ObjectResult> object;
  int dx = 0, dy = 0;
  bool operator==(const PairInputs&) const = default;
};

struct Reading {
  std::string problem;               // why it can't answer, a sentence; then all the rest is empty
  std::vector<float> before, after;  // a probability for each class, summing to 1
  int class_before = 0, class_after = 0;
  float moved = 0.0F;  // how much of the probability went to other classes: half the sum of |after - before|, [0, 1]
  // What the first convolution makes of it, (filters, H', W'), behind the ReLU that may follow; empty without one.
  Tensor maps_before, maps_after;
  bool rectified = false;  // such a ReLU follows
  bool answers() const { return problem.empty() && !before.empty(); }
};

struct PairResult {
  std::array<Reading, 2> networks;
};

// Both networks with their weights, ready to answer. Not for several threads at once.
class PairPredictors {
 public:
  explicit PairPredictors(const TrainedPair& pair);
  Predictor* network(std::size_t which) { return networks_[which].get(); }  // null: it can't answer
  const std::string& problem(std::size_t which) const { return problems_[which]; }

 private:
  std::array<std::unique_ptr<Predictor>, 2> networks_;
  std::array<std::string, 2> problems_;
};

// `predictors` are those of inputs.pair.
PairResult compute(const PairInputs& inputs, PairPredictors& predictors);
PairResult compute(const PairInputs& inputs);

// --- the answers to every place
// ---------------------------------------------------------------------------------------

struct AnswerMapInputs {
  std::shared_ptr<const TrainedPair> pair;
  std::shared_ptr<const ObjectResult> object;
  bool operator==(const AnswerMapInputs&) const = default;
};

struct AnswerMap {
  // One for each place (dx, dy), rows from the top, places of a row from the left; empty where it can't answer.
  std::vector<std::uint8_t> classes;
  std::vector<float> probabilities;  // of that class
  static std::size_t index(int dx, int dy) {
    return static_cast<std::size_t>((dy + answer_radius) * answer_side + dx + answer_radius);
  }
  int at(int dx, int dy) const { return classes[index(dx, dy)]; }
  int keeps() const;  // at how many places it gives the class of (0, 0)
};

struct AnswerMaps {
  std::array<AnswerMap, 2> networks;
};

AnswerMaps compute(const AnswerMapInputs& inputs);

struct PathPlace {
  int dx = 0, dy = 0;
  bool operator==(const PathPlace&) const = default;
};
// From (0, 0) to (dx, dy), straight: each step is one pixel along the longer of both, the other rounded.
std::vector<PathPlace> straight_path(int dx, int dy);
// The first place on that path where it gives another class than at (0, 0).
std::optional<PathPlace> first_change(const AnswerMap& map, int dx, int dy);

// --- all test samples, moved the same
// ---------------------------------------------------------------------------------

inline constexpr std::int64_t most_keep_samples = 1000;  // the first so many

struct KeepInputs {
  std::shared_ptr<const TrainedPair> pair;
  int dx = 0, dy = 0;
  bool operator==(const KeepInputs&) const = default;
};

struct KeepResult {
  std::int64_t samples = 0, of_samples = 0;          // that were asked, of the whole test part
  std::array<std::vector<std::uint8_t>, 2> unmoved;  // each sample's class at (0, 0); empty: it can't answer
  std::array<std::int64_t, 2> kept{};                // how many have that class after the move too
  double share(std::size_t which) const;             // [0, 1]; NaN where there is none
};

// What `previous` knows of the same pair's unmoved samples is not worked out again.
KeepResult compute(const KeepInputs& inputs, const Stored<KeepInputs, KeepResult>& previous);

}  // namespace flatscope
