// Stage 1, Flatten: the grid beside its vector.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/lessons/model/lesson.h"
#include "app/look/number_text.h"
#include "app/stages/flatten/view/parts.h"
#include "app/stages/heading.h"
#include "app/stages/kept_back.h"
#include "app/stages/stage.h"
#include "app/widgets/marks.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// Where nothing is hovered or pinned the words still need a pixel to speak of.
Place resting_place(const Flattening& flattening) {
  return {0, flattening.height() * 3 / 8, flattening.width() * 9 / 16};
}

// From long to short. Where the picture is shown smaller than it is, that comes first, with what makes it larger.
std::vector<std::string> subtitles(const StageContext& context, const Flattening& flattening, const std::string& name) {
  const std::int64_t h = flattening.height(), w = flattening.width();
  const Image& image = *current_picture(context.scene).image;
  const std::string colour = flattening.channels() == 3 ? "colour" : "grey";
  const std::string across = grouped(w), down = grouped(h);
  const std::string count = fmt::format("{} · {}", counted(flattening.size(), "value"), words_for(flattening.order()));
  if (w >= image.width && h >= image.height)
    return {fmt::format("{} · {} × {} {} · {}", name, across, down, colour, count),
            fmt::format("{} · {} × {} {}", name, across, down, colour),
            fmt::format("{} × {} {} · {}", across, down, colour, count)};
  const std::string shown =
      fmt::format("{} × {}, shown at {} × {}", grouped(image.width), grouped(image.height), grouped(w), grouped(h));
  const std::string whole = fmt::format("{}, {}", name, shown);
  // Presented, there is no slider to pull.
  if (context.view.presenting) return {fmt::format("{} · {} · {}", whole, colour, count), whole, shown};
  const std::string more = "pull Working size for more";
  return {fmt::format("{}: {} · {} · {}", whole, more, colour, count),
          fmt::format("{}: {}", whole, more),
          fmt::format("{}: {}", shown, more),
          fmt::format("{}: pull Working size", shown),
          whole,
          shown};
}

// Moves places, which ascend, as little as it takes to leave `least` between them: those too near one another spread
// evenly around the middle of where they were.
void spread(std::vector<float>& places, float least) {
  struct Group {
    float sum = 0.0F;  // of the places, each drawn back by its number times `least`
    std::size_t count = 0;
    float mean() const { return sum / static_cast<float>(count); }
  };
  std::vector<Group> groups;
  for (std::size_t i = 0; i < places.size(); ++i) {
    groups.push_back({places[i] - static_cast<float>(i) * least, 1});
    while (groups.size() > 1 && groups[groups.size() - 2].mean() > groups.back().mean()) {
      groups[groups.size() - 2].sum += groups.back().sum;
      groups[groups.size() - 2].count += groups.back().count;
      groups.pop_back();
    }
  }
  std::size_t i = 0;
  for (const Group& group : groups)
    for (std::size_t k = 0; k < group.count; ++k, ++i) places[i] = group.mean() + static_cast<float>(i) * least;
}

// Straight down out of the picture, then across to the line, in the gap between the two, so that no thread runs through
// the words beside the grid. Threads of one column run beside each other, in the order of the places they lead to.
void draw_threads(StageContext& context, const GridPlace& grid, const OverviewPlace& overview, const Focus& focus,
                  float words_end) {
  Ui& ui = context.ui;
  struct Thread {
    ImVec2 from{0, 0};
    float to = 0.0F, thickness = 1.0F;
    std::int64_t index = 0;
    ImU32 colour = 0;
  };
  std::vector<Thread> threads;
  const auto add = [&](const Place& place, std::int64_t index, ImU32 colour, float thickness) {
    const ImVec2 from = grid.cell_rect(place.row, place.column).centre();
    const float x = overview.range.x_of(overview.strip, static_cast<double>(index) + 0.5);
    if (!grid.box.contains(from) || x < overview.strip.min.x - 1 || x > overview.strip.max.x + 1) return;
    threads.push_back({from, x, thickness, index, colour});
  };
  for (const Neighbour& n : focus.neighbours) add(n.place, n.index, colour_of(ui.colours, n), ui.dp(1.5F));
  add(focus.place, focus.index, ui.colours.pixel, ui.dp(2));
  std::sort(threads.begin(), threads.end(), [](const Thread& a, const Thread& b) {
    return a.from.x != b.from.x ? a.from.x < b.from.x : a.index < b.index;
  });
  std::vector<float> places;
  for (const Thread& thread : threads) places.push_back(thread.from.x);
  spread(places, std::max(3.0F, ui.dp(4)));
  for (std::size_t i = 0; i < threads.size(); ++i) {
    const Thread& thread = threads[i];
    // Those that lead under the words go down to where these end first.
    const float bend = thread.to > grid.box.max.x ? std::max(grid.box.max.y, words_end) : grid.box.max.y;
    const ImVec2 out{places[i], bend}, end{thread.to, overview.strip.min.y - ui.dp(4)};
    // Yellow is hardly seen on a light ground: there its thread has a dark rim.
    if (thread.index == focus.index && ui.theme == Theme::light)
      marks::thread(ui, out, end, ui.colours.outline, thread.thickness + 1.5F);
    ui.draw->AddLine({places[i], thread.from.y}, out, with_alpha(thread.colour, 0.8F), thread.thickness);
    marks::thread(ui, out, end, thread.colour, thread.thickness);
  }
}

