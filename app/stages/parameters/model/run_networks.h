// Really running a network of the Parameters stage: its weights are allocated and filled, its layers run once on the
// opened picture, and what that took is measured.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/engine/scene.h"
#include "core/layers/network.h"

namespace flatscope {

struct NetworkRunInputs {
  std::shared_ptr<const Image> image;  // null: the input has neither 1 nor 3 channels and is filled with random numbers
  Shape input;                         // (C, H, W)
  Network network;
  bool operator==(const NetworkRunInputs&) const = default;
};

// Bytes in float32. Layers that are impossible are left out, as in pytorch_code. ReLU works in place, and flattening
// moves nothing; a layer's input and output are there at the same time, and so is the network's input all along.
struct NetworkNeeds {
  Count weight_bytes;      // with biases
  Count activation_bytes;  // the most that is there at a time
  Count macs;
  Count bytes() const { return weight_bytes + activation_bytes; }
};
NetworkNeeds needs_of(const Shape& input, const Network& network);

// What a run may take.
struct RunLimits {
  std::int64_t free_bytes = 0;  // of the machine; 0: unknown, then 1 GB may be used
  std::int64_t macs = 1'000'000'000'000;
  std::int64_t usable_bytes() const;  // usable_of what is free
};
inline bool fits(Count bytes, std::int64_t usable) { return !bytes.past && bytes.value <= usable; }
RunLimits limits_here();

struct NetworkRun {
  std::string refusal;  // why it was not run, as a sentence; then only `needs` counts
  NetworkNeeds needs;   // counted beforehand
  Shape output;
  double seconds = 0.0;  // of a forward pass by the wall's clock, weights and input being there: the median of `passes`
  int passes = 0;        // 3, or 1 where it takes a second or more
  std::int64_t weight_bytes = 0, activation_bytes = 0;  // really allocated; activations: the most at a time
  int left_out = 0;                                     // impossible layers
  bool stopped = false;                                 // `stop` said so: nothing above counts
};

NetworkRunInputs network_run_inputs(const Scene& scene, std::size_t network);
// Weights are seeded random numbers in torch.nn.Linear's range. `stop` is asked between layers. Does not throw for want
// of memory: that is a refusal too.
NetworkRun run_network(const NetworkRunInputs& inputs, const RunLimits& limits, const std::function<bool()>& stop = {});

// "805 MB", in powers of 1000 and three digits, as drives and memory are sold; "more than 9.22 EB" past 2^63.
std::string bytes_words(Count bytes);
inline std::string bytes_words(std::int64_t bytes) { return bytes_words(count_of(bytes)); }
// "1.2 ms", "3.4 s".
std::string time_words(double seconds);

}  // namespace flatscope
