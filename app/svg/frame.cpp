#include "app/svg/frame.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "app/svg/shapes.h"
#include "app/svg/writer.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/tensor_view.h"
#include "core/files/image.h"

namespace flatscope {
namespace {

constexpr int few_cells = 400;  // are rectangles, which a person can take hold of; more are an image

struct Cells {
  int left, top, right, bottom;  // columns [left, right), rows [top, bottom)
  int count() const { return (right - left) * (bottom - top); }
};

class FrameWriter {
 public:
  FrameWriter(const ImDrawData& frame, const TensorPainter& painter, std::span<const TextRun> runs,
              std::span<const std::uint8_t> pixels, ImU32 ground, std::string_view title)
      : frame_(frame), painter_(painter), pixels_(pixels), writer_(frame.DisplaySize, ground, title), shapes_(writer_) {
    for (const TextRun& run : runs) runs_[run.list].push_back(&run);
  }
  std::string write() {
    for (int i = 0; i < frame_.CmdListsCount; ++i) list(*frame_.CmdLists[i]);
    shapes_.end();
    return writer_.finish();
  }

 private:
  void list(const ImDrawList& list);
  void command(const ImDrawList& list, const ImDrawCmd& command, const Rect& clip);
  const TextRun* run_at(const ImDrawList& list, int index) const;
  void tensor(const TensorPicture& picture, const Rect& clip);
  void drawn(const Rect& rect);

  const ImDrawData& frame_;
  const TensorPainter& painter_;
  std::span<const std::uint8_t> pixels_;
  std::map<const ImDrawList*, std::vector<const TextRun*>> runs_;
  SvgWriter writer_;
  SvgShapes shapes_;
};

void FrameWriter::list(const ImDrawList& list) {
  for (const ImDrawCmd& one : list.CmdBuffer) {
    const Rect clip{{one.ClipRect.x, one.ClipRect.y}, {one.ClipRect.z, one.ClipRect.w}};
    shapes_.end();
    writer_.clip(clip);
    if (one.UserCallback == nullptr) command(list, one, clip);
  }
}

// The text whose letters begin at this index of the list's buffer or go on there.
const TextRun* FrameWriter::run_at(const ImDrawList& list, int index) const {
  const auto found = runs_.find(&list);
  if (found == runs_.end()) return nullptr;
  const auto after = std::upper_bound(found->second.begin(), found->second.end(), index,
                                      [](int at, const TextRun* run) { return at < run->first; });
  if (after == found->second.begin()) return nullptr;
  const TextRun* const run = *std::prev(after);
  return index < run->last ? run : nullptr;
}

void FrameWriter::command(const ImDrawList& list, const ImDrawCmd& command, const Rect& clip) {
  const bool font = compat::draws_font(command);
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  const auto from = static_cast<int>(command.IdxOffset), to = from + static_cast<int>(command.ElemCount);
  for (int i = from; i + 2 < to;) {
    if (const TextRun* run = font ? run_at(list, i) : nullptr) {
      shapes_.end();
      if (i == run->first) writer_.text(*run);
      i = std::min(run->last, to);
      continue;
    }
    const auto vertex = [&](int at) -> const ImDrawVert& {
      return list.VtxBuffer[static_cast<int>(command.VtxOffset) + list.IdxBuffer[at]];
    };
    const ImDrawVert &a = vertex(i), &b = vertex(i + 1), &c = vertex(i + 2);
    if (!font) {
      shapes_.end();
      const Rect box{{std::min({a.pos.x, b.pos.x, c.pos.x}), std::min({a.pos.y, b.pos.y, c.pos.y})},
                     {std::max({a.pos.x, b.pos.x, c.pos.x}), std::max({a.pos.y, b.pos.y, c.pos.y})}};
      if (const std::optional<TensorPicture> picture = painter_.picture_at(command, box.min))
        tensor(*picture, clip);
      else
        drawn(box);
      i += 6;  // a picture is a quad
      continue;
    }
    if (a.uv.x == white.x && a.uv.y == white.y) shapes_.triangle(a, b, c);
    i += 3;
  }
}

// As it stands in the frame.
void FrameWriter::drawn(const Rect& rect) {
  const auto width = static_cast<int>(frame_.DisplaySize.x), height = static_cast<int>(frame_.DisplaySize.y);
  const int left = std::clamp(static_cast<int>(std::round(rect.min.x)), 0, width);
  const int top = std::clamp(static_cast<int>(std::round(rect.min.y)), 0, height);
  const int right = std::clamp(static_cast<int>(std::round(rect.max.x)), left, width);
  const int bottom = std::clamp(static_cast<int>(std::round(rect.max.y)), top, height);
  if (right == left || bottom == top) return;
  std::vector<std::uint8_t> samples;
  for (int y = top; y < bottom; ++y) {
    const auto line = pixels_.subspan(
        3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(left)),
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

std::string svg_of_frame(const ImDrawData& frame, const TensorPainter& painter, std::span<const TextRun> runs,
                         std::span<const std::uint8_t> pixels, ImU32 ground, std::string_view title) {
  return FrameWriter(frame, painter, runs, pixels, ground, title).write();
}

}  // namespace flatscope
