// A frame as a vector picture: shapes as paths, texts as text, tensors as their cells.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/widgets/tensor_view.h"
#include "app/widgets/ui.h"

namespace flatscope {

// Shapes are drawn so that their outlines can be read back, for frames that svg_of_frame is to see.
void draw_for_svg(ImGuiStyle& style);

// All that a vector picture of one frame is made of, kept by itself: neither the frame nor what drew it need be there
// when it is written.
struct SvgFrame {
  struct Command {
    Rect clip;
    int first = 0, last = 0;  // of the list's indices: [first, last)
    int vertices = 0;         // the vertex that index 0 stands for
    bool letters = false;     // drawn with the font's texture: letters and plain shapes
  };
  struct List {
    std::vector<Command> commands;
    std::vector<ImDrawIdx> indices;
    std::vector<ImDrawVert> vertices;
    std::vector<TextRun> runs;             // the list's texts (Ui::runs), which begin where the picture's letters do
    std::map<int, TensorPicture> tensors;  // by their first index
  };
  ImVec2 size;
  std::vector<List> lists;
  std::vector<std::uint8_t>
      pixels;  // the same frame as it was drawn, RGB: for pictures that only the graphics card has
  ImU32 ground = 0;
  std::string title;
  ImVec2 white;     // where the font's texture is white
  std::string ids;  // what those in the file begin with
};

// `runs` are the texts of the whole frame, `painter` drew the tensors in it. Needs the OpenGL context and the Dear
// ImGui context that drew it.
SvgFrame svg_frame(const ImDrawData& frame, const TensorPainter& painter, std::span<const TextRun> runs,
                   std::vector<std::uint8_t> pixels, ImU32 ground, std::string_view title);
// The file. Needs neither: for workers.
std::string svg_of_frame(const SvgFrame& frame);

}  // namespace flatscope
