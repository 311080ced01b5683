// What can be taken away from the Parameters stage.
#pragma once

#include <string>
#include <vector>

#include "app/engine/scene.h"
#include "app/files/export.h"

namespace flatscope {

// The ledger, cost against resolution, and PyTorch code of each network.
std::vector<ExportItem> parameters_exports(const Scene& scene);

// A line for each layer of each network and one for its total: every count of LayerCount, and the formulas behind them.
// A count past 2^63 - 1 is ">9223372036854775807". Layers that are impossible have no counts but the reason.
std::string ledger_csv(const ParametersScene& scene);
// "side,cost,dense,locally_connected,convolution" for square inputs from 8 to 8192 a side. Dense: as many outputs as
// the networks' first linear layer has; convolution: like their first one. Defaults (64; 64 of 3 x 3) where there
// is none.
std::string cost_series_csv(const ParametersScene& scene);

}  // namespace flatscope
