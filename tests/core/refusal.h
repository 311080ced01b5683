// What a call says when it refuses its arguments.
#pragma once

#include <stdexcept>
#include <string>

namespace flatscope {

// The sentence of the Error that `call` throws, or "accepted".
template <typename Error = std::invalid_argument, typename Call>
std::string refusal(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace flatscope
