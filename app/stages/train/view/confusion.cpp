// Who is taken for whom: a row for what a test picture is, a column for what it is read as.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/look/number_text.h"
#include "app/stages/train/view/mistakes.h"
#include "app/widgets/feature_maps.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr int most_drawn_one_by_one = 40;  // classes; beyond, the cells are a picture

// The counts as a picture, for many classes; empty cells are NaN.
struct KeptMatrix {
  std::shared_ptr<const TestAnswers> answers;
  std::shared_ptr<const Tensor> picture;
};

struct Matrix {
  Rect cells;
  float cell = 1.0F;
  int classes = 0;
  float labels = 0.0F, heading = 0.0F;  // room at the left and above
  Rect at(int is, int read) const {
    const ImVec2 corner{cells.min.x + static_cast<float>(read) * cell, cells.min.y + static_cast<float>(is) * cell};
    return {corner, {corner.x + cell, corner.y + cell}};
  }
  std::optional<ConfusionCell> under(ImVec2 pointer) const {
    if (!cells.contains(pointer)) return std::nullopt;
    const auto place = [&](float along) { return std::clamp(static_cast<int>(along / cell), 0, classes - 1); };
    return ConfusionCell{place(pointer.y - cells.min.y), place(pointer.x - cells.min.x)};
  }
};

// Cells too small to be hit catch the pointer from some pixels away, where something is counted in them.
ConfusionCell nearest_counted(const Ui& ui, const Matrix& matrix, const Confusion& confusion, ConfusionCell cell) {
  if (matrix.cell >= ui.dp(8) || confusion.at(cell.first, cell.second) > 0) return cell;
  const int reach = static_cast<int>(std::ceil(ui.dp(6) / matrix.cell));
  ConfusionCell nearest = cell;
  int least = reach * reach + 1;
  for (int is = std::max(0, cell.first - reach); is <= std::min(matrix.classes - 1, cell.first + reach); ++is) {
    for (int read = std::max(0, cell.second - reach); read <= std::min(matrix.classes - 1, cell.second + reach);
         ++read) {
      const int down = is - cell.first, across = read - cell.second, away = down * down + across * across;
      if (away >= least || confusion.at(is, read) == 0) continue;
      least = away;
      nearest = {is, read};
    }
  }
  return nearest;
}

Matrix arrange(const Ui& ui, const Rect& area, int classes, const std::vector<ClassWords>& words) {
  Matrix matrix;
  matrix.classes = classes;
  for (const ClassWords& one : words)
    matrix.labels = std::max(matrix.labels, ui.measure(Type::mono_small, one.brief).x);
  matrix.labels = std::min(matrix.labels, area.width() * 0.28F) + ui.dp(10);
  matrix.heading = ui.line_height(Type::mono_small) + ui.dp(5);
  const float legend = ui.line_height(Type::small) + ui.dp(8);
  const auto across = static_cast<float>(classes);
  matrix.cell = std::min((area.width() - matrix.labels) / across, (area.height() - matrix.heading - legend) / across);
  if (matrix.cell >= 4.0F) matrix.cell = std::floor(matrix.cell);
  matrix.cell = std::clamp(matrix.cell, 0.25F, ui.dp(48));
  matrix.cells.min = {area.min.x + matrix.labels, area.min.y + matrix.heading};
  matrix.cells.max = {matrix.cells.min.x + matrix.cell * across, matrix.cells.min.y + matrix.cell * across};
  return matrix;
}

// Of mistakes: red, the fuller the more often this one is made, so that few of them are told from one beside the many
// that are read rightly.
std::uint32_t mistake_colour(const Ui& ui, double share) {
  return mix(ui.colours.panel, ui.colours.wrong, 0.2F + 0.8F * static_cast<float>(share));
}

std::int64_t most_of_one_mistake(const Confusion& confusion) {
  return confusion.worst ? confusion.at(confusion.worst->first, confusion.worst->second) : 0;
}

std::uint32_t colour_of(const Ui& ui, std::int64_t count, std::int64_t most) {
  TensorStyle style;
  style.map = ColourMap::magnitude;
  style.range = {0.0F, static_cast<float>(std::max<std::int64_t>(1, most))};
  return CellColours(ui.colours, style).of(static_cast<float>(count));
}

