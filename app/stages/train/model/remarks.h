// What is to be said of how a network learns: only what is settled, and no more than one thing of each.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/stages/train/model/results.h"

namespace flatscope {

// Why it does not learn and what to turn, from long to short. Empty in the first epochs, and as long as its loss still
// falls or it reads more of its training pictures than guessing would: most networks that begin with dead units, or
// with one class for everything, get over that. classes: of the data, at least 1.
std::vector<std::string> settled_trouble(const Health& health, std::span<const EpochPoint> curve, int classes);

// The same of what is shown, with why it stopped by itself before all else.
std::vector<std::string> what_is_wrong(const NetworkState& state);

// What its curves show that is worth a word, from long to short; empty: nothing. `rests`: it is not being trained.
std::vector<std::string> curve_remark(const NetworkState& state, bool rests);

}  // namespace flatscope
