// The Data hunger tab: two charts, the numbers that matter, and how far the trainings are.
#include "app/stages/train/view/hunger.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/train/model/series.h"
#include "app/stages/train/model/series_words.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// What each series looks like, on one line; false where there is no room for its words.
bool draw_legend(Ui& ui, const HungerShown& shown, const Rect& row) {
  struct Entry {
    int network;
    bool moved;
    std::string words;
  };
  std::vector<Entry> entries;
  for (const int network : {0, 1})
    for (const bool moved : {false, true}) {
      const std::string& name = shown.names[static_cast<std::size_t>(network)];
      entries.push_back({network, moved, moved ? name + ", moved while training" : name});
    }
  const auto width_of = [&](const Entry& entry) {
    return ui.dp(34) + ui.measure(Type::small, entry.words).x + ui.dp(20);
  };
  const auto all = [&] {
    float width = 0.0F;
    for (const Entry& entry : entries) width += width_of(entry);
    return width;
  };
  if (all() > row.width())
    for (Entry& entry : entries)
      if (entry.moved) entry.words = shown.names[static_cast<std::size_t>(entry.network)] + ", moved";
  if (all() > row.width()) return false;
  float x = row.min.x;
  for (const Entry& entry : entries) {
    const SeriesLook look = series_look(shown, entry.network, entry.moved);
    const float y = row.centre().y;
    draw_series_line(ui, {x, y}, {x + ui.dp(26), y}, look);
    draw_series_mark(ui, {x + ui.dp(13), y}, look);
    ui.text({x + ui.dp(34), y - ui.line_height(Type::small) * 0.5F}, Type::small, ui.colours.text, entry.words);
    x += width_of(entry);
  }
  return true;
}

// A big number, what it is, and how it came about.
void draw_number(Ui& ui, const Rect& area, ImU32 ink, double share, const std::string& what, const std::string& how) {
  const std::string number = fmt::format("{:.0f} %", share * 100.0);
  const float y = area.min.y + (area.height() - ui.line_height(Type::number)) * 0.5F;
  const float left = area.min.x + ui.text({area.min.x, y}, Type::number, ink, number) + ui.dp(12);
  const float body = ui.line_height(Type::body), small = ui.line_height(Type::small);
  const float top = area.min.y + (area.height() - body - small) * 0.5F;
  ui.text_fit({left, top}, area.max.x - left, Type::body, ui.colours.text, what);
  ui.text_fit({left, top + body}, area.max.x - left, Type::small, ui.colours.muted, how);
}

// The claim in three numbers, where the fewest do more than the most of the other; else both with the same number of
// samples. False before both have been trained on moved pictures.
bool draw_numbers(Ui& ui, const HungerShown& shown, const Rect& area) {
  if (shown.result == nullptr) return false;
  const HungerFinding finding = finding_of(*shown.result);
  if (finding.frugal < 0) return false;
  const auto frugal = static_cast<std::size_t>(finding.frugal), other = 1 - frugal;
  struct Number {
    ImU32 ink;
    double share;
    std::string what, how;
  };
  std::vector<Number> numbers;
  const auto add = [&](std::size_t network, std::int64_t samples, bool moved) {
    const HungerPoint* const point = shown.result->find(static_cast<int>(network), moved, samples);
    if (point == nullptr || !point->known()) return;
    const std::string gaining = point->gave_up ? ", still gaining" : "";
    numbers.push_back({shown.inks[network], point->over_shifts,
                       fmt::format("{}, {}", shown.names[network], counted(samples, "sample")),
                       (moved ? "over all shifts, moved" : "over all shifts, not moved") + gaining});
  };
  add(frugal, finding.few > 0 && finding.few < finding.most ? finding.few : finding.most, true);
  add(other, finding.most, true);
  add(other, finding.most, false);
  const float width = area.width() / static_cast<float>(std::max<std::size_t>(1, numbers.size()));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const float left = std::round(area.min.x + width * static_cast<float>(i));
    draw_number(ui, {{left, area.min.y}, {left + width - ui.dp(12), area.max.y}}, numbers[i].ink, numbers[i].share,
                numbers[i].what, numbers[i].how);
  }
  return !numbers.empty();
}

