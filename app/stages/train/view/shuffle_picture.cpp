// A sample as it is and shuffled as the run shuffles it, with a pixel and its neighbours in both.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "app/stages/train/view/compare.h"
#include "app/stages/train/view/sample_picture.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// The run's permutation, and where each pixel goes.
struct KeptShuffle {
  std::uint32_t seed = 0;
  Shape input;
  std::vector<std::int32_t> from;    // pixel p of the shuffled picture stood at from[p]
  std::vector<std::int32_t> places;  // pixel p of the picture goes to places[p]
};

const KeptShuffle& shuffle_for(Ui& ui, std::uint32_t seed, const Shape& input) {
  auto& kept = ui.kept.of<KeptShuffle>();
  if (kept.seed == seed && kept.input == input) return kept;
  kept.seed = seed;
  kept.input = input;
  kept.from = shuffle_of(seed, input);
  kept.places.resize(kept.from.size());
  for (std::size_t p = 0; p < kept.from.size(); ++p)
    kept.places[static_cast<std::size_t>(kept.from[p])] = static_cast<std::int32_t>(p);
  return kept;
}

struct Cell {
  int row = 0, column = 0;
};

struct Square {
  Rect rect;
  int width = 1, height = 1;  // cells
  Rect cell(Cell at) const {
    const float w = rect.width() / static_cast<float>(width), h = rect.height() / static_cast<float>(height);
    const ImVec2 corner{rect.min.x + w * static_cast<float>(at.column), rect.min.y + h * static_cast<float>(at.row)};
    return {corner, {corner.x + w, corner.y + h}};
  }
  Cell under(ImVec2 point) const {
    const auto index = [](float share, int count) {
      return std::clamp(static_cast<int>(share * static_cast<float>(count)), 0, count - 1);
    };
    return {index((point.y - rect.min.y) / rect.height(), height), index((point.x - rect.min.x) / rect.width(), width)};
  }
};

// A bright pixel near the middle: something whose neighbours matter.
Cell first_pixel(const Tensor& picture) {
  const auto height = static_cast<int>(picture.height()), width = static_cast<int>(picture.width());
  Cell best{height / 2, width / 2};
  float most = -1.0F;
  for (int row = 1; row + 1 < height; ++row) {
    for (int column = 1; column + 1 < width; ++column) {
      const float away = std::hypot(static_cast<float>(row) - static_cast<float>(height) * 0.5F,
                                    static_cast<float>(column) - static_cast<float>(width) * 0.5F);
      const float worth = picture.at(0, row, column) - away / static_cast<float>(4 * (height + width));
      if (worth <= most) continue;
      most = worth;
      best = {row, column};
    }
  }
  return best;
}

struct Neighbour {
  Cell cell;
  bool vertical;
};

std::vector<Neighbour> neighbours_of(Cell at, const Square& square) {
  std::vector<Neighbour> all;
  const auto add = [&](int down, int right) {
    const Cell cell{at.row + down, at.column + right};
    if (cell.row >= 0 && cell.column >= 0 && cell.row < square.height && cell.column < square.width)
      all.push_back({cell, down != 0});
  };
  add(-1, 0), add(1, 0), add(0, -1), add(0, 1);
  return all;
}

// What lies round a mark so that it is seen both on a black picture and on the page.
ImU32 halo(const Ui& ui) {
  return ui.theme == Theme::light ? with_alpha(ui.colours.ground, 0.8F) : with_alpha(ui.colours.outline, 0.6F);
}

void mark(Ui& ui, const Rect& cell, ImU32 colour, float thickness) {
  const Rect round = cell.inset(-thickness - 1.0F);
  compat::add_rect(ui.draw, round.min, round.max, halo(ui), 1.0F, ui.dp(1.5F));
  marks::outline(ui, cell, colour, thickness);
}

