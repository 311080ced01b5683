// Draws tensors as flat cells through a colour map, in a shader, in order with everything else of the frame.
#pragma once

#include <imgui.h>

#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "app/gl/objects.h"
#include "app/widgets/ui.h"
#include "core/tensor.h"

namespace flatscope {

// direct: the values are grey or RGB levels; a negative one leaves its cell empty. magnitude: of |value|.
enum class ColourMap { direct, magnitude, diverging };

struct TensorStyle {
  ColourMap map = ColourMap::direct;
  Range range{0.0F, 1.0F};  // ignored by `direct`
  bool lines = true;        // between cells of at least 6 pixels
  float opacity = 1.0F;
  ImU32 neutral = 0;  // in place of the diverging map's middle, where a 0 must be told from an empty cell; 0: its own
};

// What was drawn, for pictures that no graphics card makes.
struct TensorPicture {
  Rect where, cells;  // as draw() has them, after any reduction
  int columns = 0, rows = 0, planes = 1, map = 0;
  Range range;
  float ramp[33] = {};
  float line[4] = {};  // of the lines between cells; alpha 0: none
  float opacity = 1.0F;
  std::vector<float> values;                // planes x rows x columns
  ImU32 colour(int column, int row) const;  // what the shader gives this cell, opaque
};

// Planes of a tensor as one R32F texture.
struct TensorTexture {
  gl::Texture texture;
  std::int64_t width = 0, height = 0;  // of one plane, after any reduction
  int planes = 1;
};

// Keeps one texture for each thing shown and uploads when its tensor is another object than before.
class TensorPainter {
 public:
  TensorPainter();

  void begin_frame(ImVec2 screen);  // size of the frame buffer in pixels
  void end_frame();                 // forgets textures that were not drawn for a while

  // Draws channel `channel` (or all three when it is -1 and there are 3) of `tensor`, CHW or HW, into `where`, which
  // shows the cells `cells` (columns min.x to max.x, rows min.y to max.y; fractions cut cells). `owner` is what keeps
  // the tensor's memory: while it lives the tensor is taken to be unchanged. Where several
  // cells fall on a pixel, or a picture is larger than the card takes, blocks of cells are put together first: their
  // mean for `direct`, else the value of the largest magnitude, so that thin edges do not wash out.
  void draw(Ui& ui, const std::shared_ptr<const void>& owner, const Tensor& tensor, int channel, const Rect& where,
            const Rect& cells, const TensorStyle& style);
  // All of it.
  void draw(Ui& ui, const std::shared_ptr<const void>& owner, const Tensor& tensor, int channel, const Rect& where,
            const TensorStyle& style);

  // Of a command of the frame drawn last; none where it is not a painter's. Values are read back from the texture.
  static std::optional<TensorPicture> picture_of(const ImDrawCmd& command);

 private:
  struct Entry {
    TensorTexture texture;
    std::weak_ptr<const void> owner;  // weak: a texture must not keep a large result alive
    int idle_frames = 0;
  };
  struct Key {
    const void* tensor;
    int channel, block;
    auto operator<=>(const Key&) const = default;
  };
  struct Command {
    TensorPainter* painter;
    GLuint texture;
    Rect where, cells;
    int columns, rows, planes, map;
    Range range;
    float ramp[33];
    float line[4];
    float opacity;
  };
  static void run(const ImDrawList* list, const ImDrawCmd* command);
  const TensorTexture& texture_of(const std::shared_ptr<const void>& owner, const Tensor& tensor, int channel,
                                  int block, bool extremes);

  gl::Program program_;
  gl::VertexArray vertices_;
  std::map<Key, Entry> entries_;
  std::deque<Command> commands_;  // alive until the frame is drawn
  ImVec2 screen_{1, 1};
  int limit_ = 4096;
  struct {
    GLint rect, screen, cells, values, size, planes, map, range, ramp, cell_pixels, line, opacity, ground;
  } at_{};
};

}  // namespace flatscope
