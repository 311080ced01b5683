// The parts of the Compare tab.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/stages/stage.h"
#include "app/stages/train/model/results.h"
#include "app/stages/train/model/run_words.h"

namespace flatscope {

// The kept run that lies over this one; null where there is none.
std::shared_ptr<const KeptRun> kept_over(const StageContext& context);
std::string kept_name(const KeptRun& kept);  // "Kept 1"
// The kept run that is laid over the curves: on Compare kept_over(), elsewhere only one that was chosen.
std::shared_ptr<const KeptRun> laid_over(const StageContext& context);
// In lists, which are read downwards: "1 · shuffled".
std::string kept_row_name(const KeptRun& kept);
// What stands above the figures of both networks: their names, or "left" and "right" where a kept run has others.
std::array<std::string, 2> run_heads(const StageContext& context);
bool kept_has_others(const StageContext& context);
// Of a figure in such a list: `plain`, or where kept runs have other networks the colour of the one it belongs to.
ImU32 figure_ink(const StageContext& context, const NetworkState* state, ImU32 plain);
// What a run is, all of it: settings, both networks, how far it was trained.
std::string kept_in_full(const KeptRun& kept);

// A sample as it is and shuffled, with a pixel and its neighbours in both (shuffle_picture.cpp). `side` of each square;
// two and the room between them fit `width`. Returns the height that is used.
float shuffle_gap(const Ui& ui);           // between the squares
float shuffle_words_height(const Ui& ui);  // above and below them
void draw_shuffle_picture(StageContext& context, ImVec2 at, float width, float side);

// The exact experiment (exact_panel.cpp): returns the height that is used; with draw_it false it only measures.
float draw_exact(StageContext& context, ImVec2 at, float width, bool draw_it);

// One network, this run over the kept one (run_pair.cpp).
void draw_run_pair(StageContext& context, const Rect& area, std::size_t network, const KeptRun* over);
// What the curves of both are of, chosen in one row for both.
float measure_row_height(const Ui& ui);
void draw_measure_row(StageContext& context, const Rect& row);
// What that asks for at least; `width` of a column.
float run_pair_height(const StageContext& context, float width);

// This run and those that are kept (runs_table.cpp).
float runs_table_height(const StageContext& context, float width);
void draw_runs_table(StageContext& context, const Rect& area);

// Sets everything back to what the kept run was made with: one step of undo.
void go_back_to(StageContext& context, const KeptRun& kept);

// "96.5", in per cent; a dash where it is not known.
std::string hundredths(double share);
// The same with a sign, of a difference in points.
std::string signed_points(double points);

}  // namespace flatscope
