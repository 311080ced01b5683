// What is shown: one plain value. Everything a person can change and undo is in here and nothing else is; pixels hang
// off it as shared pointers to constants, so a copy is cheap and old Scenes can be kept for undo.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/scene/conv_layers.h"
#include "app/scene/parameters.h"
#include "core/border.h"
#include "core/filters.h"
#include "core/flatten.h"
#include "core/image.h"
#include "core/pool.h"
#include "core/resample.h"
#include "core/tensor.h"

namespace flatscope {

enum class Stage { flatten, shift, convolve, parameters };

inline constexpr Stage all_stages[] = {Stage::flatten, Stage::shift, Stage::convolve, Stage::parameters};

std::string_view to_string(
    Stage stage);  // "flatten", "shift", "convolve", "parameters": for files and the command line
std::optional<Stage> stage_from_string(std::string_view name);

// One opened picture. Exactly one of `bundled` and `path` is set.
struct Picture {
  std::string bundled;                 // name of a file in assets/images, such as "chelsea.png"
  std::filesystem::path path;          // absolute
  std::shared_ptr<const Image> image;  // never null in a Scene that is shown
  bool operator==(const Picture&) const = default;
};

// The name to show: the file's name without its folder.
std::string name_of(const Picture& picture);

struct FlattenScene {
  int working_size = 16;  // longest side in pixels, 4 to max_working_size(image)
  bool colour = false;    // false: grey
  Order order = Order::row_major;
  Layout layout = Layout::chw;
  std::optional<Place> pinned;
  float unroll = 0.0F;  // 0 grid, 1 line
  bool operator==(const FlattenScene&) const = default;
};

enum class ObjectKind { picture, cutout, silhouette, digit, doodle };
enum class Background { automatic, black, white, picture };

inline constexpr ObjectKind all_object_kinds[] = {ObjectKind::picture, ObjectKind::cutout, ObjectKind::silhouette,
                                                  ObjectKind::digit, ObjectKind::doodle};

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
  bool operator==(const ShiftScene&) const = default;
};

// What the lower half of the Convolve stage shows.
enum class ConvolvePanel { matrix, maps, layers };

inline constexpr ConvolvePanel all_convolve_panels[] = {ConvolvePanel::matrix, ConvolvePanel::maps,
                                                        ConvolvePanel::layers};

struct ConvolveScene {
  int working_size = 12;  // longest side of the picture, 4 to max_shift_size(image)
  bool colour = false;
  std::vector<ConvLayer> layers = {first_conv_layer()};  // 1 to 4, each on the one before
  // In hand: the layer, its filter, and the input channel whose slice is edited.
  int layer = 0, filter = 0, channel = 0;
  int row = 4, column = 7;  // where the window stands: an output of that layer's convolution, before pooling
  ConvolvePanel panel = ConvolvePanel::matrix;
  bool local = true, shared = true;  // of the matrix; `shared` counts only with `local`
  bool magnitude = false;            // maps as |value|, else signed
  bool own_range = false;            // a colour range for each map, else one for all of the layer
  bool operator==(const ConvolveScene&) const = default;
};

struct Scene {
  std::vector<Picture> pictures;  // at least one when shown
  int picture = 0;                // index of the one in hand
  Stage stage = Stage::flatten;
  FlattenScene flatten;
  ShiftScene shift;
  ConvolveScene convolve;
  ParametersScene parameters;
  bool operator==(const Scene&) const = default;
};

// The picture in hand. Precondition: pictures is not empty.
const Picture& current_picture(const Scene& scene);

// Whoever chooses a picture on the Shift stage wants to see that picture, from its own place; a cut-out stays one.
void show_picture_unmoved(ShiftScene& shift);

// 256, or the picture's longer side where that is more.
int max_working_size(const Image& image);

// The same for the Shift stage, but at most 2048: each of its steps holds every pixel once a filter, before and after,
// and a 4:3 canvas as wide as a panorama would not fit into memory.
inline constexpr int largest_shift_size = 2048;
int max_shift_size(const Image& image);

// The sizes that the stages work at. Flatten: the picture fitted to working_size. Shift: the picture fitted, for a
// picture or a cut-out; a 4:3 canvas, working_size wide, for the rest.
PixelSize flatten_size(const Scene& scene);
PixelSize shift_size(const Scene& scene);
// Convolve: the picture fitted to working_size, and its CHW shape, which is what the first layer gets.
PixelSize convolve_size(const Scene& scene);
Shape convolve_input(const Scene& scene);

// Brings every value into its range (working sizes, dx and dy within the canvas, a pin inside the grid, at least one
// filter, ...). Call it after an edit, after a change of picture, and after reading a file.
void clamp(Scene& scene);

}  // namespace flatscope
