// Data hunger: what its views share.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "app/stages/train/model/hunger.h"
#include "app/stages/train/view/stage.h"

namespace flatscope {

struct HungerShown {
  const HungerResult* result = nullptr;  // null: nothing has been trained yet
  HungerInputs wanted;                   // the Scene's
  std::vector<std::string> differs;      // what the result has that the Scene has not any more
  std::vector<std::int64_t> samples;     // on the axis, from few to many
  std::size_t read = 0;                  // of these, the one that the table reads
  std::array<std::string, 2> names;
  std::array<ImU32, 2> inks{};
  bool running = false;
  std::size_t trainings() const { return samples.size() * 4; }
};
// Precondition: there is data.
HungerShown hunger_shown(const StageContext& context);

// How one of the four series is told from the others: the left network round, the right one square; moved while
// training hollow and dashed.
struct SeriesLook {
  ImU32 ink = 0;
  bool square = false, hollow = false;
};
SeriesLook series_look(const HungerShown& shown, int network, bool moved);
void draw_series_mark(Ui& ui, ImVec2 at, const SeriesLook& look);
void draw_series_line(Ui& ui, ImVec2 from, ImVec2 to, const SeriesLook& look);

// Accuracy against samples, in the middle or over all shifts. The pointer in it says what the table reads.
void draw_hunger_chart(StageContext& context, const HungerShown& shown, const Rect& area, bool middle);

// The inspector's table of the number of samples that is read (hunger_table.cpp).
void read_hunger(StageContext& context, Column& column, const HungerShown& shown);

// What is planned before anything has been trained.
std::string hunger_plan_words(const StageContext& context, const HungerShown& shown);

}  // namespace flatscope
