// The pictures that are read wrong, or those of one cell of the matrix: the surest first, each with its scores.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/look/fixed_number.h"
#include "app/look/number_text.h"
#include "app/stages/train/view/mistakes.h"
#include "app/stages/train/view/sample_picture.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr std::size_t most_scores = 3, least_scores = 2;  // below a picture
constexpr float least_side = 54.0F;                       // of a picture, in design units

struct Tiles {
  float side = 0.0F, width = 0.0F, height = 0.0F;  // of a picture; of a tile, its scores included
  float name = 0.0F;                               // room for a class beside its bar
  std::size_t scores = most_scores;
  int columns = 1, rows = 1;
  int on_page() const { return columns * rows; }
};

// A picture of this side with its scores below.
float tile_height(const Ui& ui, float side, std::size_t scores) {
  return side + ui.dp(3) + static_cast<float>(scores) * ui.line_height(Type::mono_small);
}

float gap_across(const Ui& ui) { return ui.dp(8); }
float gap_down(const Ui& ui) { return ui.dp(10); }
float line_of_scores(const Ui& ui) { return ui.line_height(Type::mono_small); }

// The largest pictures that all fit on one page, small ones where they don't.
Tiles arrange(const Ui& ui, const Rect& area, const std::vector<ClassWords>& words, std::size_t samples) {
  Tiles tiles;
  float name = 0.0F;
  for (const ClassWords& one : words) name = std::max(name, ui.measure(Type::mono_small, one.brief).x);
  tiles.name = std::min(name, ui.dp(64));
  const float number = ui.measure(Type::mono_small, "0.00").x;
  // A score less rather than one row alone.
  const float two_rows = 2.0F * tile_height(ui, ui.dp(least_side), most_scores) + gap_down(ui);
  if (two_rows > area.height()) tiles.scores = least_scores;
  for (const float side : {128.0F, 112.0F, 96.0F, 88.0F, 80.0F, 72.0F, 64.0F, least_side}) {
    tiles.side = ui.dp(side);
    tiles.width = std::max(tiles.side, tiles.name + number + ui.dp(24));
    tiles.height = tile_height(ui, tiles.side, tiles.scores);
    tiles.columns = std::max(1, static_cast<int>((area.width() + gap_across(ui)) / (tiles.width + gap_across(ui))));
    tiles.rows = std::max(1, static_cast<int>((area.height() + gap_down(ui)) / (tiles.height + gap_down(ui))));
    if (static_cast<std::size_t>(tiles.on_page()) >= samples) break;
  }
  return tiles;
}

// A class, its score as a bar, and as a number.
void draw_score(Ui& ui, const Rect& line, float name_width, std::string_view name, float score, ImU32 ink,
                bool framed) {
  if (framed)
    compat::add_rect(ui.draw, {line.min.x - ui.dp(2), line.min.y}, {line.min.x + name_width + ui.dp(2), line.max.y},
                     ui.colours.text, ui.dp(2), 1.0F);
  const float number = ui.measure(Type::mono_small, "0.00").x;
  ui.text_fit(line.min, name_width, Type::mono_small, ui.colours.text, name);
  ui.text({line.max.x, line.min.y}, Type::mono_small, ink, fmt::format("{:.2f}", score), Align::right);
  const float left = line.min.x + name_width + ui.dp(3), room = line.max.x - number - ui.dp(4) - left;
  const float half = std::max(2.0F, ui.dp(3.5F)), middle = line.centre().y;
  ui.draw->AddRectFilled({left, middle - half}, {left + std::max(1.0F, room * score), middle + half}, ink);
}