void thread_across(Ui& ui, ImVec2 from, ImVec2 to, ImU32 colour, float thickness) {
  const float pull = (to.x - from.x) * 0.5F;
  const ImVec2 a{from.x + pull, from.y}, b{to.x - pull, to.y};
  // On a light page it runs over black pictures and over the page itself: either rim would look like a second line.
  if (ui.theme == Theme::dark) ui.draw->AddBezierCubic(from, a, b, to, halo(ui), thickness + ui.dp(2));
  ui.draw->AddBezierCubic(from, a, b, to, colour, thickness);
}

// Words of several colours in a line; too long a line is told in one colour, shortened.
struct Piece {
  std::string words;
  ImU32 ink;
  bool strong;
};

void draw_pieces(Ui& ui, ImVec2 at, float width, const std::vector<Piece>& pieces) {
  float needed = 0.0F;
  std::string whole;
  const auto type_of = [](const Piece& piece) { return piece.strong ? Type::strong : Type::body; };
  for (const Piece& piece : pieces) {
    needed += ui.measure(type_of(piece), piece.words).x;
    whole += piece.words;
  }
  if (needed > width) {
    ui.text_fit(at, width, Type::small, ui.colours.muted, whole);
    return;
  }
  for (const Piece& piece : pieces) at.x += ui.text(at, type_of(piece), piece.ink, piece.words);
}

std::string apart_words(int least, int most) {
  if (least == most) return fmt::format("{} px", least);
  return fmt::format("{} to {} px", least, most);
}

// Where the pixel in hand goes, and how far from it those end that were beside it.
void draw_sentence(Ui& ui, ImVec2 at, float width, Cell from, Cell to, int least, int most) {
  const Palette& c = ui.colours;
  const std::array<std::string, 2> first = {
      fmt::format("Pixel ({}, {}) goes to ({}, {}).", from.row, from.column, to.row, to.column),
      fmt::format("({}, {}) goes to ({}, {})", from.row, from.column, to.row, to.column)};
  ui.text_fit(at, width, Type::body, c.text, first_fitting(ui, Type::body, width, first));
  const std::string far = apart_words(least, most);
  const std::vector<std::vector<Piece>> ways = {{{"Its neighbours ", c.muted, false},
                                                 {"left, right", c.horizontal, true},
                                                 {" and ", c.muted, false},
                                                 {"up, down", c.vertical, true},
                                                 {fmt::format(" end {} away from it.", far), c.muted, false}},
                                                {{"left, right", c.horizontal, true},
                                                 {", ", c.muted, false},
                                                 {"up, down", c.vertical, true},
                                                 {fmt::format(": {} away", far), c.muted, false}}};
  const auto length = [&](const std::vector<Piece>& pieces) {
    float sum = 0.0F;
    for (const Piece& piece : pieces) sum += ui.measure(piece.strong ? Type::strong : Type::body, piece.words).x;
    return sum;
  };
  const ImVec2 below{at.x, at.y + ui.line_height(Type::body) + ui.dp(2)};
  draw_pieces(ui, below, width, length(ways[0]) <= width ? ways[0] : ways[1]);
}

}  // namespace

float shuffle_gap(const Ui& ui) { return ui.dp(48); }

float shuffle_words_height(const Ui& ui) {
  return ui.line_height(Type::section) + ui.dp(6) + ui.dp(8) + 2.0F * ui.line_height(Type::body) + ui.dp(2);
}

