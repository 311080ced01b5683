// The row at the top of the Convolve stage: the input with its padding, the products, and where their sum lands. Where
// each stands, and what is drawn into it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/look/fixed_number.h"
#include "app/stages/convolve/view/stage.h"
#include "core/layers/conv_patch.h"

namespace flatscope {

// A plane of cells on the screen, whole or through a camera.
struct CellPlane {
  Rect box;           // pixels
  Rect cells;         // the columns and rows that `box` shows; the input's padding has negative ones
  float cell = 1.0F;  // pixels a cell
  Rect cell_rect(std::int64_t row, std::int64_t column) const;
  // Half-open, in cells.
  Rect rect(std::int64_t top, std::int64_t left, std::int64_t bottom, std::int64_t right) const;
  Place at(ImVec2 point) const;
};

// One number in each cell of a plane, all with the same digits behind the point.
struct CellNumbers {
  Type type = Type::mono_small;
  int decimals = 2;
};

struct ConvRow {
  Rect input_label, products_label, output_label;
  CellPlane input, output;
  Rect products, input_legend, output_legend;
  Padding padding;
  Rect plane;        // the input with its padding, in cells
  bool low = false;  // little room: fewer words
};

ConvRow place_row(const Ui& ui, const ConvolveShown& shown, const Rect& area, const Camera& camera);

// Reads the pointer over both pictures: hover, click, zoom.
void point_in_row(StageContext& context, const ConvolveShown& shown, const ConvRow& row);
// The output of a layer, before pooling, that an element of its input or output stands for.
Place patch_at(const LayerAnswer& answer, std::int64_t filter, const ConvElement& element);
// Where the patch stands: the output under the pointer or centred on the input under it, else the one in hand.
ConvElement patch_of(const StageContext& context, const ConvolveShown& shown);
// Zoomed in, what keys and the player do stays in sight.
void follow_patch(ConvolveView& view, const ConvolveShown& shown, const ConvRow& row);

// The cell of the output that gets the sum; none where pooling leaves a last row or column out.
std::optional<Place> landing_of(const ConvolveShown& shown);

// The products' grids and lines, laid out for one patch.
struct ProductsPlace {
  Rect values, kernel, products;         // grids; empty where there is no room
  float cell_w = 0.0F, cell_h = 0.0F;    // of the products
  float small_w = 0.0F, small_h = 0.0F;  // of the other two
  bool products_only = false;            // only the products have numbers in them
  bool wide_products = false;            // they stand below the other two, with cells of their own width
  Type type = Type::mono_small;
  int digits = 0;                         // significant ones in the cells; 0: colours only
  Rect sums;                              // the lines below
  std::vector<std::string> channel_sums;  // of every input channel, or of the one in hand and of all others
  int sums_a_line = 1;
  float sums_pitch = 1.0F;                // from one to the next on a line
  float sums_height = 0.0F, line = 0.0F;  // of all channel sums; of the lines "sum" and "bias"
  bool bias = false;                      // those lines are there
  Type number = Type::number;
  Rect result;                     // the big number
  std::vector<std::string> after;  // what becomes of it
};
// A curve from one view to another: it leaves to the right and arrives from the left.
struct ConvThread {
  ImVec2 from, to;
  float pull = 0.0F;  // how far its ends go straight
  bool crosses(const Rect& rect) const;
};

// `widest` is as far as the grids spread, in design units; with `only` (0 values, 1 kernel, 2 products) there is one
// grid. `large` lets cells and numbers grow into the room there is, to be read from the last row.
struct ProductsAsk {
  float widest = 560.0F;
  int only = -1;
  bool large = false;
};
ProductsPlace place_products(const Ui& ui, const ConvolveShown& shown, const ConvPatch& patch, const Rect& area,
                             const ProductsAsk& ask = {});
// The patch's numbers over the whole stage, so that they can be read at any size of the kernel.
void draw_large_numbers(StageContext& context, const ConvolveShown& shown, const Rect& area);
// The tap whose cell the pointer is on, as an index into its slice.
std::optional<std::size_t> pointed_tap(const ProductsPlace& place, const ConvPatch& patch);

void draw_conv_input(StageContext& context, const ConvolveShown& shown, const ConvRow& row, const ConvPatch& patch,
                     std::optional<std::size_t> tap);
// What a padded zero stands on.
ImU32 padding_ground(const Ui& ui);
// Zeros and repeated values around it.
void draw_padding(Ui& ui, const ConvolveShown& shown, const ConvRow& row);
// The zeros as digits, where they can be read and `thread` does not pass.
void draw_padding_numbers(Ui& ui, const ConvolveShown& shown, const ConvRow& row,
                          const std::optional<ConvThread>& thread);
void draw_conv_products(StageContext& context, const ConvolveShown& shown, const ProductsPlace& place,
                        const ConvPatch& patch);
void draw_conv_output(StageContext& context, const ConvolveShown& shown, const ConvRow& row);

// Which channel of the input is drawn: -1 the picture in colour.
int input_channel(const ConvolveShown& shown);
// How the input is coloured: a picture as it is, maps as the layer before shows them.
TensorStyle input_style(const ConvolveShown& shown);
// The name of an input channel: "R", "2".
std::string channel_name(const ConvolveShown& shown, std::int64_t channel);

// Values in the cells of a plane that are seen whole, where they can be read. `channel` of `tensor`.
void draw_numbers(Ui& ui, const CellPlane& plane, const Tensor& tensor, std::int64_t channel, const TensorStyle& style);
void draw_legend(Ui& ui, const Rect& area, const TensorStyle& style, std::string_view id);
// With a plus before what is positive.
std::string signed_number(double value, int digits = 3);

}  // namespace flatscope
