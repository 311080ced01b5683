// What a person does to the networks of the Parameters stage. Pure: the layer in hand stays in hand, or the nearest
// to it does.
#pragma once

#include "app/stages/parameters/model/networks.h"

namespace flatscope {

// What "add a layer" puts in: linear 64, conv 64 with 3 x 3 and padding 1, pooling 2 x 2.
NetLayer usual_layer(LayerKind kind);

// Behind the layer in hand; the new one is in hand then. False, and nothing changed, at most_network_layers.
bool add_layer(ParametersScene& scene, const NetLayer& layer);
// The layer in hand once more, behind itself. False where there is none or no room.
bool duplicate_layer(ParametersScene& scene);
// False where there is none.
bool remove_layer(ParametersScene& scene);
// The layer in hand to place `to` of its network, counted without itself; brought into range. False where it stays.
bool move_layer(ParametersScene& scene, int to);

// A second network, a copy of the one in hand, which is in hand then. Nothing where there are two.
void add_network(ParametersScene& scene);
// Leaves only the one in hand.
void keep_one_network(ParametersScene& scene);

}  // namespace flatscope
