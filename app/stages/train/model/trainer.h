// Keeps both networks in training as the Scene wants them: which runs there are, whose turn it is, what is kept.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/asker.h"
#include "app/engine/turns.h"
#include "app/stages/train/model/exact_turn.h"
#include "app/stages/train/model/results.h"
#include "app/stages/train/model/training.h"
#include "app/stages/train/model/view_state.h"

namespace flatscope {

struct Scene;
class HungerSeries;
class LadderSeries;
template <class Series>
class SeriesTurn;

// Window's thread; slices of its turns run on the worker.
class Trainer {
 public:
  Trainer(Asker& asker, TrainResults& results);
  ~Trainer();
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;

  // `walks`: how often undo or redo was asked for. What they leave is found again by them and kept for no comparison.
  void request(const Scene& scene, const TrainView& view, int walks = 0);
  // Steps are still to be made to where the person let it run; or the data is on its way.
  bool behind() const;
  // Call request() again before long: a slow run waits for its next step, or a change for a hand that rests.
  bool asks_again() const { return asks_again_; }

 private:
  using Clock = std::chrono::steady_clock;
  class LoadTurn;
  class StepTurn;
  class SweepTurn;

  void take_data(const Scene& scene);
  void take_commands(const TrainView& view);
  void take(const TrainCommand& command);
  void rewind();
  void start_hunger();
  void start_ladder();
  void play_or_pause();
  void run_to_end();
  void pause();
  void take_inputs(const Scene& scene);
  void let_go_of_data();
  void keep(bool even_if_young);
  void forget_old_kept();
  void show_in_kept(const Training& training);
  std::shared_ptr<const TrainData> known_data(const DataInputs& inputs) const;
  std::shared_ptr<Training> training_for(const TrainInputs& inputs);
  void forget_old_trainings();
  void set_target(const TrainView& view);
  void show();
  // Of both networks: the steps of the one that is ahead, and so on.
  struct Progress {
    std::int64_t steps = 0, an_epoch = 1, epochs_before = 0;
  };
  Progress progress() const;
  bool begun() const;

  TrainResults& results_;
  Turns turns_;
  std::unique_ptr<LoadTurn> load_;
  std::unique_ptr<StepTurn> step_;
  std::unique_ptr<SweepTurn> sweep_;
  ExactTurn exact_;
  std::unique_ptr<SeriesTurn<HungerSeries>> hunger_;
  std::unique_ptr<SeriesTurn<LadderSeries>> ladder_;

  TrainScene scene_;  // of the last request
  bool playing_ = false;
  TrainSpeed speed_ = TrainSpeed::full;
  std::uint64_t done_command_ = 0;
  std::shared_ptr<const TrainData> seen_data_;  // by the last request
  bool commands_wait_ = false;                  // for the runs to be there, or for a slice to end
  std::int64_t wished_steps_ = 0;               // by the buttons for a step and an epoch
  std::int64_t more_epochs_ = 0;                // beyond those of the Scene, for who played on
  std::int64_t target_ = 0;                     // steps
  std::array<std::shared_ptr<Training>, 2> trainings_;
  std::vector<std::shared_ptr<Training>> all_;  // the one used last at the end
  TrainScene trained_scene_;                    // the settings that trainings_ have
  bool hand_down_ = false;
  bool passing_ = false;  // trainings_ were begun in the middle of a gesture that is not over yet: no run to keep
  std::optional<Clock::time_point> changed_;  // other inputs are wanted since then
  std::array<std::optional<TrainInputs>, 2> wanted_;
  int last_kept_ = 0;
  int walks_ = 0;
  bool walked_ = false;      // undo or redo asks for the inputs that are wanted
  bool data_waits_ = false;  // what is trained has other data than the Scene asks for
  bool asks_again_ = false;
};

}  // namespace flatscope
