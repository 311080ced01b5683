// Which word was probably meant.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace flatscope {

// The candidate that takes the fewest changes of a letter to reach from `text`: at most 1, or 2 in longer words;
// two letters exchanged are one.
std::optional<std::string_view> nearest(std::string_view text, const std::vector<std::string_view>& candidates);

}  // namespace flatscope
