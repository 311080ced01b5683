// What a page of the program is to Dear ImGui: a window without anything of its own, in the house's colours.
#pragma once

#include "app/widgets/ui.h"

namespace flatscope {

inline constexpr ImGuiWindowFlags plain_window =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav |
    ImGuiWindowFlags_NoBackground;

void style_imgui(const Ui& ui);

}  // namespace flatscope