// A block for each training, in their order.
void draw_blocks(Ui& ui, const HungerShown& shown, const Rect& row, bool labels) {
  const std::vector<HungerPoint> planned =
      shown.result == nullptr ? planned_points(shown.wanted.plan) : shown.result->points;
  const auto count = static_cast<float>(planned.size());
  const float gap = ui.dp(4), width = (row.width() - gap * (count - 1.0F)) / count, round = ui.dp(2);
  for (std::size_t i = 0; i < planned.size(); ++i) {
    const HungerPoint& point = planned[i];
    const float left = row.min.x + (width + gap) * static_cast<float>(i);
    const Rect block{{std::round(left), row.min.y}, {std::round(left + width), row.max.y}};
    const ImU32 ink = shown.inks[static_cast<std::size_t>(point.network)];
    const bool now = shown.result != nullptr && i == shown.result->now;
    float share = point.done ? 1.0F : 0.0F;
    if (now) share = static_cast<float>(shown.result->in_hand.share);
    ui.draw->AddRectFilled(block.min, block.max, ui.colours.raised, round);
    const Rect part{block.min, {block.min.x + std::round(block.width() * share), block.max.y}};
    if (!point.problem.empty()) {
      compat::add_rect(ui.draw, block.min, block.max, ui.colours.wrong, round, std::max(1.0F, ui.dp(1.5F)));
    } else if (point.moved) {
      // Hollow, as in the charts.
      if (share > 0.0F) ui.draw->AddRectFilled(part.min, part.max, with_alpha(ink, 0.3F), round);
      if (share > 0.0F) compat::add_rect(ui.draw, part.min, part.max, ink, round, std::max(1.0F, ui.dp(1.5F)));
    } else if (share > 0.0F) {
      ui.draw->AddRectFilled(part.min, part.max, ink, round);
    }
    if (labels && (i == 0 || planned[i - 1].samples != point.samples))
      ui.text({block.min.x, row.max.y + ui.dp(3)}, Type::mono_small, ui.colours.muted,
              i == 0 ? counted(point.samples, "sample") : grouped(point.samples));
  }
  ui.record.area("train.hunger.blocks", row.min, row.max);
}

std::string clock_words(const HungerShown& shown) {
  constexpr double worth_saying = 2.0;
  const HungerResult& result = *shown.result;
  if (shown.running)
    return result.seconds > worth_saying && result.seconds_left > 0.0 ? seconds_left_words(result.seconds_left) : "";
  if (result.over()) return fmt::format("in {:.0f} s", std::max(1.0, result.seconds));
  return "stopped";
}

// Returns its height; with draw_it false it only measures.
float draw_progress(StageContext& context, const HungerShown& shown, const Rect& area, bool now_line, bool draw_it) {
  Ui& ui = context.ui;
  const float section = ui.line_height(Type::section), mono = ui.line_height(Type::mono_small);
  const bool labels = area.width() > ui.dp(400);
  const float blocks = section + ui.dp(6), below = blocks + ui.dp(8) + (labels ? mono + ui.dp(5) : ui.dp(4));
  const float now_height = ui.line_height(Type::body) + ui.dp(14);
  const float height = below + (now_line ? now_height : 0.0F);
  if (!draw_it) return height;
  std::string left = counted(static_cast<std::int64_t>(shown.trainings()), "TRAINING", "TRAININGS") + " PLANNED", right;
  std::size_t done = 0;
  if (shown.result != nullptr) {
    done = shown.result->now;
    left = fmt::format("{} OF {} TRAININGS DONE", done, shown.result->points.size());
    right = clock_words(shown);
  }
  const float right_width = ui.text({area.max.x, area.min.y + (section - mono) * 0.5F}, Type::mono_small,
                                    ui.colours.muted, right, Align::right);
  ui.text_fit(area.min, area.width() - right_width - ui.dp(8), Type::section, ui.colours.muted, left);
  draw_blocks(ui, shown, {{area.min.x, area.min.y + blocks}, {area.max.x, area.min.y + blocks + ui.dp(8)}}, labels);
  ui.record.fact("train.hunger.done", std::to_string(done));
  ui.record.fact("train.hunger.running", shown.running ? "yes" : "no");
  if (!now_line || !shown.running) return height;
  const float button = ui.measure(Type::body, "Stop, keep what is there").x + ui.dp(28);
  const Rect row{{area.min.x, area.min.y + below}, {area.max.x, area.min.y + height}};
  if (push_button(ui, "train.hunger.stop", {{row.max.x - button, row.min.y}, row.max}, "Stop, keep what is there",
                  "The training under way is kept, too: Go on takes it up again"))
    ask_trainer(context.view.train, TrainCommand::Kind::stop_hunger);
  const float y = row.centre().y - ui.line_height(Type::body) * 0.5F;
  const float word = ui.text({row.min.x, y}, Type::strong, ui.colours.text, "Now: ");
  const float room = row.width() - button - ui.dp(16) - word;
  ui.text_fit({row.min.x + word, y}, room, Type::body, ui.colours.muted,
              first_fitting(ui, Type::body, room, now_words(*shown.result)));
  return height;
}

