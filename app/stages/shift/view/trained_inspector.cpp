// The Shift stage's controls and numbers while trained networks answer.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/look/number_text.h"
#include "app/stages/kept_back.h"
#include "app/stages/shift/model/trained_exports.h"
#include "app/stages/shift/view/trained.h"
#include "app/stages/shift/view/trained_words.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// --- what moves ------------------------------------------------------------------------------------------------------

void triangle(Ui& ui, const Rect& button, bool forwards, ImU32 ink) {
  const ImVec2 at = button.centre();
  const float size = ui.dp(5), way = forwards ? 1.0F : -1.0F;
  const ImVec2 tip{at.x + way * size, at.y}, upper{at.x - way * size, at.y - size},
      lower{at.x - way * size, at.y + size};
  if (forwards)
    ui.draw->AddTriangleFilled(upper, tip, lower, ink);
  else
    ui.draw->AddTriangleFilled(tip, upper, lower, ink);
}

// Another object stands where it belongs: a shift is not carried over to it.
void start_unmoved(StageContext& context) { context.edit.scene.shift.dx = context.edit.scene.shift.dy = 0; }

void choose_sample(StageContext& context, Column& column, const TrainedPair& pair) {
  Ui& ui = context.ui;
  ShiftScene& shift = context.edit.scene.shift;
  const int count = pair.data == nullptr ? 0 : static_cast<int>(pair.data->test.labels.size());
  if (count == 0) return column.note("The data has no test samples.");
  const float half_gap = ui.dp(8), from = std::round(column.left() + column.width() * 0.62F);
  Column left(ui, {{column.left(), column.y()}, {from - half_gap, column.y()}});
  // Samples and what is written count from 1.
  int number = shift.sample + 1;
  const std::string value = fmt::format("{} / {}", grouped(number), grouped(count));
  const std::array<std::string, 3> names = {"Test sample", "Sample", "No."};
  const float room = left.width() - ui.measure(Type::mono, value).x - ui.dp(16);
  const Change change = left.slider("shift.sample", first_fitting(ui, Type::body, room, names), number, 1, count,
                                    "Which of the pictures that neither network has seen in training.", value);
  shift.sample = number - 1;
  context.edit(change);
  const float height = ui.line_height(Type::body) + ui.dp(14), top = left.y() - height, gap = ui.dp(6);
  const float middle = std::round((from + half_gap + column.right()) * 0.5F);
  const Rect back{{from + half_gap, top}, {middle - gap * 0.5F, left.y()}};
  const Rect on{{middle + gap * 0.5F, top}, {column.right(), left.y()}};
  const auto step = [&](int by) {
    shift.sample = (shift.sample + by + count) % count;
    context.edit.commit = true;
  };
  if (push_button(ui, "shift.sample.back", back, "", "The sample before. It is moved by as much.")) step(-1);
  triangle(ui, back, false, ui.colours.text);
  if (push_button(ui, "shift.sample.on", on, "", "The next sample. It is moved by as much.")) step(1);
  triangle(ui, on, true, ui.colours.text);
  column.take_pixels(left.y() - column.y());
}

void choose_object(StageContext& context, Column& column, const TrainedPair& pair) {
  ShiftScene& shift = context.edit.scene.shift;
  static constexpr Option options[] = {{"Sample", "A picture of the test part: the networks have never seen it."},
                                       {"Draw", "Draw something: it is made as large as what they learnt from."},
                                       {"Picture", "The opened picture, made as small as what they learnt from."}};
  column.section("OBJECT");
  int kind = static_cast<int>(shift.pair_object);
  if (const Change change = column.segmented("shift.pair_object", options, kind)) {
    shift.pair_object = static_cast<PairObject>(kind);
    start_unmoved(context);
    context.view.shift.drawing = shift.pair_object == PairObject::doodle && shift.doodle == nullptr;
    context.view.shift.erasing = false;
    context.edit(change);
  }
  column.gap(8);
  const float bottom = column.y() + options_height(context.ui);
  switch (shift.pair_object) {
    case PairObject::sample:
      choose_sample(context, column, pair);
      if (const std::optional<int> label = label_of(context.scene)) {
        const std::string words = fmt::format("It is {}; neither network has seen it.", class_phrase(pair, *label));
        const float height = context.ui.text_wrapped({0, 0}, column.width(), Type::small, 0, words, false);
        if (column.y() + height <= bottom) column.note(words);
      }
      break;
    case PairObject::doodle:
      choose_doodle(context, column);
      break;
    case PairObject::picture:
      column.note("They know nothing but what they learnt from, and read one of its classes into any picture.");
      break;
  }
  column.take_pixels(std::max(0.0F, bottom - column.y()));
}

// --- whose places lie on the picture ---------------------------------------------------------------------------------

void choose_places(StageContext& context, Column& column, const TrainedPair& pair) {
  const std::array<std::string, 2> names = {network_name(pair, 0), network_name(pair, 1)};
  const std::string tooltip = "On the picture, a square stands at each place where it keeps its answer.";
  const Option options[] = {{names[0], tooltip, pair.networks[0] != nullptr},
                            {names[1], tooltip, pair.networks[1] != nullptr},
                            {"Off", "Nothing but the path lies on the picture."}};
  column.gap(8);
  Ui& ui = context.ui;
  const float label = ui.measure(Type::body, "On the image").x + ui.dp(16);
  const bool beside = column.width() - label > ui.dp(130);
  if (!beside) {
    column.segmented("shift.places", options, context.view.shift.places_of);
    return;
  }
  Column right(ui, {{column.left() + label, column.y()}, {column.right(), column.y()}});
  right.segmented("shift.places", options, context.view.shift.places_of);
  const float height = right.y() - column.y();
  ui.text({column.left(), column.y() + std::round((height - ui.line_height(Type::body)) * 0.5F)}, Type::body,
          ui.colours.muted, "On the image");
  column.take_pixels(height);
}

