// A frame as a vector picture: shapes as paths, texts as text, tensors as their cells.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "app/widgets/ui.h"

namespace flatscope {

// Shapes are drawn so that their outlines can be read back, for frames that svg_of_frame is to see.
void draw_for_svg(ImGuiStyle& style);

// `runs`: the frame's texts (Ui::runs), which begin where the picture's letters do. `pixels`: the same frame as it was
// drawn, RGB, for the pictures that only the graphics card has; `painter` drew the tensors in it. Needs the OpenGL
// context that drew it.
std::string svg_of_frame(const ImDrawData& frame, const TensorPainter& painter, std::span<const TextRun> runs,
                         std::span<const std::uint8_t> pixels, ImU32 ground, std::string_view title);

}  // namespace flatscope
