// What a call says when it refuses its arguments.
#pragma once

#include <stdexcept>
#include <string>

namespace flatscope {

// The sentence of the std::invalid_argument that `call` throws, or "accepted".
template <typename Call>
std::string refusal(const Call& call) {
  try {
    call();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace flatscope
