// The patch stepped by keys, by buttons and by the player, output by output along the rows.
#pragma once

#include <cstdint>

#include "app/engine/scene.h"
#include "app/engine/view_state.h"

namespace flatscope {

// Outputs of the layer in hand, before pooling; 0 x 0 where it has none.
struct PatchSteps {
  std::int64_t rows = 0, columns = 0;
  std::int64_t count() const { return rows * columns; }
  std::int64_t index(const Place& place) const { return place.row * columns + place.column; }
};
PatchSteps patch_steps(const Scene& scene);

// `by` outputs further along the rows from `from`, at most to the first or the last one.
Place patch_after(const Scene& scene, const Place& from, std::int64_t by);
void place_patch(Scene& scene, const Place& place);

// From now on the keys or the player move the patch, not the pointer that rests on a picture. `playing` is that of
// ConvolveView.
void lead_patch(ConvolveView& view, int playing);

// What Space (1) and B (-1) do: plays on from where the patch stands, or pauses. At the end it begins anew. True if it
// plays now; if not, the ride is over and worth a step of undo.
bool start_or_pause(Scene& scene, ConvolveView& view, int direction);

}  // namespace flatscope
