// The Ladder tab: the five networks of 1989 as one picture, and what of it carries over to our digits.
#include "app/stages/train/view/ladder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/train/model/series_words.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/scroll_area.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

struct Rung {
  const char *name, *brief;
  const char *first, *second;  // how it is built, in two lines
};
constexpr std::array<Rung, 5> names = {
    {{"Single layer", "Single", "256 → 10,", "all connected"},
     {"One hidden layer", "Hidden", "256 → 12 → 10,", "all connected"},
     {"Locally connected", "Local", "each unit sees 3 × 3, then", "5 × 5; nothing shared"},
     {"First layer shared", "1 shared", "two maps, one 3 × 3 kernel", "each; then local, not shared"},
     {"Both layers shared", "2 shared", "two maps, then four, one", "kernel for all places"}}};

// Where the columns begin; a column without width is folded away.
struct Columns {
  Rect picture, name, weights, chart;  // of a row; only their left and right count
  bool pictures = true, counts = true, built = true;
};

Columns lay_out(const Ui& ui, const Rect& area) {
  Columns columns;
  const float width = area.width();
  columns.pictures = width >= ui.dp(760);
  columns.counts = width >= ui.dp(480);
  columns.built = width >= ui.dp(600);
  const float gap = ui.dp(20);
  float x = area.min.x;
  const auto take = [&](Rect& column, float wide) {
    column = {{x, area.min.y}, {x + wide, area.max.y}};
    x += wide + gap;
  };
  const float extra = std::max(0.0F, width - ui.dp(868));
  if (columns.pictures) take(columns.picture, std::round(ui.dp(186) + extra * 0.25F));
  take(columns.name, columns.built ? ui.dp(188) : columns.counts ? ui.dp(150) : std::min(ui.dp(110), width * 0.36F));
  if (columns.counts) take(columns.weights, std::round(ui.dp(150) + extra * 0.1F));
  columns.chart = {{x, area.min.y}, {area.max.x, area.max.y}};
  return columns;
}

void draw_name(Ui& ui, const Columns& columns, const Rect& row, std::size_t rung, std::int64_t classes) {
  const ImU32 ink = rung_ink(ui, rung);
  const float strong = ui.line_height(Type::strong), small = ui.line_height(Type::small);
  const float left = columns.name.min.x + ui.dp(12), room = columns.name.max.x - left;
  const bool lines = columns.built && row.height() >= strong + small * 2.0F + ui.dp(6);
  const LadderCount count = ladder_count(rung, classes);
  const std::string weights = fmt::format("{} weights", grouped(count.weights));
  const float height = lines ? strong + small * 2.0F + ui.dp(2) : columns.counts ? strong : strong + small;
  float y = std::round(row.centre().y - height * 0.5F);
  ui.draw->AddRectFilled({columns.name.min.x, y}, {columns.name.min.x + ui.dp(4), y + height}, ink, ui.dp(2));
  const std::array<std::string, 2> titles = {fmt::format("{}  {}", rung + 1, names[rung].name),
                                             fmt::format("{}  {}", rung + 1, names[rung].brief)};
  ui.text_fit({left, y}, room, Type::strong, ui.colours.text, first_fitting(ui, Type::strong, room, titles));
  y += strong + (lines ? ui.dp(2) : 0.0F);
  if (lines) {
    ui.text_fit({left, y}, room, Type::small, ui.colours.muted, names[rung].first);
    ui.text_fit({left, y + small}, room, Type::small, ui.colours.muted, names[rung].second);
  } else if (!columns.counts) {
    const std::array<std::string, 2> words = {weights, grouped(count.weights)};
    ui.text_fit({left, y}, room, Type::small, ui.colours.muted, first_fitting(ui, Type::small, room, words));
  }
}

