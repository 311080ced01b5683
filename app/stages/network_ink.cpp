#include "app/stages/network_ink.h"

namespace flatscope {

ImU32 ink_of(const Ui& ui, NetworkFamily family) {
  if (family == NetworkFamily::cnn) return ui.colours.conv;
  if (family == NetworkFamily::local || family == NetworkFamily::own) return ui.colours.muted;
  return ui.colours.dense;
}

}  // namespace flatscope
