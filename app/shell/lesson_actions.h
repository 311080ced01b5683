// The actions of a lesson that is played: going through it, its questions, writing on it.
#pragma once

#include <string_view>
#include <vector>

#include "app/shell/actions.h"

namespace flatscope {

// `lessons` is their group in the list of keys.
void add_of_lessons(std::vector<Action>& all, std::string_view lessons);

}  // namespace flatscope
