// The Shift stage's part of the Scene.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "app/engine/pooling.h"
#include "app/engine/trained_pair.h"
#include "core/layers/border.h"
#include "core/layers/filters.h"
#include "core/tensor/resample.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct Scene;

enum class ObjectKind { picture, cutout, silhouette, digit, doodle };
enum class Background { automatic, black, white, picture };

inline constexpr ObjectKind all_object_kinds[] = {ObjectKind::picture, ObjectKind::cutout, ObjectKind::silhouette,
                                                  ObjectKind::digit, ObjectKind::doodle};

inline constexpr Background all_backgrounds[] = {Background::automatic, Background::black, Background::white,
                                                 Background::picture};

// What two trained networks look at, on a canvas of their own size: a picture of the data's test part, the doodle, the
// picture in hand.
enum class PairObject { sample, doodle, picture };

inline constexpr PairObject all_pair_objects[] = {PairObject::sample, PairObject::doodle, PairObject::picture};

// For files.
std::string_view to_string(ObjectKind kind);        // "picture", "cutout", "silhouette", "digit", "doodle"
std::string_view to_string(Background background);  // "automatic", "black", "white", "picture"
std::string_view to_string(PairObject object);      // "sample", "doodle", "picture"

// A part of the picture in shares of its width and height, so that it outlives a change of working size.
struct Cutout {
  float left = 0.25F, top = 0.25F, right = 0.75F, bottom = 0.75F;  // 0 <= left < right <= 1
  bool operator==(const Cutout&) const = default;
};

inline constexpr int doodle_width = 96, doodle_height = 72;

struct ShiftScene {
  int working_size = 48;  // longest side of the canvas, 8 to max_shift_size(image)
  bool colour = false;
  ObjectKind object = ObjectKind::silhouette;
  Background background = Background::automatic;
  Cutout cutout;
  int digit = 0;                         // index into the bundled digits
  std::shared_ptr<const Tensor> doodle;  // (doodle_height, doodle_width) in [0, 1]; null: nothing drawn yet
  int dx = 0, dy = 0;                    // whole pixels, within +- the canvas
  Border border = Border::zeros;
  int stride = 1;                                                                       // 1 to 4
  Pooling pooling = Pooling::none;                                                      // 2 x 2, stride 2
  std::vector<Preset> filters = {Preset::sobel_x, Preset::sobel_y, Preset::laplacian};  // 1 to 8, each at most once
  int dense_outputs = 24;                                                               // 4 to 64
  std::uint32_t dense_seed = 7;
  // Two networks that were brought here from the Train stage; null: none were. `trained`: they answer, and no random
  // layer (model/trained.h says whether they can).
  std::shared_ptr<const TrainedPair> pair;
  bool trained = false;
  PairObject pair_object = PairObject::sample;
  int sample = 0;  // index into the test part of the pair's data
  bool operator==(const ShiftScene&) const = default;
};

// Whoever chooses a picture on the Shift stage wants to see that picture, from its own place; a cut-out stays one.
void show_picture_unmoved(ShiftScene& shift);

// The canvas: the picture fitted to working_size, for a picture or a cut-out; 4:3, working_size wide, for the rest.
// Where trained networks answer: what they read.
PixelSize shift_size(const Scene& scene);

void clamp_shift(Scene& scene);

}  // namespace flatscope