// Free weights filled, links outlined, both to one scale.
void draw_weights(Ui& ui, const Rect& column, const Rect& row, std::size_t rung, std::int64_t classes) {
  const ImU32 ink = rung_ink(ui, rung);
  const LadderCount count = ladder_count(rung, classes);
  double most = 1.0;
  for (std::size_t i = 0; i < ladder_rungs.size(); ++i)
    most = std::max(most, static_cast<double>(ladder_count(i, classes).links));
  const float strong = ui.line_height(Type::mono_strong), mono = ui.line_height(Type::mono_small);
  const bool links = row.height() >= strong + mono + ui.dp(24);
  const float bar = ui.dp(13), height = strong + ui.dp(3) + bar + (links ? mono + ui.dp(5) : 0.0F);
  float y = std::round(row.centre().y - height * 0.5F);
  ui.text({column.min.x, y}, Type::mono_strong, ui.colours.text, grouped(count.weights));
  y += strong + ui.dp(3);
  const auto width_of = [&](std::int64_t number) {
    return std::round(column.width() * static_cast<float>(static_cast<double>(number) / most));
  };
  const Rect all{{column.min.x, y}, {column.min.x + width_of(count.links), y + bar}};
  ui.draw->AddRectFilled(all.min, {column.min.x + width_of(count.weights), all.max.y}, ink);
  if (count.links > count.weights) compat::add_rect(ui.draw, all.min, all.max, ink, 0.0F, std::max(1.0F, ui.dp(1.2F)));
  y += bar + ui.dp(5);
  const double each = static_cast<double>(count.links) / static_cast<double>(count.weights);
  const std::string number = fmt::format("{} links", grouped(count.links));
  const std::string words = count.links > count.weights ? fmt::format("{}: {:.1f} a weight", number, each) : number;
  if (links) ui.text_fit({column.min.x, y}, column.width() + ui.dp(16), Type::mono_small, ui.colours.muted, words);
  ui.tooltip(
      {{column.min.x, all.min.y - strong}, {column.max.x, all.max.y}},
      fmt::format("{} free weights for {} links, biases included.", grouped(count.weights), grouped(count.links)));
}

// The line's first word in its colour, the sentence behind it. Returns its height.
float draw_line(Ui& ui, const Rect& area, std::string_view word, ImU32 ink, const std::vector<std::string>& words) {
  const float left = ui.measure(Type::strong, word).x + ui.dp(6);
  const float line = ui.line_height(Type::body);
  const float room = area.width() - left;
  const std::string& fits = first_fitting(ui, Type::body, room, words);
  ui.text(area.min, Type::strong, ink, word);
  // Whole where there is height for it.
  const float height = ui.text_wrapped({0, 0}, room, Type::body, 0, words.front(), false);
  const bool whole = height <= area.height() + 1.0F;
  const std::string& chosen = whole ? words.front() : fits;
  return std::max(line, ui.text_wrapped({area.min.x + left, area.min.y}, room, Type::body, ui.colours.text, chosen));
}

float draw_lines(Ui& ui, const LadderShown& shown, const Rect& area) {
  if (shown.result == nullptr || !finding_of(*shown.result).known) {
    const std::string words = shown.result == nullptr
                                  ? "The diamonds are the figures of 1989. Nothing of ours is trained yet: training "
                                    "puts all five beside them, each "
                                    "over several seeds."
                                  : "What carries over stands here as soon as each of the five has been trained once.";
    return ui.text_wrapped(area.min, area.width(), Type::body, ui.colours.muted, words);
  }
  const LadderLines lines = ladder_lines(*shown.result);
  const float half = std::max(ui.line_height(Type::body), (area.height() - ui.dp(4)) * 0.5F);
  float y = area.min.y;
  y += draw_line(ui, {{area.min.x, y}, {area.max.x, y + half}}, "Carries over:", ui.colours.conv, lines.carries) +
       ui.dp(4);
  y += draw_line(ui, {{area.min.x, y}, {area.max.x, y + half}}, "Does not:", ui.colours.wrong, lines.does_not);
  ui.record.fact("train.ladder.carries", lines.carries.front());
  ui.record.fact("train.ladder.does_not", lines.does_not.front());
  return y - area.min.y;
}

