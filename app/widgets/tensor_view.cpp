#include "app/widgets/tensor_view.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/reduce.h"

namespace flatscope {
namespace {

constexpr int forget_after = 120;  // frames

void upload(TensorTexture& to, const float* values, std::int64_t width, std::int64_t height, int planes) {
  const bool fits = to.texture && to.width == width && to.height == height && to.planes == planes;
  if (!to.texture) to.texture = gl::make_texture();
  glBindTexture(GL_TEXTURE_2D, to.texture.get());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  const auto w = static_cast<GLsizei>(width), h = static_cast<GLsizei>(height * planes);
  if (fits) {
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, w, h, GL_RED, GL_FLOAT, values);
  } else {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, w, h, 0, GL_RED, GL_FLOAT, values);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  }
  to.width = width;
  to.height = height;
  to.planes = planes;
}

}  // namespace

TensorPainter::TensorPainter() : program_("tensor"), vertices_(gl::make_vertex_array()) {
  GLint most = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &most);
  limit_ = std::clamp(most, 2048, 8192);
  at_ = {program_.uniform("u_rect"),        program_.uniform("u_screen"), program_.uniform("u_cells"),
         program_.uniform("u_values"),      program_.uniform("u_size"),   program_.uniform("u_planes"),
         program_.uniform("u_map"),         program_.uniform("u_range"),  program_.uniform("u_ramp"),
         program_.uniform("u_cell_pixels"), program_.uniform("u_line"),   program_.uniform("u_opacity"),
         program_.uniform("u_ground")};
}

void TensorPainter::begin_frame(ImVec2 screen) {
  screen_ = screen;
  commands_.clear();
}

void TensorPainter::end_frame() {
  for (auto it = entries_.begin(); it != entries_.end();)
    it = ++it->second.idle_frames > forget_after ? entries_.erase(it) : std::next(it);
}

const TensorTexture& TensorPainter::texture_of(const std::shared_ptr<const void>& owner, const Tensor& tensor,
                                               int channel, int block, bool extremes) {
  Entry& entry = entries_[{&tensor, channel, block}];
  entry.idle_frames = 0;
  const bool same = !entry.owner.owner_before(owner) && !owner.owner_before(entry.owner);
  if (same && entry.texture.texture) return entry.texture;

  const int planes = channel < 0 && tensor.channels() == 3 ? 3 : 1;
  const std::int64_t width = (tensor.width() + block - 1) / block, height = (tensor.height() + block - 1) / block;
  // While a slider is dragged, what the last result left behind has the right size: its texture is used again.
  for (auto it = entries_.begin(); it != entries_.end(); ++it) {
    const TensorTexture& old = it->second.texture;
    if (it->second.owner.expired() && &it->second != &entry && old.width == width && old.height == height &&
        old.planes == planes) {
      entry.texture = std::move(it->second.texture);
      entries_.erase(it);
      break;
    }
  }
  entry.owner = owner;
  const std::int64_t first = channel < 0 ? 0 : channel;
  const float* values = tensor.data() + first * tensor.plane_size();
  if (block == 1) {
    upload(entry.texture, values, width, height, planes);
  } else {
    const Tensor part({planes, tensor.height(), tensor.width()},
                      std::vector<float>(values, values + planes * tensor.plane_size()));
    upload(entry.texture, (extremes ? block_extremes : block_means)(part, block).data(), width, height, planes);
  }
  return entry.texture;
}

void TensorPainter::draw(Ui& ui, const std::shared_ptr<const void>& owner, const Tensor& tensor, int channel,
                         const Rect& where, const TensorStyle& style) {
  const Rect all{{0, 0}, {static_cast<float>(tensor.width()), static_cast<float>(tensor.height())}};
  draw(ui, owner, tensor, channel, where, all, style);
}

