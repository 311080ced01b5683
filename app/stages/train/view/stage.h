// The parts of the Train stage. Each draws one view into its rectangle; stage.cpp says where they are.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "app/stages/network_ink.h"
#include "app/stages/stage.h"
#include "app/stages/train/model/exports.h"
#include "app/stages/train/model/quick_network.h"

namespace flatscope {

// --- what lies behind each tab (set_up.cpp, learning.cpp, ...) ---
void draw_set_up(StageContext& context, const Rect& area);
void draw_learning(StageContext& context, const Rect& area);
void draw_mistakes(StageContext& context, const Rect& area);
void draw_compare(StageContext& context, const Rect& area);
void draw_hunger(StageContext& context, const Rect& area);
void draw_ladder(StageContext& context, const Rect& area);

// What each tab claims, with what is measured where it is known: the two lines of the heading, each from long to short.
struct TabWords {
  std::vector<std::string> titles, subtitles;
};
TabWords set_up_words(const StageContext& context);
TabWords learning_words(const StageContext& context);
TabWords mistakes_words(const StageContext& context);
TabWords compare_words(const StageContext& context);
TabWords hunger_words(const StageContext& context);
TabWords ladder_words(const StageContext& context);

// --- the inspector (inspector.cpp); tabs with controls of their own put them below the transport ---
void inspect_train(StageContext& context, Column& column);
void inspect_data(StageContext& context, Column& column);      // data_controls.cpp: what both learn from
void inspect_networks(StageContext& context, Column& column);  // network_controls.cpp: the quick controls
void inspect_own_network(StageContext& context, Column& column, std::size_t side);  // own_network.cpp
void inspect_code(StageContext& context, Column& column);                           // own_network.cpp
void inspect_kept(StageContext& context, Column& column);                           // kept_runs.cpp
void inspect_hunger(StageContext& context, Column& column);                         // series_inspector.cpp
void inspect_ladder(StageContext& context, Column& column);

// --- where there is no data (no_data.cpp) ---
// Nothing of what is known is about the data that the Scene asks for: it is on its way, or can't be had.
bool lacks_data(const StageContext& context);
// It can't be had, so nothing can be trained.
bool has_no_data(const StageContext& context);
// Why, what to do about it, and a button for that; returns its height.
float draw_no_data(StageContext& context, const Rect& area);
// A folder is chosen, from wherever that is asked for.
void ask_for_folder(StageContext& context);

// --- what several of them draw with ---
ImU32 network_ink(const StageContext& context, std::size_t network);
// Two of one family differ by more than their place: the right one's lines are thinner and its chip is hollow.
bool second_of_its_kind(const StageContext& context, std::size_t network);
// Left and right half of `area`, with a gap between.
std::array<Rect, 2> two_columns(const Ui& ui, const Rect& area);
// Chip, name, structure and parameter count; what is wrong with how it learns in the structure's place, so that nothing
// moves while it is trained, and why it can't be trained under them. Returns what is left below.
Rect draw_network_head(StageContext& context, const Rect& area, std::size_t network);
// What the taller of both heads takes; `width` of a column.
float network_heads_height(const StageContext& context, float width);
// A muted line in small capitals; returns what is left below.
Rect draw_label(Ui& ui, const Rect& area, std::string_view words);

}  // namespace flatscope
