#include "app/svg/frame.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "app/svg/shapes.h"
#include "app/svg/writer.h"
#include "app/widgets/imgui_compat.h"
#include "core/files/image.h"

namespace flatscope {
namespace {

constexpr int few_cells = 400;  // are rectangles, which a person can take hold of; more are an image

struct Cells {
  int left, top, right, bottom;  // columns [left, right), rows [top, bottom)
  int count() const { return (right - left) * (bottom - top); }
};

constexpr int indices_of_picture = 6;  // a quad's

const ImDrawVert& vertex(const SvgFrame::List& list, const SvgFrame::Command& command, int index) {
  return list.vertices[static_cast<std::size_t>(command.vertices + list.indices[static_cast<std::size_t>(index)])];
}

// Of the triangle that begins at this index.
Rect box_of(const SvgFrame::List& list, const SvgFrame::Command& command, int index) {
  const ImVec2 a = vertex(list, command, index).pos, b = vertex(list, command, index + 1).pos,
               c = vertex(list, command, index + 2).pos;
  return {{std::min({a.x, b.x, c.x}), std::min({a.y, b.y, c.y})},
          {std::max({a.x, b.x, c.x}), std::max({a.y, b.y, c.y})}};
}

class FrameWriter {
 public:
  explicit FrameWriter(const SvgFrame& frame)
      : frame_(frame), writer_(frame.size, frame.ground, frame.title, frame.ids), shapes_(writer_) {}
  std::string write() {
    for (const SvgFrame::List& list : frame_.lists)
      for (const SvgFrame::Command& one : list.commands) {
        shapes_.end();
        writer_.clip(one.clip);
        command(list, one);
      }
    shapes_.end();
    return writer_.finish();
  }

 private:
  void command(const SvgFrame::List& list, const SvgFrame::Command& command);
  static const TextRun* run_at(const SvgFrame::List& list, int index);
  void tensor(const TensorPicture& picture, const Rect& clip);
  void drawn(const Rect& rect);

  const SvgFrame& frame_;
  SvgWriter writer_;
  SvgShapes shapes_;
};

// The text whose letters begin at this index of the list's buffer or go on there.
const TextRun* FrameWriter::run_at(const SvgFrame::List& list, int index) {
  const auto after = std::upper_bound(list.runs.begin(), list.runs.end(), index,
                                      [](int at, const TextRun& run) { return at < run.first; });
  if (after == list.runs.begin()) return nullptr;
  const TextRun& run = *std::prev(after);
  return index < run.last ? &run : nullptr;
}

void FrameWriter::command(const SvgFrame::List& list, const SvgFrame::Command& command) {
  for (int i = command.first; i + 2 < command.last;) {
    if (const TextRun* run = command.letters ? run_at(list, i) : nullptr) {
      shapes_.end();
      if (i == run->first) writer_.text(*run);
      i = std::min(run->last, command.last);
      continue;
    }
    if (!command.letters) {
      shapes_.end();
      const auto picture = list.tensors.find(i);
      if (picture != list.tensors.end())
        tensor(picture->second, command.clip);
      else
        drawn(box_of(list, command, i));
      i += indices_of_picture;
      continue;
    }
    const ImDrawVert& a = vertex(list, command, i);
    if (a.uv.x == frame_.white.x && a.uv.y == frame_.white.y)
      shapes_.triangle(a, vertex(list, command, i + 1), vertex(list, command, i + 2));
    i += 3;
  }
}

// As it stands in the frame.
void FrameWriter::drawn(const Rect& rect) {
  const auto width = static_cast<int>(frame_.size.x), height = static_cast<int>(frame_.size.y);
  const int left = std::clamp(static_cast<int>(std::round(rect.min.x)), 0, width);
  const int top = std::clamp(static_cast<int>(std::round(rect.min.y)), 0, height);
  const int right = std::clamp(static_cast<int>(std::round(rect.max.x)), left, width);
  const int bottom = std::clamp(static_cast<int>(std::round(rect.max.y)), top, height);
  if (right == left || bottom == top) return;
  std::vector<std::uint8_t> samples;
  for (int y = top; y < bottom; ++y) {
    const auto line = std::span<const std::uint8_t>(frame_.pixels)
                          .subspan(3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                        static_cast<std::size_t>(left)),
                                   3 * static_cast<std::size_t>(right - left));
    samples.insert(samples.end(), line.begin(), line.end());
  }
  const Rect whole{{static_cast<float>(left), static_cast<float>(top)},
                   {static_cast<float>(right), static_cast<float>(bottom)}};
  writer_.image(whole, encode_png(samples, right - left, bottom - top, 3), 1.0F);
}

// Where the pixels of a cell that begins here begin: those whose middle is in it.
float edge(float at) { return std::ceil(at - 0.5F); }

Cells seen_cells(const TensorPicture& picture, ImVec2 cell, const Rect& clip) {
  const Rect &where = picture.where, &cells = picture.cells;
  const float left = std::max(0.0F, clip.min.x - where.min.x) / cell.x + cells.min.x;
  const float top = std::max(0.0F, clip.min.y - where.min.y) / cell.y + cells.min.y;
  const float right = cells.max.x - std::max(0.0F, where.max.x - clip.max.x) / cell.x;
  const float bottom = cells.max.y - std::max(0.0F, where.max.y - clip.max.y) / cell.y;
  constexpr float hair = 1e-4F;
  const auto first = [](float at, int count) {
    return std::clamp(static_cast<int>(std::floor(at + hair)), 0, std::max(0, count - 1));
  };
  const auto last = [](float at, int count) { return std::clamp(static_cast<int>(std::ceil(at - hair)), 0, count); };
  return {first(left, picture.columns), first(top, picture.rows), last(right, picture.columns),
          last(bottom, picture.rows)};
}

void FrameWriter::tensor(const TensorPicture& picture, const Rect& clip) {
  const Rect& where = picture.where;
  const ImVec2 cell{where.width() / picture.cells.width(), where.height() / picture.cells.height()};
  if (!(cell.x > 0.0F) || !(cell.y > 0.0F)) return;
  const ImVec2 origin{where.min.x - picture.cells.min.x * cell.x, where.min.y - picture.cells.min.y * cell.y};
  const Cells cells = seen_cells(picture, cell, clip);
  if (cells.right <= cells.left || cells.bottom <= cells.top) return;
  writer_.clip({{std::max(where.min.x, clip.min.x), std::max(where.min.y, clip.min.y)},
                {std::min(where.max.x, clip.max.x), std::min(where.max.y, clip.max.y)}});
  const auto box = [&](int left, int top, int right, int bottom) {
    return Rect{
        {edge(origin.x + static_cast<float>(left) * cell.x), edge(origin.y + static_cast<float>(top) * cell.y)},
        {edge(origin.x + static_cast<float>(right) * cell.x), edge(origin.y + static_cast<float>(bottom) * cell.y)}};
  };
  std::vector<std::uint8_t> samples;
  for (int row = cells.top; row < cells.bottom; ++row) {
    for (int column = cells.left; column < cells.right; ++column) {
      const ImU32 colour = picture.colours[static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.columns) +
                                           static_cast<std::size_t>(column)];
      if (cells.count() <= few_cells) {
        writer_.rect(box(column, row, column + 1, row + 1), with_alpha(colour, picture.opacity));
        continue;
      }
      for (const int bit : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT})
        samples.push_back(static_cast<std::uint8_t>((colour >> bit) & 255));
    }
  }
  if (!samples.empty())
    writer_.image(box(cells.left, cells.top, cells.right, cells.bottom),
                  encode_png(samples, cells.right - cells.left, cells.bottom - cells.top, 3), picture.opacity);
  writer_.clip(clip);
}

}  // namespace

