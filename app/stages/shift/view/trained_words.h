// What the Shift stage says of two trained networks, from long to short where there may be little room. No drawing in
// here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/engine/results.h"
#include "app/engine/scene.h"

namespace flatscope {

// A probability in per cent, with as many places as tell it from 0 and from 1: "99.98 %", "7.3 %", "0.02 %".
std::string probability_words(double probability);

// A class in a sentence: "a 2", "an 8"; other names as they are, in quotes.
std::string class_phrase(const TrainedPair& pair, int index);

// "digit" where all classes are numbers, else "picture"; "drawing" of a doodle.
std::string noun_of(const TrainedPair& pair, PairObject object);

// The class that the sample has in the data; none for other objects.
std::optional<int> label_of(const Scene& scene);

std::vector<std::string> pair_subtitles(const Scene& scene);

// What one network reads before and after: "a 2 at 99.9 %, then a 7 at 98 %".
std::vector<std::string> reading_sentences(const TrainedPair& pair, const Reading& reading, bool moved,
                                           std::optional<int> label);

// "the MLP"; the name of somebody's file has no article.
std::string named(const TrainedPair& pair, std::size_t which);

// "(+2, −1)"
std::string place_words(int dx, int dy);

}  // namespace flatscope
