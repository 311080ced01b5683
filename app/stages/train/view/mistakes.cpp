// Mistakes: training against test, who is taken for whom, and the pictures behind each number.
#include "app/stages/train/view/mistakes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/train/view/curves.h"
#include "app/stages/train/view/sample_picture.h"
#include "app/widgets/scroll_area.h"

namespace flatscope {
namespace {

// One network's head, and its curves, which name training, test and the gap between them.
void draw_top(StageContext& context, const Rect& area, std::size_t network) {
  Ui& ui = context.ui;
  const Rect below = draw_network_head(context, area, network);
  const NetworkState* const state = context.results.train.networks[network].get();
  if (state == nullptr || !state->refusal.empty() || below.height() < ui.dp(40)) return;
  draw_curves(context, {{below.min.x, below.min.y + ui.dp(6)}, below.max}, {.network = network});
}

// The pictures that both will be asked about, as many as there is room for.
void draw_test_sheet(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const std::shared_ptr<const TrainData>& data = context.results.train.data;
  const std::vector<ClassWords>& words = class_words_of(context, *data);
  const auto tests = static_cast<std::int64_t>(data->set->test.labels.size());
  const Rect rest = draw_label(ui, area, fmt::format("TEST PICTURES, {} OF THEM", grouped(tests)));
  const float side = ui.dp(54), between = ui.dp(8), line = ui.line_height(Type::mono_small);
  const float across = side + between, down = side + line + ui.dp(10);
  const int columns = std::max(1, static_cast<int>((rest.width() + between) / across));
  const int rows = static_cast<int>((rest.height() + ui.dp(8)) / down);
  const Rect seen = part_that_shows(*data);
  for (int i = 0; i < columns * rows && i < tests; ++i) {
    const ImVec2 at{rest.min.x + static_cast<float>(i % columns) * across,
                    rest.min.y + static_cast<float>(i / columns) * down};
    draw_sample_part(ui, {at, {at.x + side, at.y + side}}, data, SamplePart::test, i, seen);
    ui.text_fit({at.x + side * 0.5F, at.y + side + ui.dp(2)}, side, Type::mono_small, ui.colours.muted,
                words[data->set->test.labels[static_cast<std::size_t>(i)]].brief, Align::centre);
  }
}

// Nothing has been learnt: what will stand here, and how to get there.
void draw_nothing_yet(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const TrainResults& results = context.results.train;
  const auto tests = static_cast<std::int64_t>(results.data->set->test.labels.size());
  float y = area.min.y;
  y += ui.text_wrapped({area.min.x, y}, std::min(area.width(), ui.dp(520)), Type::body, ui.colours.muted,
                       fmt::format("After each epoch both networks read all {} that they never learn from. Here stand "
                                   "those that they get wrong, who is taken for whom, and the gap between training and "
                                   "test.",
                                   counted(tests, "test picture"))) +
       ui.dp(16);
  const float button = ui.line_height(Type::body) + ui.dp(20);
  const float width = ui.measure(Type::strong, "Train both").x + ui.dp(48);
  if (results.training) {
    ui.text({area.min.x, y + (button - ui.line_height(Type::body)) * 0.5F}, Type::body, ui.colours.text,
            "The first epoch is under way …");
  } else if (push_button(ui, "mistakes.play", {{area.min.x, y}, {area.min.x + width, y + button}}, "Train both",
                         "Train both (Space)", true)) {
    context.edit.run("train.play");
  }
  draw_test_sheet(context, {{area.min.x, y + button + ui.dp(24)}, area.max});
}

// The matrix and the pictures of what is chosen in it.
void draw_matrix_and_pictures(StageContext& context, const Rect& left, const Rect& right, bool stacked) {
  Ui& ui = context.ui;
  const float choice = network_choice_width(context), label = ui.measure(Type::section, "WHO IS TAKEN FOR WHOM").x;
  const float row = ui.line_height(Type::body) + ui.dp(14);
  float y = left.min.y;
  const bool beside = label + ui.dp(16) + choice <= left.width();
  if (beside) {
    draw_label(ui, {{left.min.x, y + (row - ui.line_height(Type::section)) * 0.5F}, left.max}, "WHO IS TAKEN FOR WHOM");
    y += choose_network(context, {{left.max.x - choice, y}, left.max});
  } else {
    y = draw_label(ui, {{left.min.x, y}, left.max}, "WHO IS TAKEN FOR WHOM").min.y;
    y += choose_network(context, {{left.min.x, y}, left.max});
  }
  y += ui.dp(8);
  const std::size_t network = network_in_hand(context);
  const KnownMistakes* const known = known_mistakes(context, network);
  if (known == nullptr) {
    const NetworkState* const state = context.results.train.networks[network].get();
    const bool refused = state != nullptr && !state->refusal.empty();
    ui.text_wrapped({left.min.x, y}, left.width(), Type::body, ui.colours.muted,
                    refused ? "It is not trained." : "Known after its first epoch.");
    return;
  }
  draw_confusion(context, {{left.min.x, y}, left.max}, *known);
  Rect pictures = right;
  const bool taken = known->cell && known->cell->first != known->cell->second;
  const float strip = taken ? learnt_from_height(context, right.width(), *known) : 0.0F;
  const bool learnt = taken && (stacked || right.height() > few_samples_height(context) + strip);
  if (learnt) {
    pictures.max.y -= strip + ui.dp(16);
    draw_learnt_from(context, {{right.min.x, right.max.y - strip}, right.max}, *known);
  }
  draw_wrong_samples(context, pictures, *known);
}

void draw_wide(StageContext& context, const Rect& area, ScrollArea& scroll, bool anything) {
  Ui& ui = context.ui;
  const float up = scroll.scrolled(), width = two_columns(ui, area)[0].width();
  const float head = network_heads_height(context, width);
  const float least_below = ui.dp(anything ? 312 : 260), between = ui.dp(18);
  const float chart =
      std::clamp(area.height() - head - between - least_below, ui.dp(132), std::max(ui.dp(132), area.height() * 0.34F));
  const float top = head + (anything ? chart : 0.0F);
  const float below = std::max(least_below, area.height() - top - between);
  scroll.content(top + between + below);
  const float bar = top + between + below > area.height() + 1.0F ? ScrollArea::bar_width(ui) : 0.0F;
  const Rect page{{area.min.x, area.min.y - up}, {area.max.x - bar, area.min.y - up + top + between + below}};
  const std::array<Rect, 2> columns = two_columns(ui, page);
  for (std::size_t i = 0; i < columns.size(); ++i)
    draw_top(context, {columns[i].min, {columns[i].max.x, page.min.y + top}}, i);
  const Rect rest{{page.min.x, page.min.y + top + between}, page.max};
  if (!anything) return draw_nothing_yet(context, rest);
  const float matrix = std::min(rest.width() * 0.42F, std::max(ui.dp(276), rest.height() + ui.dp(8)));
  draw_matrix_and_pictures(context, {rest.min, {rest.min.x + matrix, rest.max.y}},
                           {{rest.min.x + matrix + ui.dp(32), rest.min.y}, rest.max}, false);
}

// One thing under the other.
void draw_narrow(StageContext& context, const Rect& area, ScrollArea& scroll, bool anything) {
  Ui& ui = context.ui;
  const Rect page{{area.min.x, area.min.y - scroll.scrolled()}, {area.max.x - ScrollArea::bar_width(ui), area.max.y}};
  const float head = network_heads_height(context, page.width()), top = head + (anything ? ui.dp(132) : 0.0F);
  float y = page.min.y;
  for (std::size_t i = 0; i < 2; ++i) {
    draw_top(context, {{page.min.x, y}, {page.max.x, y + top}}, i);
    y += top + ui.dp(18);
  }
  if (!anything) {
    draw_nothing_yet(context, {{page.min.x, y}, {page.max.x, y + ui.dp(380)}});
    y += ui.dp(380);
  } else {
    const float matrix = std::min(page.width(), ui.dp(320)) + ui.dp(80);
    const float pictures = few_samples_height(context) + ui.dp(80);
    draw_matrix_and_pictures(context, {{page.min.x, y}, {page.max.x, y + matrix}},
                             {{page.min.x, y + matrix + ui.dp(18)}, {page.max.x, y + matrix + ui.dp(18) + pictures}},
                             true);
    y += matrix + ui.dp(18) + pictures;
  }
  scroll.content(y - page.min.y + ui.dp(8));
}

}  // namespace

void draw_mistakes(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const TrainResults& results = context.results.train;
  bool anything = false;
  for (std::size_t i = 0; i < results.networks.size(); ++i) {
    const KnownMistakes* const known = known_mistakes(context, i);
    anything = anything || known != nullptr;
    if (known != nullptr)
      ui.record.fact(fmt::format("train.mistakes.{}", i), std::to_string(known->confusion.mistakes));
  }
  if (sample_is_open(context.scene.train, context.view.train)) return draw_close_up(context, area);
  ScrollArea scroll(ui, "##mistakes", area, ui.colours.ground);
  if (area.width() >= ui.dp(660)) {
    draw_wide(context, area, scroll, anything);
  } else {
    draw_narrow(context, area, scroll, anything);
  }
}

}  // namespace flatscope