// What the colours mean.
void draw_kinds(Ui& ui, const Rect& row) {
  struct Kind {
    std::size_t rung;
    const char* words;
  };
  constexpr Kind kinds[] = {{0, "all connected"}, {2, "local"}, {4, "local and shared"}};
  const float middle = row.centre().y;
  float x = row.min.x;
  for (const Kind& kind : kinds) {
    ui.draw->AddRectFilled({x, middle - ui.dp(6)}, {x + ui.dp(4), middle + ui.dp(6)}, rung_ink(ui, kind.rung),
                           ui.dp(2));
    x += ui.dp(10);
    x += ui.text({x, middle - ui.line_height(Type::small) * 0.5F}, Type::small, ui.colours.muted, kind.words) +
         ui.dp(16);
  }
}

// Everything from the heads of the columns down; returns where it ends.
float draw_all(StageContext& context, const LadderShown& shown, const Rect& area, float row_height) {
  Ui& ui = context.ui;
  const Columns columns = lay_out(ui, area);
  const std::int64_t classes = classes_of(shown.settings.data);
  const float section = ui.line_height(Type::section), mono = ui.line_height(Type::mono_small);
  float y = area.min.y;
  const auto head = [&](const Rect& column, std::string_view words, std::string_view brief) {
    const std::array<std::string, 2> both = {std::string(words), std::string(brief)};
    ui.text_fit({column.min.x, y}, column.width(), Type::section, ui.colours.muted,
                first_fitting(ui, Type::section, column.width(), both));
  };
  head(columns.pictures ? columns.picture : columns.name, "THE NETWORK", "NETWORK");
  if (columns.counts) head(columns.weights, "FREE WEIGHTS, LINKS", "WEIGHTS");
  head(columns.chart, "TEST ACCURACY, %", "TEST, %");
  y += section + ui.dp(4);
  const LadderAxis axis = ladder_axis(shown, columns.chart.min.x + ui.dp(8), columns.chart.max.x - ui.dp(8));
  const float rows_top = y + mono + ui.dp(4), rows_end = rows_top + row_height * 5.0F;
  draw_ladder_axis(ui, axis, y, rows_end);
  std::array<Rect, 5> rows;
  std::array<RungMarks, 5> marks;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const float top = std::round(rows_top + row_height * static_cast<float>(i));
    rows[i] = {{columns.chart.min.x, top}, {columns.chart.max.x, std::round(top + row_height)}};
    marks[i] = place_rung_marks(shown, axis, rows[i], i);
    ui.draw->AddLine({area.min.x, rows[i].max.y}, {area.max.x, rows[i].max.y}, ui.colours.line, 1.0F);
  }
  for (std::size_t i = 1; i < rows.size(); ++i) {
    marks::dashed_line(ui, marks[i - 1].published, marks[i].published, ui.colours.muted, 1.0F, 2.0F);
    if (marks[i - 1].has_ours && marks[i].has_ours)
      marks::dashed_line(ui, marks[i - 1].ours, marks[i].ours, ui.colours.muted, 1.0F, 2.0F);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Rect& row = rows[i];
    const float pad = std::max(ui.dp(4), (row.height() - ui.dp(88)) * 0.5F + ui.dp(14));
    if (columns.pictures)
      draw_rung_picture(ui, {{columns.picture.min.x, row.min.y + pad}, {columns.picture.max.x, row.max.y - pad}}, i);
    draw_name(ui, columns, row, i, classes);
    if (columns.counts) draw_weights(ui, columns.weights, row, i, classes);
    draw_rung_marks(ui, shown, axis, row, i, marks[i]);
  }
  const float legend = ui.line_height(Type::small) + ui.dp(12);
  draw_ladder_legend(ui, shown, {{columns.chart.min.x, rows_end}, {columns.chart.max.x, rows_end + legend}});
  if (columns.pictures) draw_kinds(ui, {{area.min.x, rows_end}, {columns.name.max.x, rows_end + legend}});
  if (columns.counts) {
    const float middle = rows_end + legend * 0.5F, small = ui.line_height(Type::small);
    float x = columns.weights.min.x;
    ui.draw->AddRectFilled({x, middle - ui.dp(4)}, {x + ui.dp(8), middle + ui.dp(4)}, ui.colours.muted);
    x += ui.dp(14);
    x += ui.text({x, middle - small * 0.5F}, Type::small, ui.colours.muted, "weights") + ui.dp(12);
    compat::add_rect(ui.draw, {x, middle - ui.dp(4)}, {x + ui.dp(8), middle + ui.dp(4)}, ui.colours.muted, 0.0F,
                     std::max(1.0F, ui.dp(1.2F)));
    x += ui.dp(14);
    if (x + ui.measure(Type::small, "links").x <= columns.weights.max.x + ui.dp(16))
      ui.text({x, middle - small * 0.5F}, Type::small, ui.colours.muted, "links");
  }
  return rows_end + legend;
}

}  // namespace

