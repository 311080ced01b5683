// Short words about steps: what they are, and times.
#pragma once

#include <string>
#include <string_view>

#include "app/lessons/model/lesson.h"

namespace flatscope {

std::string_view kind_of_step(const Step& step);  // "look", "question: type a number"
std::string minutes_and_seconds(double seconds);  // "3:12"

}  // namespace flatscope
