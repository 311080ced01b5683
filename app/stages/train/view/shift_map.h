// Test accuracy for every shift: a network's heat map with the numbers that are read off it.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "app/stages/stage.h"
#include "app/stages/train/model/results.h"

namespace flatscope {

struct ShiftPanel {
  int radius = 8;  // of the map that is drawn
  Rect map;        // (2 radius + 1) x (2 radius + 1) cells
  Rect below;      // what stands at its edges
  Rect numbers;
  Rect statement;  // what the map stands on
  // (dx, dy): to the right, down; within the radius.
  Rect cell(int dx, int dy) const;
};

// Map and numbers side by side in `area`, or, where it is too narrow for that, the numbers below.
ShiftPanel lay_out_shift_panel(const StageContext& context, const Rect& area, std::size_t network);
// The least height at which nothing is left out, for a panel of this width.
float shift_panel_height(const Ui& ui, float width);
// At most `height`: what a panel takes of it whose map has cells of whole pixels.
float fitted_shift_height(const Ui& ui, float width, float height, int radius);

// --- shift_numbers.cpp ---
inline constexpr int shift_numbers = 4;
float big_shift_row(const Ui& ui);    // of one of them, with its words below it
float small_shift_row(const Ui& ui);  // with its words beside it
void draw_shift_numbers(StageContext& context, const ShiftPanel& panel, std::size_t network);
// On how many samples and on which weights the map stands; under the pointer what the border does there.
void draw_shift_statement(StageContext& context, const ShiftPanel& panel, std::size_t network);

// The cell under the pointer, read into `pointed`; to be called before anything that reads it is drawn.
void point_at_shift(StageContext& context, const ShiftPanel& panel, std::size_t network,
                    std::optional<std::pair<int, int>>& pointed);
void draw_shift_panel(StageContext& context, const ShiftPanel& panel, std::size_t network);

// The shift whose accuracy is told: the pointer's, else two pixels to the right.
std::pair<int, int> told_shift(const StageContext& context);
// "two pixels to the right", "3 pixels right, 2 up": from long to short.
std::vector<std::string> told_shift_words(std::pair<int, int> shift);
// Of the test part, in [0, 1]; the middle is what the curves have of all test samples, and that of the last epoch.
// `about`: it stands on fewer than all, or on weights of another epoch than the last.
struct ShiftShare {
  double share = unknown;
  bool about = false;
};
ShiftShare share_at(const NetworkState* state, int dx, int dy);
// "97.5 %", "~98 %" of fewer than all and "~97.5 %" of many of them, a dash where it is not known.
std::string share_words(const ShiftShare& share, const ShiftMap* map);

}  // namespace flatscope
