// The two networks of the Scene among the usual ones, and their way from and to the Parameters stage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/stages/train/model/quick_network.h"
#include "app/stages/train/model/results.h"

namespace flatscope {

struct Scene;

// What a person chooses from; `own` is whatever else was built or loaded.
enum class UsualNetwork { single, mlp, local, cnn_flat, cnn_global, own };
inline constexpr UsualNetwork all_usual_networks[] = {UsualNetwork::single, UsualNetwork::mlp, UsualNetwork::local,
                                                      UsualNetwork::cnn_flat, UsualNetwork::cnn_global};

std::string_view to_string(UsualNetwork kind);  // "cnn-flat", "own": for ids
std::string_view title_of(UsualNetwork kind);   // "CNN, flatten"
std::string_view about_of(UsualNetwork kind);   // "shared kernels, dense head"

UsualNetwork usual_of(std::span<const NetLayer> layers, const Shape& input);
// As core/training/models.h has it. Not of `own`.
std::vector<NetLayer> usual_layers(UsualNetwork kind, int classes);

// One of those that are shown to choose from.
struct NetworkRow {
  UsualNetwork kind = UsualNetwork::own;
  std::vector<NetLayer> layers;  // as the Scene has them where it is chosen, else the usual ones
  bool left = false, right = false;
};
// All the usual ones in their order, one twice where left and right are two different ones of that kind, and behind
// them those that are none of these.
std::vector<NetworkRow> network_rows(const TrainScene& scene, int classes);

// What both networks get: one channel, as large as the canvas.
Shape input_of(const TrainScene& scene);
// How many classes they have to tell apart: those of the data if it is there, else as far as the Scene tells.
int classes_of(const Scene& scene, const TrainResults& results);

// Another canvas. Networks that are a few numbers are made anew for it, so that they stay what they are.
void choose_canvas(TrainScene& scene, int canvas);
// Other layers for one of them; weights that it was to begin with are given up.
void choose_network(TrainScene& scene, std::size_t network, std::vector<NetLayer> layers);

// Brings the parameter counts of both as near as they come: by the units of an MLP, the right one's where both are, or
// else by the channels of the right one or the left one. Empty where neither has any.
struct CountsMet {
  std::size_t changed = 0;
  QuickNetwork quick;
  std::int64_t parameters = 0, others = 0;  // of the one that changed, and of the one that did not
};
std::optional<CountsMet> counts_met(const TrainScene& scene, int classes);

// Layers that end in a number for each class, and what had to change for that, in words that go on after "Here":
// "its last layer gives 10 numbers, not 64". At most 64 layers are taken.
struct FittedNetwork {
  std::vector<NetLayer> layers;
  std::string changed;  // empty: nothing
};
FittedNetwork fitted(std::span<const NetLayer> layers, const Shape& input, int classes);

// Both networks and their input on the Parameters stage, which is shown.
void open_in_parameters(Scene& scene);
// The networks of the Parameters stage on this one, which is shown: both, or the only one as the left or the right.
void train_from_parameters(Scene& scene, const TrainResults& results, std::size_t only_as);
// What changes on the way, a sentence each.
std::vector<std::string> changes_on_the_way(const Scene& scene, const TrainResults& results);

}  // namespace flatscope
