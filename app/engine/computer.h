// Keeps Results in step with a Scene: asks the worker for what changed inputs ask for, and nothing else.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/engine/asker.h"
#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/engine/view_state.h"
#include "app/engine/worker.h"

namespace flatscope {

// What asks for one stage's results and puts them where they belong; each stage has its own (its row's `answers`).
class StageAnswers {
 public:
  StageAnswers() = default;
  virtual ~StageAnswers() = default;
  StageAnswers(const StageAnswers&) = delete;
  StageAnswers& operator=(const StageAnswers&) = delete;

  virtual void request(const Scene& scene, const ViewState& view) = 0;
  // Something asked for by the last request() is under way; no longer when it failed.
  virtual bool behind() const = 0;
  // The same for what the picture itself shows: tables beside it may still be on their way.
  virtual bool picture_behind() const = 0;
  // Something waits to be asked for until the Scene has stood still.
  virtual bool asks_again() const { return false; }
};

class Computer {
 public:
  explicit Computer(Worker& worker);
  ~Computer();
  Computer(const Computer&) = delete;
  Computer& operator=(const Computer&) = delete;

  // What is known already: results of this very program, so that nothing of them is asked for again.
  void start_with(Results results) { results_ = std::move(results); }

  // Call each frame with the Scene to be shown. Only the results of scene.stage are asked for, and those of stages of
  // which the step of a lesson tells something that is measured. Old results stay until the new ones are there; a
  // drag's four views come from one job and so change in the same frame.
  void request(const Scene& scene, const ViewState& view = {});

  const Results& results() const { return results_; }

  // Of the stages of the last request(): see StageAnswers.
  bool behind() const;
  bool picture_behind() const { return shown_ != nullptr && shown_->picture_behind(); }
  // Call request() again before long.
  bool asks_again() const;

  std::uint64_t answers() const { return asker_.answers(); }
  std::optional<std::string> take_error() { return asker_.take_error(); }

 private:
  struct Part {
    Stage stage;
    std::unique_ptr<StageAnswers> answers;
  };

  Asker asker_;
  Results results_;
  std::vector<Part> parts_;
  StageAnswers* shown_ = nullptr;
  std::vector<StageAnswers*> asked_;  // by the last request()
};

}  // namespace flatscope
