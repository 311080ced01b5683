// The parts of the Shift stage. Each draws one view into its rectangle; stage.cpp says where they are.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/stages/shift/view/change_strip.h"
#include "app/stages/shift/view/words.h"
#include "app/stages/stage.h"
#include "app/widgets/feature_maps.h"
#include "core/layers/flatten.h"

namespace flatscope {

// --- the inspector ---
void inspect_shift(StageContext& context, Column& column);
// Its pieces that stand there whoever answers.
void choose_shift(StageContext& context, Column& column);
void choose_doodle(StageContext& context, Column& column);
// Every kind of object has options of this height, so that what follows them stays where it is.
float options_height(const Ui& ui);

// Where the views are, in pixels. Each block begins with its label.
struct ShiftLayout {
  Rect canvas;  // the picture itself, of the canvas's aspect
  Rect canvas_label, dense, vector, maps;
  Rect answer;                       // empty where there is no room: then the maps' label says it
  float strip = 0.0F, marks = 0.0F;  // heights in the vector's block
  MapGrid grid;
};

// A straight piece of an outline along the border between pixels, from `from` right or down to `to`.
struct OutlineEdge {
  ImVec2 from{0, 0}, to{0, 0};
};

// The edge of what is moved, and where it is; measured once for an object. In pixels of the picture.
struct ObjectOutline {
  std::vector<OutlineEdge> edges;
  ImVec2 centre{0, 0};
  std::int64_t left = 0, top = 0, right = 0, bottom = 0;  // its bounding box, [left, right) x [top, bottom)
  bool empty = true;
};
ObjectOutline outline_of(const ObjectResult& object);
// The same, kept while the object stays.
const ObjectOutline& outline_of(Ui& ui, const std::shared_ptr<const ObjectResult>& object);

// Where the object stood, for words about it.
ObjectBox box_of(const ObjectOutline& outline);

// What each view draws from: the results of one moment, so that all four show the same shift.
struct ShiftShown {
  const ShiftResult& result;
  const LayerInputs& inputs;
  const Scene& scene;
  const ObjectOutline& outline;  // of inputs.object
  PixelSize size() const { return {result.after->picture.width(), result.after->picture.height()}; }
  bool moved() const { return inputs.dx != 0 || inputs.dy != 0; }
  std::string noun() const;  // what moves, in the middle of a sentence
};

// What a drag on the canvas does.
enum class CanvasMode { move, mark, draw, rub_out };
CanvasMode canvas_mode(const StageContext& context);

// Pixels beside each other in one row.
struct PixelRun {
  Place from;
  std::int64_t count = 1;
};

// Where it was: a thin line along the object's edge, or where the picture's own frame went.
void draw_ghost(Ui& ui, const ShiftShown& shown, const Rect& canvas);
void draw_pointed_run(Ui& ui, const PixelRun& run, const Rect& canvas, PixelSize size);
void draw_canvas(StageContext& context, const ShiftShown& shown, const ShiftLayout& layout,
                 const std::optional<PixelRun>& pointed);
// Returns the pixels whose elements the pointer is on, none where it is on more than a row of them.
std::optional<PixelRun> draw_vector(StageContext& context, const ShiftShown& shown, const ShiftLayout& layout);
void draw_dense(StageContext& context, const ShiftShown& shown, const Rect& area);
void draw_maps(StageContext& context, const ShiftShown& shown, const ShiftLayout& layout);

// The inspector's first section.
void inspect_object(StageContext& context, Column& column);

// Of a residual: the convolution's where it is 0, that of what is wrong where it is not, none's where there is nothing
// to compare.
ImU32 residual_colour(const Ui& ui, float residual, std::int64_t compared = 1);
// The same for the number inside, quiet while nothing has moved.
ImU32 interior_colour(const Ui& ui, const ShiftShown& shown);

// The vector's strips as they stand, for the record.
std::uint64_t vector_hash(const ChangeStrip& strips, std::uint64_t seed);
// FNV-1a over bytes, to tell in the record whether a view changed.
inline constexpr std::uint64_t hash_seed = 0xCBF29CE484222325ULL;
std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t seed = hash_seed);

}  // namespace flatscope
