// One test picture by itself: what both networks answer, and what each layer of one of them makes of it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "app/look/number_text.h"
#include "app/stages/train/view/mistakes.h"
#include "app/stages/train/view/sample_picture.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/scroll_area.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr int most_rows = 12;  // classes whose scores are drawn

// The classes whose scores are shown, in their order: all, or those that either network thinks of most, and the true
// one.
std::vector<int> classes_to_show(const SampleLook& look, int classes, int is) {
  std::vector<int> all(static_cast<std::size_t>(classes));
  std::iota(all.begin(), all.end(), 0);
  if (classes <= most_rows) return all;
  const auto best = [&](int of) {
    float score = of == is ? 2.0F : 0.0F;
    for (const SampleLook::Network& network : look.networks)
      if (!network.scores.empty()) score = std::max(score, network.scores[static_cast<std::size_t>(of)]);
    return score;
  };
  std::stable_sort(all.begin(), all.end(), [&](int a, int b) { return best(a) > best(b); });
  all.resize(most_rows);
  std::sort(all.begin(), all.end());
  return all;
}

float scores_height(const Ui& ui, std::size_t rows) {
  return ui.line_height(Type::strong) + ui.dp(10) +
         static_cast<float>(rows) * (ui.line_height(Type::mono_small) + ui.dp(3));
}

// One network's answer: a bar for each class.
void draw_scores(StageContext& context, const Rect& area, const SampleLook::Network& seen, std::size_t network,
                 const std::vector<int>& rows, int is, const std::vector<ClassWords>& words) {
  Ui& ui = context.ui;
  const std::string name = network_names(context.scene.train)[network];
  if (seen.scores.empty()) {
    ui.text_fit(area.min, area.width(), Type::strong, ui.colours.text, name);
    ui.text_wrapped({area.min.x, area.min.y + ui.line_height(Type::strong) + ui.dp(8)}, area.width(), Type::small,
                    ui.colours.muted, "It has no weights yet.");
    return;
  }
  const bool wrong = seen.read != is;
  const ClassWords& read = words[static_cast<std::size_t>(seen.read)];
  const std::string titles[] = {fmt::format("{} reads {}{}", name, read.brief, wrong ? "" : ", rightly"),
                                fmt::format("{}: {}", name, read.brief)};
  ui.draw->AddRectFilled(area.min, {area.min.x + ui.dp(4), area.min.y + ui.line_height(Type::strong)},
                         network_ink(context, network), ui.dp(2));
  const float inset = ui.dp(14), room = area.width() - inset;
  ui.text_fit({area.min.x + inset, area.min.y}, room, Type::strong, wrong ? ui.colours.wrong : ui.colours.text,
              first_fitting(ui, Type::strong, room, titles));
  float names = 0.0F;
  for (const int of : rows)
    names = std::max(names, ui.measure(Type::mono_small, words[static_cast<std::size_t>(of)].brief).x);
  names = std::min(names, room * 0.4F);
  const float line = ui.line_height(Type::mono_small), number = ui.measure(Type::mono_small, "0.00").x;
  const float left = area.min.x + inset + ui.dp(5), bars = left + names + ui.dp(9);
  const float full = area.max.x - number - ui.dp(8) - bars;
  float y = area.min.y + ui.line_height(Type::strong) + ui.dp(10);
  for (const int of : rows) {
    const float score = seen.scores[static_cast<std::size_t>(of)];
    const bool here = of == is, answer = of == seen.read;
    if (here)
      compat::add_rect(ui.draw, {left - ui.dp(5), y - ui.dp(1)}, {left + names + ui.dp(4), y + line + ui.dp(1)},
                       ui.colours.text, ui.dp(2), 1.0F);
    ui.text_fit({left, y}, names, Type::mono_small, here || answer ? ui.colours.text : ui.colours.muted,
                words[static_cast<std::size_t>(of)].brief);
    const ImU32 ink = !answer ? ui.colours.muted : wrong ? ui.colours.wrong : network_ink(context, network);
    ui.draw->AddRectFilled({bars, y + ui.dp(2)}, {bars + std::max(1.0F, full * score), y + line - ui.dp(2)}, ink);
    ui.text({area.max.x, y}, Type::mono_small, here || answer ? ui.colours.text : ui.colours.muted,
            fmt::format("{:.2f}", score), Align::right);
    y += line + ui.dp(3);
  }
  ui.record.fact(fmt::format("train.sample.read.{}", network), read.brief);
}

