#include "app/widgets/tensor_view.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/widgets/imgui_compat.h"
#include "app/widgets/made_picture.h"
#include "core/tensor/reduce.h"

namespace flatscope {
namespace {

constexpr int forget_after = 120;  // frames

}  // namespace

TensorPainter::TensorPainter() {
  GLint most = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &most);
  limit_ = std::clamp(most, 2048, 8192);
}

void TensorPainter::begin_frame() { drawn_.clear(); }

void TensorPainter::end_frame() {
  for (auto it = entries_.begin(); it != entries_.end();)
    it = ++it->second.idle_frames > forget_after ? entries_.erase(it) : std::next(it);
}

void TensorPainter::fill(Entry& entry, const Tensor& tensor, int channel, int block, const CellColours& colours) {
  const ChannelRange planes{std::max(0, channel), channel < 0 && tensor.channels() == 3 ? 3 : 1};
  const float* values = tensor.data() + planes.first * tensor.plane_size();
  std::int64_t width = tensor.width(), height = tensor.height();
  Tensor reduced;
  if (block > 1) {
    reduced = (entry.look.map == ColourMap::direct ? block_means : block_extremes)(tensor, block, planes);
    values = reduced.data();
    width = reduced.width();
    height = reduced.height();
  }
  colours_.resize(static_cast<std::size_t>(width * height));
  colours.fill(values, width * height, static_cast<int>(planes.count), width * height, colours_.data());

  const auto columns = static_cast<int>(width), rows = static_cast<int>(height);
  const bool fits = entry.texture && entry.columns == columns && entry.rows == rows;
  if (!entry.texture) entry.texture = gl::make_texture();
  glBindTexture(GL_TEXTURE_2D, entry.texture.get());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  if (fits) {
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, columns, rows, GL_RGBA, GL_UNSIGNED_BYTE, colours_.data());
  } else {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, columns, rows, 0, GL_RGBA, GL_UNSIGNED_BYTE, colours_.data());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  }
  gl::contents_changed(entry.texture);
  entry.columns = columns;
  entry.rows = rows;
}

const TensorPainter::Entry& TensorPainter::entry_of(const Ui& ui, const std::shared_ptr<const void>& owner,
                                                    const Tensor& tensor, int channel, int block,
                                                    const TensorStyle& style) {
  Look look{&ui.colours, style.map, 0.0F, 0.0F, 0};
  if (style.map != ColourMap::direct) {
    look.low = style.range.low;
    look.high = style.range.high;
    look.neutral = style.neutral;
  }
  Key key{&tensor, channel, block, 0};
  const auto same = [&](const Entry& entry) {
    return entry.texture && entry.look == look && !entry.owner.owner_before(owner) && !owner.owner_before(entry.owner);
  };
  // Colours that this frame has drawn already stay until it is shown.
  for (auto at = entries_.find(key);
       at != entries_.end() && !same(at->second) && at->second.idle_frames == 0 && !at->second.owner.expired();
       at = entries_.find(key))
    ++key.slot;
  Entry& entry = entries_[key];
  entry.idle_frames = 0;
  if (same(entry)) return entry;

  const std::int64_t width = (tensor.width() + block - 1) / block, height = (tensor.height() + block - 1) / block;
  // While a slider is dragged, what the last result left behind has the right size: its texture is used again.
  for (auto it = entries_.begin(); it != entries_.end(); ++it) {
    Entry& old = it->second;
    if (&old == &entry || !old.owner.expired() || old.columns != width || old.rows != height) continue;
    entry.texture = std::move(old.texture);
    entry.columns = old.columns;
    entry.rows = old.rows;
    entries_.erase(it);
    break;
  }
  entry.owner = owner;
  entry.look = look;
  fill(entry, tensor, channel, block, CellColours(ui.colours, style));
  return entry;
}

void TensorPainter::draw(Ui& ui, const std::shared_ptr<const void>& owner, const Tensor& tensor, int channel,
                         const Rect& where, const TensorStyle& style) {
  const Rect all{{0, 0}, {static_cast<float>(tensor.width()), static_cast<float>(tensor.height())}};
  draw(ui, owner, tensor, channel, where, all, style);
}

void TensorPainter::draw(Ui& ui, const std::shared_ptr<const void>& owner, const Tensor& tensor, int channel,
                         const Rect& where, const Rect& cells, const TensorStyle& style) {
  if (tensor.empty() || where.width() <= 0 || where.height() <= 0 || cells.width() <= 0 || cells.height() <= 0) return;
  ui.keep_seen(where);
  const float cells_a_pixel = std::min(cells.width() / where.width(), cells.height() / where.height());
  const std::int64_t longest = std::max(tensor.width(), tensor.height());
  const int block = std::max({1, static_cast<int>(cells_a_pixel), static_cast<int>((longest + limit_ - 1) / limit_)});
  const Entry& entry = entry_of(ui, owner, tensor, channel, block, style);
  // A reduced picture has fewer, larger cells.
  const float share = 1.0F / static_cast<float>(block);
  const Rect shown{{cells.min.x * share, cells.min.y * share}, {cells.max.x * share, cells.max.y * share}};
  drawn_.push_back({entry.texture.get(), where, shown, entry.columns, entry.rows, style.opacity});
  const auto columns = static_cast<float>(entry.columns), rows = static_cast<float>(entry.rows);
  ui.draw->AddImage(compat::texture_id(entry.texture.get()), where.min, where.max,
                    {shown.min.x / columns, shown.min.y / rows}, {shown.max.x / columns, shown.max.y / rows},
                    with_alpha(IM_COL32_WHITE, style.opacity));
  draw_cell_lines(ui, where, shown, style);
}

std::optional<TensorPicture> TensorPainter::picture_at(const ImDrawCmd& command, ImVec2 corner) const {
  for (const Drawn& one : drawn_) {
    if (compat::texture_id(one.texture) != command.GetTexID() || one.where.min.x != corner.x ||
        one.where.min.y != corner.y)
      continue;
    return TensorPicture{one.where, one.cells,   one.columns,
                         one.rows,  one.opacity, gl::read_rgba(one.texture, one.columns, one.rows)};
  }
  return {};
}

}  // namespace flatscope