void TensorPainter::draw(Ui& ui, const std::shared_ptr<const void>& owner, const Tensor& tensor, int channel,
                         const Rect& where, const Rect& cells, const TensorStyle& style) {
  if (tensor.empty() || where.width() <= 0 || where.height() <= 0) return;
  const float cells_a_pixel = std::min(cells.width() / where.width(), cells.height() / where.height());
  const std::int64_t longest = std::max(tensor.width(), tensor.height() * (channel < 0 ? tensor.channels() : 1));
  const int block = std::max({1, static_cast<int>(cells_a_pixel), static_cast<int>((longest + limit_ - 1) / limit_)});
  const TensorTexture& texture = texture_of(owner, tensor, channel, block, style.map != ColourMap::direct);
  Command command{};
  command.painter = this;
  command.texture = texture.texture.get();
  command.where = where;
  // A reduced picture has fewer, larger cells.
  const float share = 1.0F / static_cast<float>(block);
  command.cells = {{cells.min.x * share, cells.min.y * share}, {cells.max.x * share, cells.max.y * share}};
  command.columns = static_cast<int>(texture.width);
  command.rows = static_cast<int>(texture.height);
  command.planes = texture.planes;
  command.map = style.map == ColourMap::direct ? 0 : style.map == ColourMap::diverging ? 1 : 2;
  command.range = style.range;
  const auto& ramp = style.map == ColourMap::diverging ? ui.colours.diverging : ui.colours.magnitude;
  for (std::size_t i = 0; i < ramp.size(); ++i) {
    const bool replaced = style.neutral != 0 && style.map == ColourMap::diverging && i == ramp.size() / 2;
    const ImVec4 c = ImGui::ColorConvertU32ToFloat4(replaced ? style.neutral : ramp[i]);
    command.ramp[i * 3] = c.x;
    command.ramp[i * 3 + 1] = c.y;
    command.ramp[i * 3 + 2] = c.z;
  }
  const float cell = where.width() / std::max(1e-6F, command.cells.width());
  const ImVec4 line = ImGui::ColorConvertU32ToFloat4(ui.colours.ground);
  command.line[0] = line.x;
  command.line[1] = line.y;
  command.line[2] = line.z;
  command.line[3] = style.lines && cell >= 6.0F ? std::min(1.0F, cell / 24.0F + 0.15F) : 0.0F;
  command.opacity = style.opacity;
  commands_.push_back(command);
  ui.draw->AddCallback(&TensorPainter::run, &commands_.back());
  ui.draw->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void TensorPainter::run(const ImDrawList*, const ImDrawCmd* draw_command) {
  const auto& c = *static_cast<const Command*>(draw_command->UserCallbackData);
  TensorPainter& self = *c.painter;
  const ImVec4 clip = draw_command->ClipRect;
  const float left = std::max(0.0F, clip.x), top = std::max(0.0F, clip.y);
  const float right = std::min(self.screen_.x, clip.z), bottom = std::min(self.screen_.y, clip.w);
  if (right <= left || bottom <= top) return;
  glEnable(GL_SCISSOR_TEST);
  glScissor(static_cast<GLint>(left), static_cast<GLint>(self.screen_.y - bottom), static_cast<GLsizei>(right - left),
            static_cast<GLsizei>(bottom - top));
  glUseProgram(self.program_.get());
  glBindVertexArray(self.vertices_.get());
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, c.texture);
  glUniform1i(self.at_.values, 0);
  glUniform4f(self.at_.rect, c.where.min.x, c.where.min.y, c.where.max.x, c.where.max.y);
  glUniform2f(self.at_.screen, self.screen_.x, self.screen_.y);
  glUniform4f(self.at_.cells, c.cells.min.x, c.cells.min.y, c.cells.max.x, c.cells.max.y);
  glUniform2i(self.at_.size, c.columns, c.rows);
  glUniform1i(self.at_.planes, c.planes);
  glUniform1i(self.at_.map, c.map);
  glUniform2f(self.at_.range, c.range.low, c.range.high);
  glUniform3fv(self.at_.ramp, 11, c.ramp);
  glUniform2f(self.at_.cell_pixels, c.where.width() / std::max(1e-6F, std::fabs(c.cells.width())),
              c.where.height() / std::max(1e-6F, std::fabs(c.cells.height())));
  glUniform4fv(self.at_.line, 1, c.line);
  glUniform3f(self.at_.ground, c.line[0], c.line[1], c.line[2]);
  glUniform1f(self.at_.opacity, c.opacity);
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

}  // namespace flatscope
