// Scalable Vector Graphics, as text: shapes in the order they are drawn. Source: SVG 1.1 (second edition), W3C; the one
// later word is image-rendering's `pixelated` (CSS Images 3).
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/widgets/ui.h"

namespace flatscope {

class SvgWriter {
 public:
  // `ids` begin those in the file, so that several can stand in one page.
  SvgWriter(ImVec2 size, ImU32 ground, std::string_view title, std::string_view ids = {});

  // Of what follows. What lies outside is left out; only what is cut is told about it.
  void clip(const Rect& rect) { clip_ = rect; }

  void rect(const Rect& rect, ImU32 colour);
  void gradient(const Rect& rect, ImU32 from, ImU32 to, bool across);  // left to right, else downwards
  void polygon(std::span<const ImVec2> points, ImU32 colour);
  void stroke(std::span<const ImVec2> points, float thickness, ImU32 colour, bool closed);
  // One line, letters of `face` at the run's place and as wide as it was drawn.
  void text(const TextRun& run);
  // Stretched over `rect`, every pixel a flat cell.
  void image(const Rect& rect, std::span<const std::byte> png, float opacity);

  std::string finish();

 private:
  enum class Seen { no, whole, cut };
  Seen seen(const Rect& box) const;
  bool begin(const Rect& box);  // chooses the group; false: nothing of it is seen
  // Paths of the same look that follow each other become one.
  void add_path(const std::string& look, const std::string& data);
  void end_path();

  std::string defs_, body_, path_look_, path_data_;
  std::map<std::string, int> clips_, gradients_;
  int group_ = -1;  // the clip of the open group
  Rect screen_, clip_;
  ImU32 ground_;
  std::string title_, ids_;
};

}  // namespace flatscope
