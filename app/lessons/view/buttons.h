// The buttons of lessons. The first one is ink: green means convolution.
#pragma once

#include <string_view>

#include "app/widgets/controls.h"

namespace flatscope {

enum class ButtonLook { plain, first };

// `key` stands small behind the label; true when clicked.
bool lesson_button(Ui& ui, const char* id, const Rect& rect, std::string_view label, std::string_view key,
                   ButtonLook look, bool enabled = true);
// How wide it has to be for all of its words.
float lesson_button_width(const Ui& ui, std::string_view label, std::string_view key);

}  // namespace flatscope
