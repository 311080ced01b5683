// Lines through many points: dashed ones whose dashes run on over the corners, and the band between two.
#pragma once

#include <string>
#include <vector>

#include "app/widgets/ui.h"

namespace flatscope {

void solid_line(Ui& ui, const std::vector<ImVec2>& points, ImU32 colour, float thickness);
// `dash` is the length of a dash in design units; the gaps are three quarters of it.
void dashed_line_through(Ui& ui, const std::vector<ImVec2>& points, ImU32 colour, float thickness, float dash = 4.0F);
// Between two lines with the same x at each index, also where they cross. No seams where a colour lets light through.
void band_between(Ui& ui, const std::vector<ImVec2>& one, const std::vector<ImVec2>& other, ImU32 colour);

// The smallest of 1, 2, 5, 10, 20, 50, ... that is at least `least`: a step of whole numbers along an axis.
int axis_step(double least);
// The smallest of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 times a power of ten that is at least `value` (> 0): where an axis
// from 0 ends, so that it grows in steps.
double axis_end(double value);
// Without zeros at its end, as the numbers along an axis are written: "25", "0.05", "−0.5".
std::string axis_number(double value);

}  // namespace flatscope
