// How the Parameters stage is being looked at: plain, never undone.
#pragma once

#include <optional>
#include <utility>
#include <vector>

namespace flatscope {

// Where the ledger's columns stood when the mouse went down: they hold still until it is let go, so that numbers that
// grow under a drag move nothing.
struct HeldLedger {
  struct Column {
    int figure = 0;
    float left = 0.0F, right = 0.0F;
    bool operator==(const Column&) const = default;
  };
  std::vector<Column> columns;
  float left = 0.0F, right = 0.0F, height = 0.0F;  // what they were fitted to, and what the ledger took
  bool operator==(const HeldLedger&) const = default;
};

struct ParametersView {
  std::optional<int> dragged_layer;  // of the network in hand, while it is dragged to another place
  // A key that the ledger has not answered yet: the layer in hand goes up, down, or out.
  enum class Ask { none, up, down, remove } ask = Ask::none;
  enum class View { ledger, chart, squares } shown = View::ledger;  // where there is room for one only
  std::pair<int, int> revealed{0, 0};  // the network and layer that the ledger has scrolled to
  // While the chart's handle is dragged: width / height of the input when it was taken, and pixels from the pointer.
  double handle_aspect = 1.0;
  float handle_offset = 0.0F;
  HeldLedger held;
  // The preset whose words stand in the inspector: they stay when the network is changed, so that nothing below moves.
  std::optional<int> told_preset;
  int runs_asked = 0;   // how often the person wanted the networks to be really run
  int reveal_runs = 0;  // frames in which the inspector still scrolls to the results of a run
  bool operator==(const ParametersView&) const = default;
};

}  // namespace flatscope
