// What one run has other than another, in words.
#pragma once

#include <string>
#include <vector>

#include "app/stages/train/model/results.h"
#include "app/stages/train/model/scene.h"

namespace flatscope {

// A few words for each setting of `scene` that training depends on and that `than` has otherwise, the most telling
// first: "shuffled", "60 samples", "moved by up to 5 px", "MLP 576 → 64 → 10". Empty: none is.
std::vector<std::string> run_differences(const TrainScene& scene, const TrainScene& than);

// The same in a line: "shuffled, 60 samples"; "as this run" where nothing differs.
std::string run_words(const TrainScene& scene, const TrainScene& than);

// A name that stays: what the settings have other than those that the program begins with for this data, in few words:
// "shuffled, 60 samples", "Fashion, moved 8 px"; "standard" where nothing differs.
std::string short_run_words(const TrainScene& scene);

// Both trained from the same: whatever differs are steps and where they stand.
bool same_run(const KeptRun& kept, const TrainResults& results);

// The kept run that lies over this one: that of the given id, else the last one that is another run than this; null
// where there is none.
std::shared_ptr<const KeptRun> run_over(const TrainResults& results, std::optional<int> chosen);

// Settings that make this run what the kept one was, with what is being looked at left as it is.
TrainScene back_to(const KeptRun& kept, const TrainScene& now);

// Two runs of one network, read where both have been.
struct RunDifference {
  std::int64_t epoch = -1;               // the last that both have finished; -1: there is none behind the start
  double now = unknown, kept = unknown;  // test accuracies there, in [0, 1]
  double points() const { return (now - kept) * 100.0; }
};
RunDifference compared(const NetworkState* now, const NetworkState* kept);

}  // namespace flatscope