void draw_tile(StageContext& context, const Rect& tile, const Tiles& tiles, const KnownMistakes& known,
               std::int64_t sample, int place) {
  Ui& ui = context.ui;
  const auto at = static_cast<std::size_t>(sample);
  const int is = known.labels()[at], read = known.answers->classes[at];
  const std::vector<ClassWords>& words = class_words_of(context, *known.data);
  const Rect picture{tile.min, {tile.min.x + tiles.side, tile.min.y + tiles.side}};
  const std::string id = fmt::format("mistakes.sample.{}", place);
  if (hit_area(ui, id.c_str(), tile, std::to_string(sample))) open_sample(context, sample);
  const bool pointed = ImGui::IsItemHovered();
  draw_sample_part(ui, picture, known.data, SamplePart::test, sample, part_that_shows(*known.data));
  compat::add_rect(ui.draw, picture.min, picture.max, pointed ? ui.colours.text : ui.colours.line, 0.0F, 1.0F);
  const std::int64_t classes = known.answers->probabilities.shape().back();
  const float* const scores = known.answers->probabilities.data() + sample * classes;
  const float line = line_of_scores(ui);
  Rect row{{tile.min.x, picture.max.y + ui.dp(3)}, {tile.max.x, picture.max.y + ui.dp(3) + line}};
  for (const int of : classes_to_tell({scores, static_cast<std::size_t>(classes)}, is, tiles.scores)) {
    const ImU32 ink = of != read ? ui.colours.muted : of == is ? ui.colours.text : ui.colours.wrong;
    draw_score(ui, row, tiles.name, words[static_cast<std::size_t>(of)].brief, scores[of], ink, of == is);
    row = {{row.min.x, row.max.y}, {row.max.x, row.max.y + line}};
  }
  ui.tooltip(
      tile,
      fmt::format("Test picture {}: {}, read as {}. Click to see what each layer makes of it.", grouped(sample + 1),
                  words[static_cast<std::size_t>(is)].one, words[static_cast<std::size_t>(read)].brief),
      Ui::Side::beside);
}

// "most often fours are read as 9: 4 of 61"
std::string most_often(const KnownMistakes& known, const std::vector<ClassWords>& words) {
  if (!known.confusion.worst) return "no mistake";
  const auto [is, read] = *known.confusion.worst;
  const std::int64_t count = known.confusion.at(is, read);
  if (count == 1) return "no mistake is made twice";
  return fmt::format("most often {} are read as {}: {} of {}", words[static_cast<std::size_t>(is)].many,
                     words[static_cast<std::size_t>(read)].brief, grouped(count),
                     grouped(known.confusion.of_class[static_cast<std::size_t>(is)]));
}

// The number of pictures and what they have in common; returns what is left below.
Rect draw_heading_of_pictures(StageContext& context, const Rect& area, const KnownMistakes& known, float right_room) {
  Ui& ui = context.ui;
  const std::vector<ClassWords>& words = class_words_of(context, *known.data);
  const auto count = static_cast<std::int64_t>(known.shown.size());
  const Rect box = number_box(ui, area.min, grouped(count), known.cell.has_value());
  const float left = box.max.x + ui.dp(12), room = area.max.x - right_room - left;
  std::vector<std::string> titles, below;
  if (known.cell) {
    const ClassWords& is = words[static_cast<std::size_t>(known.cell->first)];
    const ClassWords& read = words[static_cast<std::size_t>(known.cell->second)];
    const std::string of = grouped(known.confusion.of_class[static_cast<std::size_t>(known.cell->first)]);
    const char* const verb = count == 1 ? "is" : "are";
    if (known.cell->first == known.cell->second) {
      titles = {fmt::format("of {} {} {} read rightly", of, is.many, verb), fmt::format("of {} read rightly", of)};
      below = {"the surest first"};
    } else {
      titles = {fmt::format("of {} {} {} read as {}", of, is.many, verb, read.brief),
                fmt::format("of {} read as {}", of, read.brief)};
      below = {"surest mistake first; red: what it is read as; framed: what it is", "red: read as; framed: is",
               "surest mistake first"};
    }
  } else {
    const std::string name = network_names(context.scene.train)[network_in_hand(context)];
    const std::string of = grouped(known.confusion.samples);
    const char* const verb = count == 1 ? "is" : "are";
    titles = {fmt::format("of {} test pictures {} read wrong by the {}", of, verb, name),
              fmt::format("of {} {} read wrong by the {}", of, verb, name), fmt::format("of {} read wrong", of)};
    const std::string often = most_often(known, words);
    below = {often + " · red: what it is read as; framed: what it is", often + " · red: read as, framed: is", often,
             "red: what it is read as; framed: what it is", "surest mistake first"};
    ui.record.fact("train.matrix.often", often);
    if (count == 0) below = {fmt::format("All {} are read rightly.", of), "All are read rightly."};
  }
  const float lines = ui.line_height(Type::strong) + ui.dp(2) + ui.line_height(Type::small);
  const float y = std::round(box.centre().y - lines * 0.5F);
  ui.text_fit({left, y}, room, Type::strong, ui.colours.text, first_fitting(ui, Type::strong, room, titles));
  ui.text_fit({left, y + ui.line_height(Type::strong) + ui.dp(2)}, area.max.x - left, Type::small, ui.colours.muted,
              first_fitting(ui, Type::small, area.max.x - left, below));
  return {{area.min.x, box.max.y + ui.dp(14)}, area.max};
}

}  // namespace

