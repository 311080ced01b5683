// Keeps Results in step with a Scene: asks the worker for what changed inputs ask for, and nothing else.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/engine/worker.h"

namespace flatscope {

class Computer {
 public:
  explicit Computer(Worker& worker);
  ~Computer();
  Computer(const Computer&) = delete;
  Computer& operator=(const Computer&) = delete;

  // Call each frame with the Scene to be shown. Only the results of scene.stage are asked for. Old results stay until
  // the new ones are there; a drag's four views come from one job and so change in the same frame.
  // `matrix`: which part of the matrix the Convolve stage looks at.
  void request(const Scene& scene, const MatrixAsk& matrix = {});

  // Runs the Parameters stage's networks one after another in the background; each shows when it is done. What is
  // still running for an earlier call is stopped.
  void run_networks(const Scene& scene);

  const Results& results() const { return results_; }

  // True while something asked for by the last request() is under way; false again when it failed.
  bool behind() const;
  // The same for what the picture itself shows: the Flatten stage's tables may still be on their way.
  bool picture_behind() const;

  // True while something waits to be asked for until the Scene has stood still: call request() again before long.
  bool asks_again() const { return stage_ == Stage::convolve && check_waits_; }

  // How many answers for the picture itself have come so far.
  std::uint64_t answers() const { return answers_; }

  // What the last failed job said, once; the results stay as they were.
  std::optional<std::string> take_error();

 private:
  // What one kind of result was last asked for. Numbers grow with each request: a delivery is shown only if its number
  // is above the one shown, so a slow old job never overwrites a newer answer, yet each step of a long drag is seen.
  template <class Inputs>
  struct Asked {
    std::optional<Inputs> inputs;
    std::uint64_t number = 0, shown = 0;
    std::uint64_t failed = 0;
    bool under_way() const { return number > shown && number > failed; }
  };
  struct ShiftRequest {
    ObjectInputs object;
    LayerInputs layers;  // its object is null: it may not exist yet
    bool operator==(const ShiftRequest&) const = default;
  };

  struct ConvolveRequest {
    ConvolveInputs layers;
    int layer = 0;        // the one in hand
    MatrixInputs matrix;  // its answer is null: it may not exist yet; no cells: not wanted
    bool operator==(const ConvolveRequest&) const = default;
  };

  void request_flatten(const Scene& scene);
  void request_convolve(const Scene& scene, const MatrixAsk& matrix);
  void request_matrix_check(const Scene& scene);
  void request_shift(const Scene& scene);
  void request_distances();
  void request_correlation();
  void run_next(const std::shared_ptr<const std::vector<NetworkRunInputs>>& networks, std::size_t index);

  // Asks for `inputs` unless they were the last asked for. shows_them: the results answer them already. True if a job
  // is to be submitted.
  template <class Inputs>
  bool ask(Asked<Inputs>& asked, const Inputs& inputs, bool shows_them);
  // make() runs on the worker and touches nothing of this Computer; show(what it made) runs on the window's thread,
  // unless a newer answer is shown by then or this Computer is gone.
  template <class Inputs, class Make, class Show>
  void submit(Worker::Lane lane, const char* key, Asked<Inputs>& asked, Make make, Show show);

  Worker& worker_;
  Results results_;
  Asked<FlattenInputs> flatten_;
  Asked<DistanceInputs> distances_;
  Asked<CorrelationInputs> correlation_;
  Asked<ShiftRequest> shift_;
  Asked<ConvolveRequest> convolve_;
  Asked<MatrixCheckInputs> matrix_check_;
  MatrixCheckInputs last_check_;                 // what the check would have been of at the last request()
  int stood_still_ = 0;                          // calls since it changed
  bool check_waits_ = false;                     // it will be asked for when the layer has stood still
  std::shared_ptr<std::atomic<bool>> stop_run_;  // tells the networks that run now to stop; null: none ever ran
  Stage stage_ = Stage::flatten;
  std::uint64_t answers_ = 0;
  std::optional<std::string> error_;
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace flatscope
