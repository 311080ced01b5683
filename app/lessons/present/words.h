// Short words about steps: what they are.
#pragma once

#include <string_view>

#include "app/lessons/model/lesson.h"

namespace flatscope {

std::string_view kind_of_step(const Step& step);  // "look", "question: type a number"

}  // namespace flatscope