// Where the width limits the grid and there is height to spare, its words make room: as narrow as they can be without
// leaving anything out that they say at their full width. `between`: pixels between the two, changed with it.
// `words_end`: the lower end of the words' room.
GridPlace widen_grid(StageContext& context, const GridPlace& grid, const Rect& top, float words_end, float words_width,
                     float above_line, float& between) {
  Ui& ui = context.ui;
  const Flattening& flattening = *context.results.flatten->flattening;
  const Focus resting = focus_on(flattening, resting_place(flattening));
  const float gap = std::min(between, ui.dp(24));
  const auto left_out = [&](float width) {
    return left_out_of_explanation(context, {{top.max.x - width, top.min.y}, {top.max.x, words_end}}, resting);
  };
  const int at_full_width = left_out(words_width);
  GridPlace best = grid;
  for (float width = words_width; width >= ui.dp(176); width -= ui.dp(24)) {
    if (left_out(width) > at_full_width) break;
    const GridPlace wider = place_grid(ui, {top.min, {top.max.x - width - gap, top.max.y}}, flattening,
                                       context.view.flatten.grid, above_line);
    if (wider.box.width() <= best.box.width()) continue;
    best = wider;
    between = gap;
  }
  return best;
}

// While the arithmetic is kept back: where the pixel in hand stands, and nothing of how that is found.
void draw_pixel_alone(StageContext& context, const Rect& room, const Focus& focus) {
  Ui& ui = context.ui;
  float y = room.min.y;
  ui.text_fit({room.min.x, y}, room.width(), Type::heading, ui.colours.text,
              fmt::format("Pixel ({}, {})", focus.place.row, focus.place.column));
  y += ui.line_height(Type::heading) + ui.dp(8);
  const std::string index = grouped(focus.index);
  const float wide = ui.text_fit({room.min.x, y}, room.width(), Type::body, ui.colours.muted, "It stands at index ");
  const Rect box{{room.min.x + wide + ui.dp(8), y - ui.dp(3)},
                 {room.min.x + wide + ui.dp(24) + ui.measure(Type::mono_strong, index).x,
                  y + ui.line_height(Type::body) + ui.dp(3)}};
  marks::outline(ui, box, ui.colours.pixel, ui.dp(2));
  ui.text({box.centre().x, box.centre().y - ui.line_height(Type::mono_strong) * 0.5F}, Type::mono_strong,
          ui.colours.text, index, Align::centre);
  y += ui.line_height(Type::body) + ui.dp(28);
  draw_kept_back(context, {{room.min.x, y}, room.max}, "flatten");
}

}  // namespace

bool unroll_beside_grid(const Ui& ui, const Rect& stage) {
  return stage.height() > ui.dp(600) && stage.width() > ui.dp(760);
}

