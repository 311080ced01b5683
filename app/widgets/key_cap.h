// A key of the keyboard, drawn as its cap.
#pragma once

#include <string_view>

#include "app/widgets/ui.h"

namespace flatscope {

float key_cap_height(const Ui& ui, Type type = Type::small);
// With its top left at `at`, with a thicker lower edge; returns its width. With draw_it false it only measures.
float key_cap(Ui& ui, ImVec2 at, std::string_view name, bool draw_it = true, Type type = Type::small);

}  // namespace flatscope
