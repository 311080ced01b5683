// What is known of both networks: everything here is a value that the window may look at while training goes on.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/stored.h"
#include "app/stages/train/model/data.h"
#include "app/stages/train/model/sample_look.h"
#include "app/stages/train/model/scene.h"
#include "core/training/predictor.h"
#include "core/training/run.h"

namespace flatscope {

struct HungerResult;  // hunger.h
struct LadderResult;  // ladder.h

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// What makes one network what it becomes: the same inputs and number of steps give the same numbers, bit for bit.
struct TrainInputs {
  std::shared_ptr<const TrainData> data;
  TrainSettings settings;
  std::shared_ptr<const TrainedNetwork> start;  // null: drawn from the seed
  bool operator==(const TrainInputs&) const = default;
};

// One finished epoch; number 0 is the start, before any step.
struct EpochPoint {
  std::int64_t epoch = 0, steps = 0;  // counted from the first weights that are known of
  double loss = unknown;              // mean cross-entropy of the epoch's steps, without the penalty of weight decay
  double train_accuracy = unknown;    // [0, 1], of the samples it trains on, as they stand
  double test_accuracy = unknown;
  double test_loss = unknown;  // cross-entropy over the test part
  bool operator==(const EpochPoint&) const = default;
};

// Test accuracy for every shift.
struct ShiftMap {
  int radius = 0;
  Tensor accuracy;  // (2R + 1, 2R + 1) at [dy + R, dx + R], in [0, 1]; NaN where it is not known yet
  std::int64_t samples = 0, of_samples = 0;  // it stands on so many of the test part's
  std::int64_t epoch = 0, steps = 0;         // of the weights that it was made with
  double mean = unknown;                     // over all shifts; NaN until all are known
  double consistency = unknown;  // how often two moved views get the same class (core/training/shifts.h); NaN: not yet
  double at(int dx, int dy) const;
};

// What it makes of every test sample.
struct TestAnswers {
  std::int64_t epoch = 0, steps = 0;
  std::vector<std::uint8_t> classes;  // N
  Tensor probabilities;               // (N, classes)
};

// One network as it is now.
struct NetworkState {
  TrainInputs inputs;
  std::string refusal;  // why it can't be trained: a layer that is impossible, too little memory; empty if it can
  std::string stopped;  // why it stopped by itself; empty: it did not
  std::vector<std::string> trouble;        // why it does not learn, from long to short; empty: it does, or may yet
  std::int64_t parameters = 0, bytes = 0;  // bytes: held
  bool begun = false;                      // its weights are there
  bool measuring = false;                  // accuracies of the last epoch are still being worked out
  std::int64_t steps = 0, epochs = 0, step_in_epoch = 0, steps_an_epoch = 1;
  // That its first weights had been trained for, elsewhere or before a scene was saved: `epochs` and the curve count
  // them, `steps` are those that were made here.
  std::int64_t steps_before = 0, epochs_before = 0;
  double last_loss = unknown, epoch_loss = unknown;
  std::shared_ptr<const std::vector<EpochPoint>> curve;     // never null, never empty
  std::shared_ptr<const std::vector<NamedTensor>> weights;  // of now, or of some tenths of a second ago; may be null
  std::shared_ptr<const ShiftMap> shifts;                   // null: none yet
  std::shared_ptr<const TestAnswers> answers;               // null: none yet
  bool shifts_under_way = false;
  std::int64_t shifts_done = 0, shifts_all = 0;  // samples x shifts of the sweep under way
  // Its first weights were trained before: elsewhere, or here before a scene was saved.
  bool began_trained() const {
    return inputs.start != nullptr &&
           (steps_before > 0 || epochs_before > 0 || !inputs.start->resumed || inputs.start->before != nullptr);
  }
  bool trained() const { return begun && (steps > 0 || began_trained()); }  // its weights are not those of the seed
  // Accuracies of weights that were trained are known: those of an epoch's end, or of how it began.
  bool measured() const { return curve->size() > 1 || (began_trained() && last().test_accuracy >= 0.0); }
  const EpochPoint& last() const { return curve->back(); }
  double gap() const { return last().train_accuracy - last().test_accuracy; }  // in [-1, 1]
};

// A run that was kept, both networks.
struct KeptRun {
  int id = 0;        // 1, 2, ...: "Kept 1"
  TrainScene scene;  // the settings, to go back to it
  std::array<std::shared_ptr<const NetworkState>, 2> networks;
};
inline constexpr std::size_t most_kept_runs = 8;

// Shuffled inputs and shuffled columns of the first layer's weights (core/training/exact_permutation.h).
struct ExactShuffle {
  std::int64_t steps = 0;    // of the weights
  std::int64_t samples = 0;  // test samples that were tried
  double largest_difference = unknown, largest_output = unknown;
  double only_inputs = unknown;  // accuracy in [0, 1] where the pictures alone are shuffled, not the weights
};

struct TrainResults {
  std::shared_ptr<const TrainData> data;                        // null until it is there
  std::string data_problem;                                     // why there is none
  double data_share = 0.0;                                      // how much of it is read, [0, 1]
  std::array<std::shared_ptr<const NetworkState>, 2> networks;  // null until there is data
  std::vector<std::shared_ptr<const KeptRun>> kept;             // the newest last
  std::vector<std::shared_ptr<const KeptRun>> forgotten;        // all at once, until another is kept
  std::array<std::shared_ptr<const ExactShuffle>, 2> exact;     // null: not known, or not a dense first layer
  bool playing = false;                                         // the person lets it run; it rests at target_epochs
  bool training = false;                                        // steps are being made, or will be in a moment
  double steps_a_second = 0.0;                                  // of both together, lately
  double seconds_left = 0.0;                                    // until the target; 0: not known
  std::int64_t target_epochs = 0;
  double sweep_seconds_left = 0.0;             // of the sweep over shifts under way; 0: not known
  std::shared_ptr<const HungerResult> hunger;  // null: never begun
  std::shared_ptr<const LadderResult> ladder;
  Stored<SampleLookInputs, SampleLook> look;  // at the sample in hand; empty while it is not open
};

// The data that the Scene asks for is there; else it is on its way, or data_problem says why it can't be had.
bool has_data(const Scene& scene, const TrainResults& results);

// What is to be trained for this Scene; refusal is empty where a network is possible.
TrainSettings train_settings(const TrainScene& scene, std::size_t network);

}  // namespace flatscope
