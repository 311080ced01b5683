// The parts of the Parameters stage. Each draws one view into its rectangle; stage.cpp says where they are.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/stages/stage.h"

namespace flatscope {

// --- the inspector ---
void inspect_parameters(StageContext& context, Column& column);

// One network of the Scene with what it costs; counted anew each frame, which takes microseconds.
struct CountedNetwork {
  const Network& network;
  NetworkCount count;
  std::vector<Shape> inputs;  // what each layer gets
};

struct ParametersShown {
  const ParametersScene& scene;
  Shape input;
  std::vector<CountedNetwork> networks;
};

// The ledger: a row a layer, totals, and the sentence about the layer in hand (ledger.cpp). Returns the
// height it used of `area`.
float draw_ledger(StageContext& context, const ParametersShown& shown, const Rect& area);
// Cost against resolution on logarithmic axes, with a handle (chart.cpp).
void draw_cost_chart(StageContext& context, const ParametersShown& shown, const Rect& area);
// Squares to scale, from one kernel to the whole dense layer (squares.cpp).
void draw_squares(StageContext& context, const ParametersShown& shown, const Rect& area);

// --- the inspector (inspector.cpp, layers.cpp, memory.cpp, run.cpp) ---
void inspect_input(StageContext& context, Column& column);
void inspect_network_presets(StageContext& context, Column& column);
void inspect_training(StageContext& context, Column& column);
void inspect_network_layer(StageContext& context, Column& column);
void inspect_memory(StageContext& context, Column& column);
void inspect_network_evidence(StageContext& context, Column& column);

// "Network 1", or "Dense" and "Convolution" where that tells them apart.
std::array<std::string, 2> network_names(const ParametersScene& scene);

ParametersShown count_shown(const Scene& scene);

}  // namespace flatscope
