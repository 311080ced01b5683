// What a .safetensors file says of the network that its arrays are of.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/files/weights.h"
#include "core/training/recognise.h"

namespace flatscope {

// "layers" in the spelling of `flatscope count`, "input" as 1x24x24, "steps", "epochs", "pixels" as "shuffled" where it
// learnt from such, and "format" as PyTorch's users have it.
WeightsNotes network_notes(const Shape& input, std::span<const NetLayer> layers, std::int64_t steps,
                           std::int64_t epochs, bool shuffled = false);

// The network that the notes name, on the input that they name if that is among `inputs`, else on the first that fits.
// Empty where they name no layers. Throws std::invalid_argument with a sentence where they can't be read, or the arrays
// are not those of the layers.
std::optional<RecognisedNetwork> recognised_by(const WeightsNotes& notes, std::span<const NamedTensor> tensors,
                                               std::span<const Shape> inputs);

struct TrainedFor {
  std::int64_t steps = 0, epochs = 0;  // 0 where nothing is said
  bool shuffled = false;               // on shuffled pixels
};
TrainedFor trained_for(const WeightsNotes& notes);

}  // namespace flatscope
