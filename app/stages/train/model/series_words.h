// What the two series say in words: only what is measured, and only as far as it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/stages/train/model/hunger.h"
#include "app/stages/train/model/ladder.h"

namespace flatscope {

std::string seconds_left_words(double seconds);  // "about 24 s left", "about 3 min left"
std::string points_words(double share);          // "+18.4 points" of 0.184
std::string percent_number(double share);        // "95.7" of 0.957; "–" of NaN

// --- data hunger ---
// What the picture claims, from long to short. `result` may be null.
std::vector<std::string> hunger_titles(const HungerResult* result);
// "CNN, moved"
std::string series_name(const HungerResult& result, int network, bool moved);
// How many pictures the other network needs for what the frugal one reads from `samples`, both moved; empty where that
// is not known.
std::string reach_words(const HungerResult& result, std::int64_t samples);
// Which trainings were still gaining when their steps were used up; empty: none was.
std::string gave_up_words(const HungerResult& result);
// "Now: CNN, moved, 1,200 samples, step 1,430 ...", from long to short; empty when it is over.
std::vector<std::string> now_words(const HungerResult& result);

// --- the ladder ---
std::vector<std::string> ladder_titles(const LadderResult* result);
// A line that says what carries over from 1989, and one for what does not; from long to short.
struct LadderLines {
  std::vector<std::string> carries, does_not;
};
LadderLines ladder_lines(const LadderResult& result);
// How it was measured, and how well the training samples were learnt.
std::string ladder_method(const LadderSettings& settings, const LadderResult* result);

}  // namespace flatscope