std::string claim_words(const StageContext& context, const HungerShown& shown) {
  if (shown.result == nullptr) return hunger_plan_words(context, shown);
  return "Each training goes on until its own loss gains nothing any more; the test part has no say in that. What they "
         "show stands here as soon as both networks have been trained on moved pictures.";
}

// Three numbers, or the words in their place, which take as many lines as they need.
float claim_height(StageContext& context, const HungerShown& shown, float width) {
  Ui& ui = context.ui;
  const bool numbers = shown.result != nullptr && finding_of(*shown.result).frugal >= 0;
  if (numbers) return ui.dp(72);
  return std::max(ui.dp(72),
                  ui.dp(22) + ui.text_wrapped({0, 0}, width, Type::body, 0, claim_words(context, shown), false));
}

// What matters below the charts: three numbers, or why there are none yet.
void draw_claim(StageContext& context, const HungerShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  ui.draw->AddLine(area.min, {area.max.x, area.min.y}, ui.colours.line, 1.0F);
  const Rect inside{{area.min.x, area.min.y + ui.dp(8)}, {area.max.x, area.max.y - ui.dp(4)}};
  if (draw_numbers(ui, shown, inside)) return;
  ui.text_wrapped(inside.min, inside.width(), Type::body, ui.colours.muted, claim_words(context, shown));
}

void draw_one_chart(StageContext& context, const HungerShown& shown, const Rect& area) {
  static constexpr Option which[] = {{"All shifts", "Mean of the test accuracy over all shifts."},
                                     {"Middle", "Test accuracy where the samples stand."}};
  Column column(context.ui, area);
  int chosen = context.view.train.hunger_middle ? 1 : 0;
  column.segmented("train.hunger.chart", which, chosen);
  context.view.train.hunger_middle = chosen == 1;
  draw_hunger_chart(context, shown, {{area.min.x, column.y() + context.ui.dp(8)}, area.max}, chosen == 1);
}

}  // namespace

HungerShown hunger_shown(const StageContext& context) {
  HungerShown shown;
  const TrainResults& results = context.results.train;
  shown.wanted = hunger_inputs(context.scene.train, results.data);
  shown.result = results.hunger.get();
  const std::array<TrainSettings, 2>* settings = &shown.wanted.settings;
  if (shown.result == nullptr) {
    shown.samples = hunger_samples(shown.wanted.plan);
    shown.names = network_names(context.scene.train);
  } else {
    shown.differs = what_differs(shown.result->inputs, shown.wanted);
    shown.samples = shown.result->samples();
    shown.names = shown.result->names;
    settings = &shown.result->inputs.settings;
    shown.running = !shown.result->over() && !shown.result->stopped;
  }
  for (std::size_t i = 0; i < shown.inks.size(); ++i)
    shown.inks[i] = ink_of(context.ui, family_of((*settings)[i].layers));
  const int wanted = context.view.train.hunger_point, last = static_cast<int>(shown.samples.size()) - 1;
  shown.read = static_cast<std::size_t>(std::clamp(wanted, 0, last));
  if (wanted >= 0) return shown;
  // Where the claim stands; else the most that is known.
  shown.read = static_cast<std::size_t>(last);
  if (shown.result == nullptr) return shown;
  const std::int64_t few = finding_of(*shown.result).few;
  for (std::size_t i = 0; i < shown.samples.size(); ++i)
    if (shown.samples[i] == few) shown.read = i;
  if (few != 0) return shown;
  shown.read = 0;
  for (const HungerPoint& point : shown.result->points)
    if (point.known())
      while (shown.samples[shown.read] < point.samples) ++shown.read;
  return shown;
}

