// The rows of the table of actions that belong to presenting a lesson.
#pragma once

#include <string_view>
#include <vector>

#include "app/shell/actions.h"

namespace flatscope {

// `lessons` is the heading of what can be done in any lesson.
void add_presenting(std::vector<Action>& all, std::string_view lessons);

}  // namespace flatscope