// Back to the list, and through it.
float draw_way_back(StageContext& context, const Rect& area, std::int64_t sample) {
  Ui& ui = context.ui;
  const float height = ui.line_height(Type::body) + ui.dp(12);
  const KnownMistakes* const known = known_mistakes(context, network_in_hand(context));
  const auto all = static_cast<std::ptrdiff_t>(known == nullptr ? 0 : known->shown.size());
  std::ptrdiff_t place = -1;
  if (known != nullptr) {
    const auto found = std::find(known->shown.begin(), known->shown.end(), sample);
    if (found != known->shown.end()) place = found - known->shown.begin();
  }
  // The network in hand may read it otherwise than the one that it was opened from, or than it did an epoch ago.
  const bool cell = context.view.train.cell.has_value() && place >= 0;
  const std::string back = cell ? "Back to its cell" : "Back to all mistakes";
  const float width = ui.measure(Type::body, back).x + ui.dp(28);
  if (push_button(ui, "mistakes.back", {area.min, {area.min.x + width, area.min.y + height}}, back,
                  "Back to the matrix (Esc)")) {
    context.view.train.opened.reset();
    if (!cell) context.view.train.cell.reset();
  }
  if (all == 0) return height;
  float x = area.max.x - height;
  if (turn_button(ui, "mistakes.next", {{x, area.min.y}, {x + height, area.min.y + height}}, false,
                  "The next of them, a little less sure", place + 1 < all))
    open_sample(context, known->shown[static_cast<std::size_t>(place + 1)]);
  const std::string where = place < 0 ? std::string(context.view.train.cell ? "not in that cell now" : "no mistake now")
                                      : fmt::format("{} of {}", grouped(place + 1), grouped(all));
  x -= ui.dp(8);
  x -= ui.text({x, area.min.y + (height - ui.line_height(Type::mono_small)) * 0.5F}, Type::mono_small, ui.colours.muted,
               where, Align::right);
  x -= height + ui.dp(8);
  if (turn_button(ui, "mistakes.previous", {{x, area.min.y}, {x + height, area.min.y + height}}, true,
                  "The one before, a little surer", place > 0))
    open_sample(context, known->shown[static_cast<std::size_t>(place - 1)]);
  return height;
}

// The picture, and where all pixels are shuffled what the networks get of it.
float draw_picture(StageContext& context, const Rect& area, const TrainData& data, std::int64_t sample,
                   const TrainSettings& settings, std::string_view is) {
  Ui& ui = context.ui;
  const std::shared_ptr<const TrainData>& shared = context.results.train.data;
  std::vector<std::int32_t> shuffle;
  if (settings.shuffle_pixels) shuffle = shuffle_of(settings.seed, data.input());
  const float between = ui.dp(12);
  const float side = shuffle.empty() ? area.width() : std::round((area.width() - between) * 0.5F);
  const Rect first{area.min, {area.min.x + side, area.min.y + side}};
  draw_sample(ui, first, shared, SamplePart::test, sample);
  compat::add_rect(ui.draw, first.min, first.max, ui.colours.line, 0.0F, 1.0F);
  ui.record.area("train.sample", first.min, first.max);
  const float y = first.max.y + ui.dp(6);
  float below = ui.text_wrapped({first.min.x, y}, side, Type::body, ui.colours.text, is);
  if (!shuffle.empty()) {
    const Rect second{{first.max.x + between, first.min.y}, {first.max.x + between + side, first.max.y}};
    draw_sample(ui, second, shared, SamplePart::test, sample, 0, 0, shuffle);
    compat::add_rect(ui.draw, second.min, second.max, ui.colours.line, 0.0F, 1.0F);
    below = std::max(below, ui.text_wrapped({second.min.x, y}, side, Type::body, ui.colours.muted, "as they get it"));
  }
  return side + ui.dp(6) + below;
}

}  // namespace