float few_samples_height(const StageContext& context) {
  const Ui& ui = context.ui;
  const float tile = tile_height(ui, ui.dp(least_side), least_scores);
  return ui.line_height(Type::mono_strong) + ui.dp(30) + 2.0F * tile + gap_down(ui);
}

void draw_wrong_samples(StageContext& context, const Rect& area, const KnownMistakes& known) {
  Ui& ui = context.ui;
  const float button = ui.line_height(Type::body) + ui.dp(8);
  const std::vector<ClassWords>& words = class_words_of(context, *known.data);
  const float heading = ui.line_height(Type::mono_strong) + ui.dp(30);
  const Rect rest{{area.min.x, area.min.y + heading}, area.max};
  const Tiles tiles = arrange(ui, rest, words, known.shown.size());
  const int all = static_cast<int>(known.shown.size());
  const int pages = std::max(1, (all + tiles.on_page() - 1) / tiles.on_page());
  const int page = std::clamp(context.view.train.mistakes_page, 0, pages - 1);
  const int first = page * tiles.on_page(), past = std::min(all, first + tiles.on_page());

  // At the right end of the first line: which of them are seen, and a way back to all.
  float x = area.max.x;
  if (known.cell) {
    x -= button;
    if (close_cross(ui, "mistakes.all", {{x, area.min.y}, {x + button, area.min.y + button}},
                    "All mistakes again (Esc)")) {
      context.view.train.cell.reset();
      context.view.train.mistakes_page = 0;
    }
    x -= ui.dp(4);
  }
  if (pages > 1) {
    x -= button;
    if (turn_button(ui, "mistakes.later", {{x, area.min.y}, {x + button, area.min.y + button}}, false,
                    "Those that are less sure", page + 1 < pages))
      context.view.train.mistakes_page = page + 1;
    const std::string range = fmt::format("{}–{} of {}", grouped(first + 1), grouped(past), grouped(all));
    const float width = ui.measure(Type::mono_small, range).x;
    x -= width + ui.dp(6);
    ui.text({x, area.min.y + (button - ui.line_height(Type::mono_small)) * 0.5F}, Type::mono_small, ui.colours.muted,
            range);
    x -= button + ui.dp(6);
    if (turn_button(ui, "mistakes.earlier", {{x, area.min.y}, {x + button, area.min.y + button}}, true,
                    "Those that are surer", page > 0))
      context.view.train.mistakes_page = page - 1;
    x -= ui.dp(8);
  }
  const Rect below = draw_heading_of_pictures(context, area, known, area.max.x - x);
  for (int i = first; i < past; ++i) {
    const int place = i - first;
    const ImVec2 at{below.min.x + static_cast<float>(place % tiles.columns) * (tiles.width + gap_across(ui)),
                    below.min.y + static_cast<float>(place / tiles.columns) * (tiles.height + gap_down(ui))};
    draw_tile(context, {at, {at.x + tiles.width, at.y + tiles.height}}, tiles, known,
              known.shown[static_cast<std::size_t>(i)], place);
  }
  ui.record.fact("train.pictures", std::to_string(known.shown.size()));
  ui.record.fact("train.pictures.page", fmt::format("{} of {}", page + 1, pages));
}

}  // namespace flatscope
