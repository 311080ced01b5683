// Draws tensors as flat cells in the colours of their values, in order with everything else of the frame.
#pragma once

#include <imgui.h>

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "app/gl/objects.h"
#include "app/look/cell_colours.h"
#include "app/widgets/ui.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// What was drawn, for pictures that no graphics card makes.
struct TensorPicture {
  Rect where, cells;  // as draw() has them, after any reduction
  int columns = 0, rows = 0;
  float opacity = 1.0F;
  std::vector<std::uint32_t> colours;  // rows x columns, opaque
};

// Keeps a texture of coloured cells for each thing shown and makes it anew when its tensor is another object than
// before. The colours are found here, once for each value: a shader would find them again for every pixel of every
// frame, which is what takes longest where the processor paints.
class TensorPainter {
 public:
  TensorPainter();

  void begin_frame();
  void end_frame();  // forgets textures that were not drawn for a while

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

  // What a command of the frame drawn last shows with its top left at `corner`; none where it is not a painter's.
  std::optional<TensorPicture> picture_at(const ImDrawCmd& command, ImVec2 corner) const;

 private:
  // What decides about the colours.
  struct Look {
    const Palette* palette = nullptr;
    ColourMap map = ColourMap::direct;
    float low = 0.0F, high = 0.0F;
    std::uint32_t neutral = 0;
    bool operator==(const Look&) const = default;
  };
  struct Entry {
    gl::Texture texture;
    int columns = 0, rows = 0;  // after any reduction
    Look look;
    std::weak_ptr<const void> owner;  // weak: a texture must not keep a large result alive
    int idle_frames = 0;              // 0: drawn in this frame
  };
  // slot: counts what is drawn of it in one frame in different colours.
  struct Key {
    const void* tensor;
    int channel, block, slot;
    auto operator<=>(const Key&) const = default;
  };
  struct Drawn {
    GLuint texture;
    Rect where, cells;
    int columns, rows;
    float opacity;
  };
  const Entry& entry_of(const Ui& ui, const std::shared_ptr<const void>& owner, const Tensor& tensor, int channel,
                        int block, const TensorStyle& style);
  void fill(Entry& entry, const Tensor& tensor, int channel, int block, const CellColours& colours);

  std::map<Key, Entry> entries_;
  std::vector<Drawn> drawn_;
  std::vector<std::uint32_t> colours_;  // of what is being uploaded
  int limit_ = 4096;
};

}  // namespace flatscope
