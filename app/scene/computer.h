// Keeps Results in step with a Scene: asks the worker for what changed inputs ask for, and nothing else.
#pragma once

#include <optional>
#include <string>

#include "app/scene/results.h"
#include "app/scene/scene.h"
#include "app/scene/worker.h"

namespace flatscope {

class Computer {
 public:
  explicit Computer(Worker& worker);

  // Call each frame with the Scene to be shown. Only the results of scene.stage are asked for. Old results stay until
  // the new ones are there; a drag's four views come from one job and so change in the same frame.
  void request(const Scene& scene);

  const Results& results() const { return results_; }

  // True while the results shown were made from other inputs than the Scene's.
  bool behind() const;

  // What the last failed job said, once; the results stay as they were.
  std::optional<std::string> take_error();

 private:
  Worker& worker_;
  Results results_;
  Results asked_;  // inputs only: what is under way
  std::optional<std::string> error_;
};

}  // namespace flatscope
