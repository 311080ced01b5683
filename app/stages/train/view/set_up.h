// The parts of the "Set up" tab: the networks to choose from, the data as a sheet, and what the switches do to one
// sample. Each is told how wide it is and answers how high it will be, so that they share the room.
#pragma once

#include <vector>

#include "app/stages/train/model/both_networks.h"
#include "app/stages/train/view/stage.h"

namespace flatscope {

struct SetUpShown {
  Shape input;
  int classes = 10;
  std::vector<NetworkRow> rows;
};

// --- network_cards.cpp ---
// Wide: name, picture, count and buttons beside one another; else below one another.
bool cards_are_wide(const Ui& ui, float width);
// What one card takes at least and at most, and from where on more lines of samples are worth more.
struct CardHeights {
  float least = 0.0F, good = 0.0F, most = 0.0F;
};
CardHeights card_heights(const Ui& ui, float width);
float cards_head_height(const Ui& ui);
// Returns where they end.
float draw_network_cards(StageContext& context, const SetUpShown& shown, const Rect& area, float card);

// --- data_sheet.cpp ---
// The height with this many lines of training samples, and one of test samples.
float sheet_height(const StageContext& context, float width, int lines);
float draw_data_sheet(StageContext& context, const Rect& area, int lines);

// --- switches_shown.cpp ---
float switches_height(const StageContext& context, float width);
float draw_switches(StageContext& context, const Rect& area);

}  // namespace flatscope
