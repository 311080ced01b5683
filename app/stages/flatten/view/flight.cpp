#include "app/stages/flatten/view/flight.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>

namespace flatscope {
namespace {

// Sizes of the picture are multiples of this: it is made anew only now and then while the squares move.
constexpr int picture_step = 128;

int rounded_up(int pixels) { return (pixels + picture_step - 1) / picture_step * picture_step; }

void clear(int width, int height) {
  constexpr float nothing[] = {0.0F, 0.0F, 0.0F, 0.0F};
  glEnable(GL_SCISSOR_TEST);
  glScissor(0, 0, width, height);
  glClearBufferfv(GL_COLOR, 0, nothing);
  glDisable(GL_SCISSOR_TEST);
}

}  // namespace

std::int64_t Flight::first() const { return static_cast<std::int64_t>(unroll.landed); }
std::int64_t Flight::last() const {
  return std::min<std::int64_t>(flattening.size(), static_cast<std::int64_t>(unroll.front) + 1);
}
double Flight::length() const { return std::max(1.0, unroll.front - unroll.landed); }

ImVec2 Flight::line_cell() const {
  return {std::max(1.0F, static_cast<float>(1.0 / overview.range.per_pixel(overview.strip))), overview.strip.height()};
}

ImVec2 Flight::line_place(std::int64_t element) const {
  return {overview.range.x_of(overview.strip, static_cast<double>(element) + 0.5), overview.strip.centre().y};
}

ImU32 Flight::colour(const Place& place) const {
  const auto level = [&](std::int64_t c) {
    return static_cast<int>(std::lround(std::clamp(picture.at(c, place.row, place.column), 0.0F, 1.0F) * 255.0F));
  };
  if (picture.channels() != 3) return IM_COL32(level(0), level(0), level(0), 255);
  if (flattening.layout() == Layout::hwc) return IM_COL32(level(0), level(1), level(2), 255);
  return IM_COL32(place.channel == 0 ? level(0) : 0, place.channel == 1 ? level(1) : 0,
                  place.channel == 2 ? level(2) : 0, 255);
}

Rect Flight::square(std::int64_t element, const Place& place) const {
  const float t = std::clamp(static_cast<float>((unroll.front - static_cast<double>(element)) / length()), 0.0F, 1.0F);
  // Out sideways first, as a row is pulled off the picture, then down into the line.
  const float out = t * t * (3.0F - 2.0F * t), down = t * t * t;
  const ImVec2 from = grid.cell_rect(place.row, place.column).centre(), to = line_place(element), cell = line_cell();
  const ImVec2 at{from.x + (to.x - from.x) * out, from.y + (to.y - from.y) * down};
  const float half_w = (grid.cell + (cell.x - grid.cell) * out) * 0.5F,
              half_h = (grid.cell + (cell.y - grid.cell) * down) * 0.5F;
  return {{at.x - half_w, at.y - half_h}, {at.x + half_w, at.y + half_h}};
}

FlightDrawing::FlightDrawing() {
  try {
    program_.emplace("flying.vert", "flying.frag");
  } catch (const std::runtime_error&) {
    return;
  }
  layout_ = gl::make_vertex_array();
  buffer_ = gl::make_buffer();
  glBindVertexArray(layout_.get());
  glBindBuffer(GL_ARRAY_BUFFER, buffer_.get());
  const auto at = [](std::size_t offset) { return reinterpret_cast<const void*>(offset); };
  glVertexAttribPointer(0, 2, GL_UNSIGNED_SHORT, GL_FALSE, sizeof(Element), at(offsetof(Element, column)));
  glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(Element), at(offsetof(Element, colour)));
  for (const GLuint attribute : {0U, 1U}) {
    glEnableVertexAttribArray(attribute);
    glVertexAttribDivisor(attribute, 1);
  }
  glBindVertexArray(0);
}

Rect FlightDrawing::gather(const Flight& flight) {
  constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
  Place low{0, far, far}, high{0, 0, 0};
  elements_.clear();
  for (std::int64_t i = flight.first(); i < flight.last(); ++i) {
    const Place place = flight.flattening.place(i);
    low = {0, std::min(low.row, place.row), std::min(low.column, place.column)};
    high = {0, std::max(high.row, place.row), std::max(high.column, place.column)};
    elements_.push_back(
        {static_cast<std::uint16_t>(place.column), static_cast<std::uint16_t>(place.row), flight.colour(place)});
  }
  // A square is always between its cell and its place in the line.
  const Rect first = flight.grid.cell_rect(low.row, low.column), last = flight.grid.cell_rect(high.row, high.column);
  const ImVec2 from = flight.line_place(flight.first()), to = flight.line_place(flight.last() - 1);
  const ImVec2 cell = flight.line_cell();
  return {
      {std::floor(std::min(first.min.x, from.x - cell.x * 0.5F)),
       std::floor(std::min(first.min.y, from.y - cell.y * 0.5F))},
      {std::ceil(std::max(last.max.x, to.x + cell.x * 0.5F)), std::ceil(std::max(last.max.y, to.y + cell.y * 0.5F))}};
}

std::optional<FlightDrawing::Made> FlightDrawing::draw(const Flight& flight, const Rect& clip, ImVec2 magnified) {
  const Rect crossed = gather(flight);
  const Rect where{{std::max(crossed.min.x, std::floor(clip.min.x)), std::max(crossed.min.y, std::floor(clip.min.y))},
                   {std::min(crossed.max.x, std::ceil(clip.max.x)), std::min(crossed.max.y, std::ceil(clip.max.y))}};
  if (where.width() <= 0.0F || where.height() <= 0.0F) return std::nullopt;
  const int width = std::max(1, static_cast<int>(std::lround(where.width() * magnified.x)));
  const int height = std::max(1, static_cast<int>(std::lround(where.height() * magnified.y)));
  picture_.resize(std::max(picture_.width(), rounded_up(width)), std::max(picture_.height(), rounded_up(height)));
  const gl::Painting painting(picture_);
  glViewport(0, 0, width, height);
  clear(width, height);
  program_->use();
  const ImVec2 origin = flight.grid.cell_rect(0, 0).min, line = flight.line_place(flight.first()),
               cell = flight.line_cell();
  const auto set = [&](const char* name, float x, float y) { glUniform2f(program_->uniform(name), x, y); };
  set("corner", where.min.x, where.min.y);
  set("size", where.width(), where.height());
  set("grid", origin.x, origin.y);
  set("line", line.x, line.y);
  set("line_cell", cell.x, cell.y);
  glUniform1f(program_->uniform("grid_cell"), flight.grid.cell);
  glUniform1f(program_->uniform("line_step"),
              static_cast<float>(1.0 / flight.overview.range.per_pixel(flight.overview.strip)));
  glUniform1f(program_->uniform("front"),
              static_cast<float>(flight.unroll.front - static_cast<double>(flight.first())));
  glUniform1f(program_->uniform("flight"), static_cast<float>(flight.length()));
  glBindVertexArray(layout_.get());
  glBindBuffer(GL_ARRAY_BUFFER, buffer_.get());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(elements_.size() * sizeof(Element)), elements_.data(),
               GL_STREAM_DRAW);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(elements_.size()));
  const Rect share{{0, 0},
                   {static_cast<float>(width) / static_cast<float>(picture_.width()),
                    static_cast<float>(height) / static_cast<float>(picture_.height())}};
  return Made{picture_.texture(), share, where};
}

}  // namespace flatscope
