// The part of the ViewState that a picture shows, as text: for the program that draws the picture anew.
#pragma once

#include <string>
#include <string_view>

#include "app/engine/view_state.h"

namespace flatscope {

std::string view_to_text(const ViewState& view);  // JSON
// What is missing stays as it is in a new ViewState. Throws std::runtime_error where the text is no such thing.
ViewState view_from_text(std::string_view text);

}  // namespace flatscope