LadderShown ladder_shown(const StageContext& context) {
  LadderShown shown;
  const LadderSettings wanted = possible(context.scene.train.ladder);
  shown.result = context.results.train.ladder.get();
  shown.settings = shown.result == nullptr ? wanted : shown.result->settings;
  shown.other = shown.settings != wanted;
  shown.running = shown.result != nullptr && !shown.result->over() && !shown.result->stopped;
  return shown;
}

TabWords ladder_words(const StageContext& context) {
  const LadderShown shown = ladder_shown(context);
  TabWords words;
  words.titles = ladder_titles(shown.result);
  if (shown.other) {
    words.subtitles = {"of other settings than those that are chosen now: start again to train with these",
                       "of other settings than are chosen now", "of other settings"};
    return words;
  }
  const std::string samples = counted(shown.settings.samples, "training sample");
  words.subtitles = {
      fmt::format("LeCun’s five networks of 1989 · 16 × 16 input, tanh, {} · weights with biases", samples),
      fmt::format("LeCun’s five networks · 16 × 16 input, {}", samples), fmt::format("16 × 16 input, {}", samples),
      samples};
  return words;
}

void draw_ladder(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const LadderShown shown = ladder_shown(context);
  const float head = ui.line_height(Type::section) + ui.line_height(Type::mono_small) + ui.dp(8);
  const float legend = ui.line_height(Type::small) + ui.dp(12);
  const float body = ui.line_height(Type::body);
  const float lines = body * (area.width() < ui.dp(760) ? 4.0F : 2.0F) + ui.dp(14);
  const float left = area.height() - head - legend - lines;
  const float least = ui.dp(56), most = ui.dp(150);
  if (left >= least * 5.0F) {
    const float row = std::floor(std::min(most, left / 5.0F));
    const float end = draw_all(context, shown, area, row);
    draw_lines(ui, shown, {{area.min.x, end + ui.dp(4)}, {area.max.x, area.max.y}});
    return;
  }
  // Before a class all five are seen at once; what is said of them has the room that is left.
  if (context.view.presenting) {
    draw_all(context, shown, area, std::floor((area.height() - head - legend) / 5.0F));
    return;
  }
  ScrollArea scroll(ui, "train.ladder", area, ui.colours.ground);
  const float right = area.max.x - ScrollArea::bar_width(ui), top = area.min.y - scroll.scrolled();
  float end = draw_all(context, shown, {{area.min.x, top}, {right, area.max.y}}, least);
  end += ui.dp(4);
  end += draw_lines(ui, shown, {{area.min.x, end}, {right, end + body * 12.0F}});
  scroll.content(end - top + ui.dp(8));
}

}  // namespace flatscope