void draw_for_svg(ImGuiStyle& style) {
  style.AntiAliasedLines = style.AntiAliasedFill = style.AntiAliasedLinesUseTex = false;
  style.CircleTessellationMaxError = 0.05F;
  style.CurveTessellationTol = 0.1F;
}

SvgFrame svg_frame(const ImDrawData& frame, const TensorPainter& painter, std::span<const TextRun> runs,
                   std::vector<std::uint8_t> pixels, ImU32 ground, std::string_view title) {
  SvgFrame kept{
      frame.DisplaySize, {}, std::move(pixels), ground, std::string(title), ImGui::GetFontTexUvWhitePixel(), {}};
  for (int number = 0; number < frame.CmdListsCount; ++number) {
    const ImDrawList& drawn = *frame.CmdLists[number];
    SvgFrame::List& list = kept.lists.emplace_back();
    list.indices.assign(drawn.IdxBuffer.begin(), drawn.IdxBuffer.end());
    list.vertices.assign(drawn.VtxBuffer.begin(), drawn.VtxBuffer.end());
    for (const TextRun& run : runs)
      if (run.list == &drawn) list.runs.push_back(run);
    for (const ImDrawCmd& one : drawn.CmdBuffer) {
      if (one.UserCallback != nullptr) continue;
      const auto first = static_cast<int>(one.IdxOffset);
      const SvgFrame::Command command{{{one.ClipRect.x, one.ClipRect.y}, {one.ClipRect.z, one.ClipRect.w}},
                                      first,
                                      first + static_cast<int>(one.ElemCount),
                                      static_cast<int>(one.VtxOffset),
                                      compat::draws_font(one)};
      list.commands.push_back(command);
      for (int i = first; !command.letters && i + 2 < command.last; i += indices_of_picture)
        if (std::optional<TensorPicture> picture = painter.picture_at(one, box_of(list, command, i).min))
          list.tensors.emplace(i, *std::move(picture));
    }
  }
  return kept;
}

std::string svg_of_frame(const SvgFrame& frame) { return FrameWriter(frame).write(); }

}  // namespace flatscope