void draw_cells(Ui& ui, const Matrix& matrix, const Confusion& confusion) {
  const float gap = matrix.cell >= 12.0F ? std::max(1.0F, ui.dp(1)) : 0.0F;
  const bool numbers = matrix.cell >= ui.line_height(Type::mono_small) + 2.0F;
  ui.draw->AddRectFilled(matrix.cells.min, matrix.cells.max, ui.colours.panel);
  for (int is = 0; is < matrix.classes; ++is) {
    for (int read = 0; read < matrix.classes; ++read) {
      const std::int64_t count = confusion.at(is, read);
      if (count == 0) continue;
      const Rect cell = matrix.at(is, read).inset(gap);
      const std::uint32_t fill =
          is == read
              ? colour_of(ui, count, confusion.most)
              : mistake_colour(ui, static_cast<double>(count) / static_cast<double>(most_of_one_mistake(confusion)));
      ui.draw->AddRectFilled(cell.min, cell.max, fill, gap > 0.0F ? ui.dp(2) : 0.0F);
      if (!numbers) continue;
      const std::string words = grouped(count);
      const float width = ui.measure(Type::mono_small, words).x, room = cell.width() - 2.0F;
      const float size = ui.line_height(Type::mono_small) * std::min(1.0F, room / std::max(1.0F, width));
      constexpr float least = 0.72F;
      if (size < ui.line_height(Type::mono_small) * least) continue;
      const float drawn = width * size / ui.line_height(Type::mono_small);
      ui.text_sized({cell.centre().x - drawn * 0.5F, cell.centre().y - size * 0.5F}, Type::mono_small, size,
                    ink_on(fill), words);
    }
  }
}

void draw_as_picture(Ui& ui, const Matrix& matrix, const KnownMistakes& known) {
  auto& kept = ui.kept.of<KeptMatrix>();
  const Confusion& confusion = known.confusion;
  if (kept.answers != known.answers) {
    kept.answers = known.answers;
    std::vector<float> counts;
    for (const std::int64_t count : confusion.counts)
      counts.push_back(count == 0 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(count));
    kept.picture = std::make_shared<const Tensor>(Tensor({1, confusion.classes, confusion.classes}, std::move(counts)));
  }
  TensorStyle style;
  style.map = ColourMap::magnitude;
  style.range = {0.0F, static_cast<float>(std::max<std::int64_t>(1, confusion.most))};
  style.lines = false;
  ui.painter.draw(ui, kept.picture, *kept.picture, 0, matrix.cells, style);
  compat::add_rect(ui.draw, matrix.cells.min, matrix.cells.max, ui.colours.line, 0.0F, 1.0F);
}

// Which rows and columns have a name beside them: all that there is room for.
void draw_names(Ui& ui, const Matrix& matrix, const Rect& area, const std::vector<ClassWords>& words,
                std::optional<ConfusionCell> marked) {
  const float line = ui.line_height(Type::mono_small);
  const int every = std::max(1, static_cast<int>(std::ceil((line + 1.0F) / matrix.cell)));
  std::vector<std::string> whole;
  whole.reserve(words.size());
  for (const ClassWords& one : words) whole.push_back(one.brief);
  const auto fits = [&](const std::vector<std::string>& names) {
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
      return ui.measure(Type::mono_small, name).x <= matrix.cell - 2.0F;
    });
  };
  std::vector<std::string> across = whole;
  if (!fits(across)) across = short_names(whole);
  const bool columns = fits(across);
  for (int i = 0; i < matrix.classes; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const Rect cell = matrix.at(i, i);
    const bool row = marked && marked->first == i, column = marked && marked->second == i;
    const bool near = marked && std::abs(marked->first - i) * matrix.cell < line && !row;
    if (row || (i % every == 0 && (every == 1 || !near)))
      ui.text_fit({matrix.cells.min.x - ui.dp(8), cell.centre().y - line * 0.5F}, matrix.labels - ui.dp(8),
                  Type::mono_small, row ? ui.colours.text : ui.colours.muted, whole[at], Align::right);
    if (columns)
      ui.text({cell.centre().x, matrix.cells.min.y - line - ui.dp(4)}, Type::mono_small,
              column ? ui.colours.text : ui.colours.muted, across[at], Align::centre);
  }
  if (columns) return;
  if (marked) {
    ui.text_fit({matrix.cells.min.x, area.min.y}, matrix.cells.width(), Type::mono_small, ui.colours.text,
                fmt::format("read as {}", whole[static_cast<std::size_t>(marked->second)]));
  } else {
    ui.text_fit({matrix.cells.min.x, area.min.y}, matrix.cells.width(), Type::small, ui.colours.muted,
                "read as, in the same order");
  }
}

