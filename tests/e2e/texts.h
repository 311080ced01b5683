// What is wrong with the texts of a frame: cut, one over another, outside of the window, too small for a class.
#pragma once

#include <string>
#include <vector>

#include "screen.h"

namespace flatscope::testing {

// A sentence for each text that is cut, leaves the window, or lies over another of its layer. What sticks out of an
// area that scrolls at the top or bottom is reached by scrolling.
std::vector<std::string> faults_of_texts(const Screen& screen);
// A sentence for each text that is shorter than a 36th of the screen, numbers in cells than a 45th: of its letters as a
// designer counts them, which are a part of the line that they stand on.
std::vector<std::string> too_small_texts(const Screen& screen);

}  // namespace flatscope::testing
