// The Train stage's part of the Scene: what both networks learn from, what they are, and how they are trained.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/trained_pair.h"
#include "core/layers/network.h"
#include "core/training/optimizer.h"

namespace flatscope {

enum class TrainTab { set_up, learning, mistakes, compare, hunger, ladder };
enum class DataKind { digits, fashion, shapes, pictures, files };

inline constexpr TrainTab all_train_tabs[] = {TrainTab::set_up,  TrainTab::learning, TrainTab::mistakes,
                                              TrainTab::compare, TrainTab::hunger,   TrainTab::ladder};
inline constexpr DataKind all_data_kinds[] = {DataKind::digits, DataKind::fashion, DataKind::shapes, DataKind::pictures,
                                              DataKind::files};

std::string_view to_string(TrainTab tab);   // "set-up", "learning", ...: for files
std::string_view to_string(DataKind kind);  // "digits", "fashion", "shapes", "pictures" (those that are open), "files"

struct DataChoice {
  DataKind kind = DataKind::digits;
  std::filesystem::path folder;       // files: with IDX files, or with one sub-folder a class
  std::filesystem::path class_names;  // a text file with a name a line; empty: the names that the data has
  int canvas = 24;                    // pixels a side, 8 to 32
  int fill = 0;                       // digits: per cent of the canvas that they fill, 30 to 100; 0: 8 x 8 as they are
  bool whole = false;                 // fashion: all 70,000, where they are installed
  bool operator==(const DataChoice&) const = default;
};

struct HungerSettings {
  int from = 38, to = 1200;  // training samples
  int points = 3;            // 2 to 6, evenly on a logarithmic scale
  int moved = 8;             // pixels, while training, for those that are moved
  int most_steps = 3000;     // 500 to 20,000: then a training is given up
  bool operator==(const HungerSettings&) const = default;
};

struct LadderSettings {
  DataKind data = DataKind::digits;  // digits, fashion or shapes
  int samples = 320;
  int moved = 2;  // pixels to the side, in training and in the test
  int seeds = 4;  // 1 to 8
  int epochs = 150;
  bool operator==(const LadderSettings&) const = default;
};

struct TrainScene {
  TrainTab tab = TrainTab::learning;
  DataChoice data;
  std::array<std::vector<NetLayer>, 2> networks = default_networks();  // left and right
  // What a network begins with instead of weights drawn from the seed; null: the seed's.
  std::array<std::shared_ptr<const TrainedNetwork>, 2> start;
  int seed = 1;
  int samples = 1200;  // for training, 10 to 60,000; all where there are fewer
  int epochs = 30;     // 1 to 1,000: where it stops by itself
  int moved = 0;       // pixels, 0 to 8: each training sample is moved by up to so many, anew each time
  bool shuffle = false;
  OptimizerKind optimizer = OptimizerKind::adam;
  float learning_rate = 0.005F, momentum = 0.0F, weight_decay = 0.0F, dropout = 0.0F;
  int batch = 32;   // 1 to 512
  int network = 0;  // in hand: whose mistakes and layers are shown
  int sample = 0;   // in hand: of the test part
  int radius = 8;   // of the shifts that are tried, 1 to 12
  HungerSettings hunger;
  LadderSettings ladder;
  bool operator==(const TrainScene&) const = default;

  static std::array<std::vector<NetLayer>, 2> default_networks();
};

// The weights of somebody's file that a network of the Scene begins with; null: it has none. Weights that were trained
// here and kept beside a scene are not that.
std::shared_ptr<const TrainedNetwork> own_weights(const TrainScene& scene, std::size_t network);

// The number of classes that the last layer of a preset has; another data set changes it in both networks.
int classes_of(DataKind kind);  // 10, 10, 5; pictures and files: 0, which only the data can tell

void clamp(TrainScene& scene);
// Another data set, with the number of samples, the canvas and the networks' last layers that go with it.
void choose_data(TrainScene& scene, DataKind kind);
// Puts `classes` into the last layer of both networks where that is a linear layer without weights of its own.
void fit_classes(TrainScene& scene, int classes);

}  // namespace flatscope