void draw_flatten(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const auto& result = context.results.flatten;
  const std::string name = name_of(current_picture(context.scene));
  const std::array<std::string, 3> titles = {"A grid becomes a line", "Grid becomes line", "Grid to line"};
  const std::string& title = first_fitting(ui, Type::title, area.width(), titles);
  if (!result) {
    draw_heading(context, area, title, fmt::format("{} · being prepared…", name));
    return;
  }
  const Flattening& flattening = *result->flattening;
  const std::int64_t c = flattening.channels(), h = flattening.height(), w = flattening.width();
  const Rect below = draw_heading(context, area, title,
                                  first_fitting(ui, Type::body, area.width(), subtitles(context, flattening, name)));

  // From the bottom up: the lens, the overview, and the rest for the grid and its words. What a lesson does without
  // leaves its room to the grid.
  const auto hidden = [&](std::string_view part) { return state_of(context, part) == PartState::hidden; };
  const bool no_lens = hidden("flatten.lens"), no_line = hidden("flatten.overview"),
             no_words = hidden("flatten.explanation") && hidden("flatten.pixel") &&
                        (hides(context.view.lesson, "flatten/unroll") || !unroll_beside_grid(ui, area));
  const bool low = below.height() < ui.dp(420), tiny = below.height() < ui.dp(240);
  // Before a class the grid's cells are to be read: the lens is low, and goes where there is no room for both.
  const bool told = presents_lesson(context.view), has_lens = !no_lens && (!told || below.height() >= ui.dp(330));
  float lens_units = tiny ? 64.0F : low ? 78.0F : 108.0F;
  // Arcs need room above its cells, and there are some where the neighbours are told.
  if (told) lens_units = context.shows("flatten.neighbours") ? 66.0F : 50.0F;
  const float lens_height = has_lens ? ui.dp(lens_units) : 0.0F;
  const float ticks = ui.line_height(Type::mono_small) + ui.dp(22), gap = ui.dp(low ? 4 : 12);
  const float overview_height = no_line ? 0.0F : tiny ? ticks : ui.line_height(Type::small) + ui.dp(low ? 42 : 52);
  const Rect lens{{below.min.x, below.max.y - lens_height}, below.max};
  const float line_end = lens.min.y - (has_lens ? gap : 0.0F);
  const Rect overview_room{{below.min.x, line_end - overview_height}, {below.max.x, line_end}};
  const float above_line = no_line ? (has_lens ? gap : 0.0F) : ui.dp(low ? 6 : 20);
  const Rect top{below.min, {below.max.x, overview_room.min.y - above_line}};
  // Before a class a lesson says it: the picture's own words have what is left beside as large a grid as there can be.
  const float grid_alone = top.height() * static_cast<float>(w) / static_cast<float>(h) + ui.dp(56);
  const bool explains = !no_words && (!told || top.width() - grid_alone > ui.dp(240));
  const float words_width = explains ? std::min(ui.dp(296), top.width() * (tiny ? 0.56F : 0.48F)) : 0.0F;
  float between = explains ? ui.dp(low ? 16 : 40) : 0.0F;
  const Rect grid_room{top.min, {top.max.x - words_width - between, top.max.y}};
  GridPlace grid = place_grid(ui, grid_room, flattening, context.view.flatten.grid, above_line);
  if (explains && grid.box.height() < top.height() * 0.7F && !low)
    grid = widen_grid(context, grid, top, top.max.y - (unroll_beside_grid(ui, area) ? ui.dp(84) : 0.0F), words_width,
                      above_line, between);
  OverviewPlace overview = place_overview(ui, overview_room, context.view.flatten, flattening.size());

  const std::optional<Place>& pinned = context.scene.flatten.pinned;
  const auto focus_of_frame = [&] {
    const std::optional<Place>& hovered = context.view.flatten.hovered;
    if (hovered && inside(flattening, *hovered)) return *hovered;
    if (pinned && inside(flattening, *pinned)) return *pinned;
    return resting_place(flattening);
  };
  std::optional<Place> hovered = grid_input(context, grid);
  const bool has_line = context.shows("flatten.overview"), has_pixel = context.shows("flatten.pixel");
  if (has_line)
    if (std::optional<Place> place = overview_input(context, overview)) hovered = place;
  // While the pointer is in the lens, the lens stays where it was: its cells hold still.
  FlattenView& view = context.view.flatten;
  if (!view.hovered_in_lens || !inside(flattening, view.lens_anchor)) {
    view.hovered = hovered;
    view.lens_anchor = focus_of_frame();
  }
  std::optional<Place> in_lens;
  if (has_lens) in_lens = lens_input(context, lens, focus_on(flattening, view.lens_anchor));
  view.hovered_in_lens = in_lens.has_value();
  if (in_lens) hovered = in_lens;
  view.hovered = hovered;
  // A question about indices holds the pixel in hand, and its neighbours are not told.
  const bool tells = context.shows("flatten.neighbours");
  if (keeps_back(context.view.lesson, "flatten.neighbours")) view.hovered = hovered = std::nullopt;
  Focus focus = focus_on(flattening, focus_of_frame());
  if (!tells) {
    focus.neighbours.clear();
    focus.wrap.reset();
  }
  const Focus around = in_lens && tells ? focus_on(flattening, view.lens_anchor) : focus;

  const Unroll unroll = unroll_of(context.scene.flatten, flattening.size(), w);
  if (unroll.active) {
    draw_unrolled_grid(context, grid, unroll);
    draw_overview(context, overview, focus);
    draw_flying(context, grid, overview, unroll);
  } else {
    draw_grid(context, grid);
    if (has_line && has_pixel) draw_threads(context, grid, overview, focus, top.max.y);
    draw_grid_marks(context, grid, focus);
    draw_overview(context, overview, focus);
  }
  const float words_left = std::max(grid.box.max.x + between, top.min.x);
  Rect words{{words_left, top.min.y}, {std::min(top.max.x, words_left + ui.dp(296)), top.max.y}};
  if (unroll_beside_grid(ui, area)) {
    Column column(ui, {{words.min.x, words.max.y - ui.dp(76)}, words.max});
    unroll_controls(context, column);
    words.max.y -= ui.dp(84);
  }
  // A wide window, as presented, has room for the big number beside the words.
  Rect aside{{words.max.x + ui.dp(40), words.min.y}, {top.max.x, words.max.y}};
  if (aside.width() < ui.dp(180)) aside.max.x = aside.min.x;
  if (explains && context.shows("flatten.explanation"))
    draw_explanation(context, words, aside, focus, {hovered.has_value(), pinned == focus.place});
  else if (explains && has_pixel)
    draw_pixel_alone(context, words, focus);
  if (has_lens) draw_lens(context, lens, around, focus);
  ui.anchors.cells("pixel", grid.box, {grid.cell_rect(0, 0).min, grid.cell_rect(h - 1, w - 1).max},
                   static_cast<double>(w), static_cast<double>(h));
  const auto size = static_cast<double>(flattening.size());
  if (has_line)
    ui.anchors.cells("index", overview.strip,
                     {{overview.range.x_of(overview.strip, 0.0), overview.strip.min.y},
                      {overview.range.x_of(overview.strip, size), overview.strip.max.y}},
                     size, 1.0);

  ui.record.fact("flatten.row", std::to_string(focus.place.row));
  ui.record.fact("flatten.column", std::to_string(focus.place.column));
  ui.record.fact("flatten.channel", std::to_string(focus.place.channel));
  ui.record.fact("flatten.index", std::to_string(focus.index));
  ui.record.fact("flatten.hovering", hovered ? "yes" : "no");
  ui.record.fact("flatten.pinned", pinned ? "yes" : "no");
  ui.record.fact("flatten.size", fmt::format("{}x{}x{}", c, h, w));
  ui.record.fact("flatten.order", to_string(flattening.order()));
  ui.record.fact("flatten.unroll", fmt::format("{:.3f}", context.scene.flatten.unroll));
  for (const Neighbour& neighbour : focus.neighbours)
    ui.record.fact(fmt::format("flatten.{}", neighbour.name), std::to_string(neighbour.index));
  context.view.flatten.unroll_beside_grid = unroll_beside_grid(ui, area);
  ui.record.area("flatten.grid", grid.box.min, grid.box.max);
  ui.record.area("flatten.overview", overview.strip.min, overview.strip.max);
}

extern constinit const StageDrawing flatten_drawing = whole({
    .stage = Stage::flatten,
    .label = "Flatten",
    .about = "What happens to neighbours when a picture becomes a line",
    .icon = icons::flatten,
    .draw = draw_flatten,
    .inspect = inspect_flatten,
});

}  // namespace flatscope
