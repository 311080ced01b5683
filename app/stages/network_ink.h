// The colour of a kind of network, the same on every stage.
#pragma once

#include "app/stages/train/model/quick_network.h"
#include "app/widgets/ui.h"

namespace flatscope {

// Orange for dense layers, green for convolutions, slate for locally connected ones and for what is none of these.
ImU32 ink_of(const Ui& ui, NetworkFamily family);

}  // namespace flatscope