void draw_close_up(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const TrainResults& results = context.results.train;
  const std::shared_ptr<const TrainData>& data = results.data;
  const auto samples = static_cast<std::int64_t>(data->set->test.labels.size());
  if (samples == 0) {
    context.view.train.opened.reset();
    return;
  }
  const auto sample = std::clamp<std::int64_t>(context.scene.train.sample, 0, samples - 1);
  // Beyond the last one there is nothing to come back from.
  if (sample != context.scene.train.sample)
    context.view.train.opened = context.edit.scene.train.sample = static_cast<int>(sample);
  const int is = data->set->test.labels[static_cast<std::size_t>(sample)];
  const std::vector<ClassWords>& words = class_words_of(context, *data);
  ui.record.fact("train.sample", std::to_string(sample));

  ScrollArea scroll(ui, "##close-up", area, ui.colours.ground);
  const float right = area.max.x - ScrollArea::bar_width(ui);
  const float top = area.min.y - scroll.scrolled();
  float y = top + draw_way_back(context, {{area.min.x, top}, {right, area.max.y}}, sample) + ui.dp(16);
  const bool known = results.look && results.look.inputs.data == data;
  const std::vector<int> rows =
      classes_to_show(known ? *results.look : SampleLook{}, static_cast<int>(words.size()), is);
  const float scores = scores_height(ui, rows.size()), width = right - area.min.x;
  const std::size_t network = network_in_hand(context);
  const TrainSettings& settings = results.networks[network] != nullptr ? results.networks[network]->inputs.settings
                                                                       : train_settings(context.scene.train, network);
  const bool wide = width >= ui.dp(560);
  const float picture = wide ? std::min(width * 0.22F, std::max({scores - ui.dp(28), ui.dp(150), area.height() * 0.3F}))
                             : std::min(width * 0.4F, ui.dp(112));
  const float tall = draw_picture(context, {{area.min.x, y}, {area.min.x + picture, area.max.y}}, *data, sample,
                                  settings, with_capital(words[static_cast<std::size_t>(is)].one));
  const float left = wide ? area.min.x + picture + ui.dp(32) : area.min.x;
  const float scores_top = wide ? y : y + tall + ui.dp(16);
  const std::array<Rect, 2> columns = two_columns(ui, {{left, scores_top}, {right, scores_top + scores}});
  for (std::size_t i = 0; known && i < columns.size(); ++i)
    draw_scores(context, columns[i], results.look->networks[i], i, rows, is, words);
  y = std::max(y + tall, scores_top + scores);
  y += ui.text_wrapped(
           {left, y + ui.dp(2)}, right - left, Type::small, ui.colours.muted,
           rows.size() < words.size()
               ? "scores after softmax, summing to 1 over all classes; the highest are shown; framed: what it is"
               : "scores after softmax, summing to 1; framed: what it is") +
       ui.dp(20);

  const float choice = network_choice_width(context), line = ui.line_height(Type::body) + ui.dp(14);
  const std::string labels[] = {"WHAT EACH LAYER MAKES OF IT", "ITS LAYERS"};
  const bool beside = ui.measure(Type::section, labels[1]).x + choice + ui.dp(16) <= width;
  const float label_room = beside ? width - choice - ui.dp(16) : width;
  draw_label(ui,
             {{area.min.x, y + (beside ? (line - ui.line_height(Type::section)) * 0.5F : 0.0F)},
              {area.min.x + label_room, area.max.y}},
             first_fitting(ui, Type::section, label_room, labels));
  if (!beside) y += ui.line_height(Type::section) + ui.dp(6);
  const float chooser_left = beside ? right - choice : area.min.x;
  y += choose_network(context, {{chooser_left, y}, {right, area.max.y}}) + ui.dp(10);
  if (known && results.networks[network] != nullptr)
    y += draw_layers_of_sample(context, {{area.min.x, y}, {right, area.max.y - scroll.scrolled()}}, *results.look,
                               network, results.look.inputs.networks[network].settings);
  scroll.content(y - top + ui.dp(8));
}

}  // namespace flatscope