void draw_shuffle_picture(StageContext& context, ImVec2 at, float width, float side) {
  Ui& ui = context.ui;
  const TrainScene& scene = context.scene.train;
  const std::shared_ptr<const TrainData>& data = context.results.train.data;
  const Shape input = data->input();
  const KeptShuffle& shuffle = shuffle_for(ui, static_cast<std::uint32_t>(scene.seed), input);
  const auto tests = static_cast<int>(data->set->test.labels.size());
  const int sample = tests == 0 ? 0 : std::min(scene.sample, tests - 1);
  const auto columns = static_cast<int>(input[2]), rows = static_cast<int>(input[1]);

  const float right = at.x + side + shuffle_gap(ui), top = at.y + ui.line_height(Type::section) + ui.dp(6);
  const auto label = [&](float x, std::string_view words, bool in_use) {
    const float room = side + shuffle_gap(ui) * 0.8F;
    ui.text_fit({x, at.y}, room, Type::section, in_use ? ui.colours.text : ui.colours.muted,
                fmt::format("{}{}", words, in_use ? ": WHAT BOTH GET" : ""));
  };
  label(at.x, "AS IT IS", !scene.shuffle);
  label(right, "SHUFFLED", scene.shuffle);
  const Square before{{{at.x, top}, {at.x + side, top + side}}, columns, rows};
  const Square after{{{right, top}, {right + side, top + side}}, columns, rows};
  draw_sample(ui, before.rect, data, SamplePart::test, sample);
  draw_sample(ui, after.rect, data, SamplePart::test, sample, 0, 0, shuffle.from);
  for (const Square& square : {before, after})
    compat::add_rect(ui.draw, square.rect.min, square.rect.max, ui.colours.line, 0.0F, 1.0F);
  ui.record.area("train.shuffle.before", before.rect.min, before.rect.max);
  ui.record.area("train.shuffle.after", after.rect.min, after.rect.max);

  const auto place = [&](Cell cell) {
    const int to = shuffle.places[static_cast<std::size_t>(cell.row * columns + cell.column)];
    return Cell{to / columns, to % columns};
  };
  const auto source = [&](Cell cell) {
    const int from = shuffle.from[static_cast<std::size_t>(cell.row * columns + cell.column)];
    return Cell{from / columns, from % columns};
  };
  std::optional<std::pair<int, int>>& pinned = context.view.train.pixel;
  Cell in_hand;
  if (pinned) {
    in_hand = {std::clamp(pinned->first, 0, rows - 1), std::clamp(pinned->second, 0, columns - 1)};
  } else {
    in_hand = first_pixel(sample_of(*data, SamplePart::test, sample));
  }
  const auto point = [&](const char* id, const Square& square, const auto& pixel) {
    const bool clicked = hit_area(ui, id, square.rect);
    if (!ImGui::IsItemHovered()) return;
    in_hand = pixel(square.under(ImGui::GetIO().MousePos));
    if (clicked) pinned = {in_hand.row, in_hand.column};
  };
  point("train.shuffle.pick", before, [](Cell cell) { return cell; });
  point("train.shuffle.pick_shuffled", after, source);

  int least = columns + rows, most = 0;
  const Cell to = place(in_hand);
  const auto colour = [&](const Neighbour& one) { return one.vertical ? ui.colours.vertical : ui.colours.horizontal; };
  const std::vector<Neighbour> neighbours = neighbours_of(in_hand, before);
  for (const Neighbour& one : neighbours) {
    const Cell there = place(one.cell);
    const auto away = static_cast<int>(std::lround(std::hypot(there.row - to.row, there.column - to.column)));
    least = std::min(least, away);
    most = std::max(most, away);
    thread_across(ui, before.cell(one.cell).centre(), after.cell(there).centre(), colour(one), ui.dp(1.2F));
  }
  thread_across(ui, before.cell(in_hand).centre(), after.cell(to).centre(), ui.colours.pixel, ui.dp(2));
  for (const Neighbour& one : neighbours) {
    mark(ui, before.cell(one.cell), colour(one), ui.dp(1.5F));
    mark(ui, after.cell(place(one.cell)), colour(one), ui.dp(1.5F));
  }
  mark(ui, before.cell(in_hand), ui.colours.pixel, ui.dp(2));
  mark(ui, after.cell(to), ui.colours.pixel, ui.dp(2));
  draw_sentence(ui, {at.x, top + side + ui.dp(8)}, width, in_hand, to, least, most);
  ui.record.fact("train.shuffle.pixel", fmt::format("{},{}", in_hand.row, in_hand.column));
  ui.record.fact("train.shuffle.goes_to", fmt::format("{},{}", to.row, to.column));
}

}  // namespace flatscope
