// The ladder: what its views share.
#pragma once

#include <cstddef>
#include <string>

#include "app/stages/train/model/ladder.h"
#include "app/stages/train/view/stage.h"

namespace flatscope {

struct LadderShown {
  const LadderResult* result = nullptr;  // null: nothing has been trained yet
  LadderSettings settings;               // of the result, else of the Scene
  bool other = false;                    // the result belongs to other settings than those of the Scene
  bool running = false;
};
LadderShown ladder_shown(const StageContext& context);

// Orange, slate and green, as everywhere.
ImU32 rung_ink(const Ui& ui, std::size_t rung);

// A small picture of the network: its input at the left, its ten classes at the right, what is connected between.
void draw_rung_picture(Ui& ui, const Rect& area, std::size_t rung);

// The axis of accuracy, which all five rows share.
struct LadderAxis {
  float left = 0.0F, right = 0.0F;  // pixels
  double low = 0.7, high = 1.0;
  float x(double share) const { return left + (right - left) * static_cast<float>((share - low) / (high - low)); }
};
LadderAxis ladder_axis(const LadderShown& shown, float left, float right);
// Lines and numbers of the axis, from the row of its numbers down to `bottom`.
void draw_ladder_axis(Ui& ui, const LadderAxis& axis, float top, float bottom);

// What one row says of accuracy. Returns where the figures of 1989 and ours are, to be joined from row to row.
struct RungMarks {
  ImVec2 published{0, 0}, ours{0, 0};
  bool has_ours = false;
};
RungMarks place_rung_marks(const LadderShown& shown, const LadderAxis& axis, const Rect& row, std::size_t rung);
void draw_rung_marks(Ui& ui, const LadderShown& shown, const LadderAxis& axis, const Rect& row, std::size_t rung,
                     const RungMarks& marks);
void draw_ladder_legend(Ui& ui, const LadderShown& shown, const Rect& row);

}  // namespace flatscope
