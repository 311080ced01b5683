// The ledger's columns and rows, shared by its files.
#pragma once

#include <string>
#include <vector>

#include "app/stages/parameters/model/edits.h"
#include "app/stages/parameters/model/words.h"
#include "app/stages/parameters/view/stage.h"

namespace flatscope {

// What a column shows, in the order they stand.
enum class Figure { name, output, weights, biases, macs, activations, bytes, training, parameters };

struct LedgerColumn {
  Figure figure = Figure::name;
  float left = 0.0F, right = 0.0F;  // in pixels; numbers stand at its right edge, words at its left
  float room = 0.0F;                // how wide they may be: the gap beside it is spare
};

// As many columns as fit between `left` and `right`, the most telling first; name and parameters always.
std::vector<LedgerColumn> fit_columns(const Ui& ui, const ParametersShown& shown, float left, float right);
// The same, but those of the frame in which the mouse went down while it is down.
std::vector<LedgerColumn> steady_columns(const Ui& ui, const ParametersShown& shown, HeldLedger& held, float left,
                                         float right);

bool is_words(Figure figure);
const char* title_of(Figure figure);
const char* meaning_of(Figure figure);  // a tooltip
std::string figure_text(Figure figure, const LayerCount& count);
std::string formula_of(Figure figure, const CostFormulas& formulas);
// Parameters are written large; what is past 2^63 - 1 is said in words.
Type type_of(Figure figure, const LayerCount& count);

// Orange for a dense layer, green for a convolution, grey for what has no parameters.
ImU32 layer_colour(const Ui& ui, LayerKind kind);
// Orange where most parameters are in dense layers, green where they are in convolutions.
ImU32 network_colour(const Ui& ui, const Shape& input, const Network& network);
// Whether a network's totals say more than its rows: more than one layer has parameters.
bool has_total(const CountedNetwork& network);

struct LedgerEntry {
  enum class What { layer, total, empty, ratio } what = What::layer;
  int network = 0, layer = 0;
  Rect box;
  bool pinned = false;  // below the rows, where they scroll
};

// Draws a row and takes what the pointer does to it: a click takes its layer in hand, a drag moves it.
void draw_entry(StageContext& context, const ParametersShown& shown, const std::vector<LedgerColumn>& columns,
                const std::vector<LedgerEntry>& entries, const LedgerEntry& entry);

// The sentence about a layer.
std::string sentence_about(const ParametersShown& shown, std::size_t network, std::size_t layer);
// That of the layer in hand, and its numbers with their formulas. Returns the height; with draw_it false it
// only measures.
float draw_in_hand(StageContext& context, const ParametersShown& shown, ImVec2 at, float width, bool numbers,
                   bool draw_it);

}  // namespace flatscope