std::string hunger_plan_words(const StageContext& context, const HungerShown& shown) {
  const HungerSettings& plan = shown.wanted.plan;
  std::string words = fmt::format(
      "Nothing is trained yet. Each point will be a training of its own from seed {}: both networks, from {} to {} "
      "samples, as they stand and moved by up to {}. Each ends when its own training loss gains nothing any more, "
      "after "
      "{} steps at most.",
      shown.wanted.settings[0].seed, grouped(plan.from), grouped(plan.to), counted(plan.moved, "pixel"),
      grouped(plan.most_steps));
  const double rate = context.results.train.steps_a_second;
  if (rate > 0.0)
    words += fmt::format(" At {} steps a second, as in Learning, all take {} at most.", grouped(std::llround(rate)),
                         counted(std::llround(std::ceil(static_cast<double>(shown.trainings()) *
                                                        static_cast<double>(plan.most_steps) / rate / 60.0)),
                                 "minute"));
  else
    words += " How long it will take is told after two seconds.";
  return words + " Stopping keeps what is there.";
}

TabWords hunger_words(const StageContext& context) {
  const TrainScene& scene = context.scene.train;
  const HungerResult* const result = context.results.train.hunger.get();
  TabWords words;
  words.titles = hunger_titles(result);
  const bool other = result != nullptr && context.results.train.data != nullptr &&
                     !what_differs(result->inputs, hunger_inputs(scene, context.results.train.data)).empty();
  if (other) {
    words.subtitles = {"of other settings than those that are chosen now: start again to train with these",
                       "of other settings than are chosen now", "of other settings"};
    return words;
  }
  const std::string data = fmt::format("{} on {} × {}", data_name(scene), scene.data.canvas, scene.data.canvas);
  const std::string each = fmt::format("each point is a training of its own from seed {}", scene.seed);
  const std::string moved = fmt::format("moved by up to {}", counted(scene.hunger.moved, "pixel"));
  words.subtitles = {fmt::format("{} · {} · {}", data, each, moved), fmt::format("{} · {}", data, moved), data,
                     data_name(scene)};
  return words;
}

void draw_hunger(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const HungerShown shown = hunger_shown(context);
  const bool narrow = area.width() < ui.dp(560);
  const bool roomy = area.height() > ui.dp(400) && !narrow;
  float y = area.min.y;
  const Rect legend{area.min, {area.max.x, y + ui.line_height(Type::small)}};
  if (roomy && draw_legend(ui, shown, legend)) y = legend.max.y + ui.dp(14);
  const float progress = draw_progress(context, shown, area, roomy, false);
  const float claim = roomy ? claim_height(context, shown, area.width()) : 0.0F;
  const float charts_end = area.max.y - progress - claim - ui.dp(roomy ? 12 : 8);
  const Rect charts{{area.min.x, y}, {area.max.x, charts_end}};
  if (narrow) {
    draw_one_chart(context, shown, charts);
  } else {
    const std::array<Rect, 2> columns = two_columns(ui, charts);
    draw_hunger_chart(context, shown, columns[0], true);
    draw_hunger_chart(context, shown, columns[1], false);
  }
  if (roomy) draw_claim(context, shown, {{area.min.x, charts_end + ui.dp(8)}, {area.max.x, area.max.y - progress}});
  draw_progress(context, shown, {{area.min.x, area.max.y - progress}, area.max}, roomy, true);
}

}  // namespace flatscope