void draw_legend(Ui& ui, const Matrix& matrix, const Rect& area, const Confusion& confusion) {
  const float y = matrix.cells.max.y + ui.dp(6), line = ui.line_height(Type::small);
  const float mono = (line - ui.line_height(Type::mono_small)) * 0.5F, middle = y + line * 0.5F;
  const float end = std::max(matrix.cells.max.x, std::min(area.max.x, area.min.x + ui.dp(310)));
  float x = end;
  const auto words_to_the_left = [&](std::string_view words) {
    x -= ui.text({x, y + mono}, Type::mono_small, ui.colours.muted, words, Align::right);
  };
  // One by one, mistakes have a range of their own.
  const bool apart = confusion.classes <= most_drawn_one_by_one;
  const std::int64_t wrong = most_of_one_mistake(confusion);
  const float ramp = ui.dp(apart ? 24 : 40);
  if (apart && wrong > 0) {
    words_to_the_left(fmt::format("{} wrong", grouped(wrong)));
    x -= ramp + ui.dp(5);
    ui.draw->AddRectFilledMultiColor({x, middle - ui.dp(4)}, {x + ramp, middle + ui.dp(4)}, mistake_colour(ui, 0.0),
                                     mistake_colour(ui, 1.0), mistake_colour(ui, 1.0), mistake_colour(ui, 0.0));
    x -= ui.dp(12);
  }
  words_to_the_left(grouped(confusion.most) + (apart ? " right" : " pictures"));
  x -= ramp + ui.dp(5);
  colour_ramp(ui, {{x, middle - ui.dp(4)}, {x + ramp, middle + ui.dp(4)}}, ColourMap::magnitude);
  x -= ui.dp(5);
  words_to_the_left("0");
  const std::string sentences[] = {"rows: is · columns: read as", "rows: is · read as →", "is ↓ read as →",
                                   "is ↓ as →"};
  const float room = x - area.min.x - ui.dp(10);
  const std::string& words = first_fitting(ui, Type::small, room, sentences);
  ui.text_fit({area.min.x, y}, room, Type::small, ui.colours.muted, words);
}

}  // namespace

void draw_confusion(StageContext& context, const Rect& area, const KnownMistakes& known) {
  Ui& ui = context.ui;
  const Confusion& confusion = known.confusion;
  const std::vector<ClassWords>& words = class_words_of(context, *known.data);
  const Matrix matrix = arrange(ui, area, confusion.classes, words);
  const bool clicked = hit_area(ui, "mistakes.matrix", matrix.cells);
  std::optional<ConfusionCell> pointed;
  if (ImGui::IsItemHovered()) pointed = matrix.under(ImGui::GetIO().MousePos);
  if (pointed) pointed = nearest_counted(ui, matrix, confusion, *pointed);
  if (confusion.classes <= most_drawn_one_by_one) {
    draw_cells(ui, matrix, confusion);
  } else {
    draw_as_picture(ui, matrix, known);
  }
  draw_names(ui, matrix, area, words, pointed ? pointed : known.cell);
  draw_legend(ui, matrix, area, confusion);
  const float line = std::max(2.0F, ui.dp(2));
  if (known.cell) {
    const Rect cell = matrix.at(known.cell->first, known.cell->second);
    marks::outline(ui, cell.inset(std::min(0.0F, (matrix.cell - ui.dp(6)) * 0.5F)), ui.colours.pixel, line);
  }
  ui.record.area("train.matrix", matrix.cells.min, matrix.cells.max);
  ui.record.fact("train.matrix.classes", std::to_string(confusion.classes));
  if (confusion.worst)
    ui.record.fact("train.matrix.worst", fmt::format("{},{}", confusion.worst->first, confusion.worst->second));
  if (known.cell) {
    ui.record.fact("train.cell", fmt::format("{},{}", known.cell->first, known.cell->second));
    ui.record.fact("train.cell.count", std::to_string(confusion.at(known.cell->first, known.cell->second)));
  }
  if (!pointed) return;
  const auto [is, read] = *pointed;
  const Rect cell = matrix.at(is, read);
  compat::add_rect(ui.draw, cell.min, cell.max, ui.colours.text, 0.0F, std::max(1.0F, ui.dp(1)));
  const std::int64_t count = confusion.at(is, read), all = confusion.of_class[static_cast<std::size_t>(is)];
  ui.tooltip(cell, fmt::format("{} of {} {} {} read as {}", count == 0 ? "none" : grouped(count), grouped(all),
                               words[static_cast<std::size_t>(is)].many, count == 1 ? "is" : "are",
                               words[static_cast<std::size_t>(read)].brief));
  if (!clicked) return;
  context.view.train.mistakes_page = 0;
  if (context.view.train.cell == pointed || count == 0) {
    context.view.train.cell.reset();
  } else {
    context.view.train.cell = pointed;
  }
}

}  // namespace flatscope