// --- numbers ---------------------------------------------------------------------------------------------------------

void fact(Ui& ui, Column& column, ImU32 chip, const std::array<std::string, 3>& names, const std::string& value,
          std::string_view tooltip) {
  const float room = column.width() - ui.measure(Type::mono_strong, value).x - ui.dp(22);
  column.fact(chip, first_fitting(ui, Type::body, room, names), value, tooltip);
}

void show_numbers(StageContext& context, Column& column, const PairShown& shown) {
  Ui& ui = context.ui;
  constexpr std::string_view heading = "HOW WELL EACH KEEPS UP";
  if (!section_shows(context, column, "shift.numbers", heading)) return;
  column.section(heading);
  const ShiftResult& result = shown.picture.result;
  const double share = static_cast<double>(result.elements_changed) /
                       static_cast<double>(std::max<std::int64_t>(1, result.after->picture.size()));
  // While nothing has moved no colour claims that anything has changed.
  const auto chip = [&](ImU32 colour) { return shown.moved() ? colour : ui.colours.line; };
  if (context.shows("shift.vector"))
    fact(ui, column, chip(ui.colours.muted), {"Elements changed", "Elements", "Vector"}, per_cent(share),
         "Of all numbers of the flattened vector, the part that is another number now.");
  for (std::size_t i = 0; i < shown.readings.networks.size() && context.shows("shift.readings"); ++i) {
    const Reading& reading = shown.readings.networks[i];
    if (!reading.answers()) continue;
    const std::string name = network_name(shown.pair(), i);
    fact(ui, column, chip(pair_ink(ui, shown.pair(), i)), {name + ", probability moved", name + ", moved", name},
         per_cent(static_cast<double>(reading.moved)),
         "How much of the probability went over to other classes: 0 % is the same answer, 100 % none of it stayed.");
  }
}

void show_all_samples(StageContext& context, Column& column, const PairShown& shown) {
  Ui& ui = context.ui;
  const TrainedPair& pair = shown.pair();
  const auto all = pair.data == nullptr ? std::int64_t{0} : static_cast<std::int64_t>(pair.data->test.labels.size());
  if (all == 0) return;
  const std::int64_t asked = std::min(all, most_keep_samples);
  const std::string noun = noun_of(pair, PairObject::sample) == "digit" ? "DIGITS" : "PICTURES";
  const std::string count =
      asked == all ? fmt::format("ALL {}", grouped(all)) : fmt::format("{} OF {}", grouped(asked), grouped(all));
  const std::array<std::string, 3> titles = {fmt::format("{} TEST {}, MOVED THE SAME", count, noun),
                                             fmt::format("{} TEST {}", count, noun), "ALL MOVED THE SAME"};
  const std::string& heading = first_fitting(ui, Type::section, column.width(), titles);
  if (!section_shows(context, column, "shift.samples", heading)) return;
  column.section(heading);
  for (std::size_t i = 0; i < pair.networks.size(); ++i) {
    if (!shown.readings.networks[i].answers()) continue;
    const std::string name = network_name(pair, i);
    std::string value = "…";
    if (shown.keeps != nullptr && !std::isnan(shown.keeps->share(i))) value = per_cent(shown.keeps->share(i));
    if (!shown.moved()) value = "–";
    fact(ui, column, shown.moved() ? pair_ink(ui, pair, i) : ui.colours.line,
         {name + " keeps its class", name + " keeps it", name}, value,
         "Of the test samples, each moved by this dx and dy, the part to which the network gives the same class as "
         "before, be it right or wrong.");
  }
  column.gap(4);
  column.note("The same class as unmoved, right or wrong; Train's maps count the right ones.");
}

}  // namespace

void choose_who_answers(StageContext& context, Column& column) {
  ShiftScene& shift = context.edit.scene.shift;
  if (shift.pair == nullptr || canvas_of(*shift.pair).empty()) return;
  static constexpr Option options[] = {
      {"Random layer", "A dense layer with random weights, and filters: what moving does to any network."},
      {"Trained pair", "The two networks that were brought here from the Train stage."}};
  column.section("WHO ANSWERS");
  int chosen = shift.trained ? 1 : 0;
  if (const Change change = column.segmented("shift.who", options, chosen)) {
    shift.trained = chosen == 1;
    start_unmoved(context);
    context.edit(change);
  }
}

void inspect_pair(StageContext& context, Column& column) {
  const TrainedPair& pair = *context.scene.shift.pair;
  choose_object(context, column, pair);
  choose_shift(context, column);
  choose_who_answers(context, column);
  choose_places(context, column, pair);
  const Stored<LayerInputs, ShiftResult>& known = context.results.shift;
  if (shows_pair(context.results)) {
    const ObjectOutline none;
    const ShiftShown picture{*known, known.inputs, context.scene, none};
    const PairShown shown = pair_shown(context.results, picture);
    show_numbers(context, column, shown);
    show_all_samples(context, column, shown);
  }
  column.gap(16);
  if (column.button("shift.to-train", "Back to Train", "The Train stage, as it was left."))
    context.edit.run("stage.train");
}

}  // namespace flatscope
