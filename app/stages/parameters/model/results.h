// What the Parameters stage has asked to be run; all that it counts is counted in the frame.
#pragma once

#include <array>

#include "app/engine/stored.h"
#include "app/stages/parameters/model/run_networks.h"

namespace flatscope {

// One network, really run: only when the person asks for it.
struct RunShown {
  Stored<NetworkRunInputs, NetworkRun> done;
  bool running = false;  // or about to
};

struct ParametersResults {
  std::array<RunShown, 2> runs;  // of its networks
};

}  // namespace flatscope
