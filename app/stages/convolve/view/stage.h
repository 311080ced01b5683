// The parts of the Convolve stage. Each draws one view into its rectangle; stage.cpp says where they are.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/stages/stage.h"
#include "app/widgets/tensor_view.h"

namespace flatscope {

// --- the inspector ---
void inspect_convolve(StageContext& context, Column& column);

// What each view draws from: the results of one moment, so that all views agree.
struct ConvolveShown {
  const ConvolveResult& result;
  std::shared_ptr<const LayerAnswer> answer;  // of the layer in hand; null where it has no output
  const Scene& scene;                         // as edited; its in-hand numbers are brought within `answer`
  std::size_t layer = 0, filter = 0, channel = 0;
  // Where the patch stands: the output under the pointer, else the one in hand. An element of answer->conv_level.
  ConvElement patch;
};

// --- the row at the top (row.h) ---
struct ConvRow;
void draw_conv_row(StageContext& context, const ConvolveShown& shown, const ConvRow& row);
// Moves the patch on when it plays; call once a frame.
void play_patch(StageContext& context);

// --- the panel below ---
void draw_conv_matrix(StageContext& context, const ConvolveShown& shown, const Rect& area);
void draw_conv_maps(StageContext& context, const ConvolveShown& shown, const Rect& area);
void draw_conv_layers(StageContext& context, const ConvolveShown& shown, const Rect& area);

// --- the inspector ---
void inspect_kernel(StageContext& context, Column& column);
void inspect_conv_layer(StageContext& context, Column& column);
void inspect_stepping(StageContext& context, Column& column);
void inspect_field(StageContext& context, Column& column);
void inspect_conv_evidence(StageContext& context, Column& column);

// Takes over an edit of the layers unless a layer would then have no output: the edit is put back and the reason stands
// beside `control` until the next one (ConvolveView::refusal). True if it was taken.
bool accept_layers(StageContext& context, const ConvolveScene& before, std::string_view control);
// The reason beside a control, if it was the one refused.
// Says beside `control` why an edit was not taken, as long as the layers stay as they are.
void refuse(StageContext& context, std::string_view control, std::string why);
void show_refusal(StageContext& context, Column& column, std::string_view control);

// The two words for a kernel's size: its taps, with what they span where there are gaps between them ("3 × 3 taps,
// extent 5 × 5"), and the span alone ("5 × 5").
std::string taps_words(const ConvLayer& layer);
std::string extent_words(const ConvLayer& layer);

// How maps are coloured: signed or magnitude, one range or one a map.
TensorStyle map_style(const Scene& scene, const LayerAnswer& answer, std::size_t map);

}  // namespace flatscope
