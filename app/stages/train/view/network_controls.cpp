// Quick controls for both networks, and what is done with the two of them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/stages/train/model/both_networks.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr const char* side_ids[] = {"left", "right"};
constexpr const char* side_words[] = {"LEFT", "RIGHT"};

// One network's quick controls; the layers change with each of them.
class QuickControls {
 public:
  QuickControls(StageContext& context, Column& column, std::size_t side, QuickNetwork quick, int classes)
      : context_(context), column_(column), side_(side), quick_(std::move(quick)), classes_(classes) {}

  void draw() {
    if (quick_.family == NetworkFamily::cnn) {
      choose_convolutions();
      choose_channels("Channels", channel_range(quick_));
      choose_kernel();
      choose_downsampling();
      choose_head();
    } else if (quick_.family == NetworkFamily::local) {
      choose_channels("Channels", {1, most_local_channels});
      choose_kernel();
    } else {
      choose_hidden();
      if (quick_.family == NetworkFamily::mlp) choose_units();
    }
  }

 private:
  std::string id(const char* what) const { return fmt::format("train.{}.{}", side_ids[side_], what); }

  void take(Change change, const QuickNetwork& changed) {
    if (change.changed) {
      TrainScene& scene = context_.edit.scene.train;
      choose_network(scene, side_, layers_of(changed, input_of(scene), classes_));
    }
    context_.edit(change);
  }

  void choose_hidden() {
    int hidden = quick_.family == NetworkFamily::single ? 0 : quick_.hidden;
    const Change change = column_.slider(id("hidden").c_str(), "Hidden layers", hidden, 0, most_hidden,
                                         "Dense layers between the pixels and the classes. None: a single layer.");
    QuickNetwork changed = quick_;
    changed.family = hidden == 0 ? NetworkFamily::single : NetworkFamily::mlp;
    changed.hidden = hidden;
    take(change, changed);
  }

  void choose_units() {
    QuickNetwork changed = quick_;
    const Change change =
        column_.slider(id("units").c_str(), "Units", changed.units, std::min(fewest_units, changed.units),
                       std::max(most_units, changed.units), "In each hidden layer.", grouped(changed.units), true);
    take(change, changed);
  }

  void choose_convolutions() {
    int convolutions = static_cast<int>(quick_.channels.size());
    const Change change = column_.slider(id("convolutions").c_str(), "Convolutions", convolutions, 1, most_convolutions,
                                         "One behind the other, each with a ReLU.");
    take(change, with_convolutions(quick_, convolutions));
  }

  void choose_channels(const char* label, std::pair<int, int> range) {
    std::string shown;
    for (const int channels : quick_.channels) shown += (shown.empty() ? "" : ", ") + std::to_string(channels);
    int first = quick_.channels.front();
    const Change change = column_.slider(
        id("channels").c_str(), label, first, std::min(range.first, first), std::max(range.second, first),
        quick_.channels.size() > 1 ? "Maps of each convolution; the slider moves them all, the first is typed."
                                   : "Maps that the layer gives.",
        shown, true);
    take(change, with_channels(quick_, first));
  }

  // A name at the left where there is room for it, and one of several beside it.
  bool choose(const char* what, std::string_view label, std::span<const Option> options, int& index) {
    Ui& ui = context_.ui;
    const float words = ui.measure(Type::body, label).x;
    const float beside = std::max(ui.dp(64), words + ui.dp(10));
    float needed = ui.dp(6);
    for (const Option& option : options) needed += ui.measure(Type::strong, option.label).x + ui.dp(8);
    const bool fits = needed <= column_.width() - beside;
    if (!fits) {
      const Rect line = column_.take_pixels(ui.line_height(Type::body) + ui.dp(3));
      ui.text_fit(line.min, line.width(), Type::body, ui.colours.muted, label);
    }
    Column part(ui, {{column_.left() + (fits ? beside : 0.0F), column_.y()}, {column_.right(), column_.y()}});
    const Change change = part.segmented(id(what).c_str(), options, index);
    const float height = part.y() - column_.y();
    if (fits)
      ui.text_fit({column_.left(), column_.y() + (height - ui.line_height(Type::body)) * 0.5F}, beside, Type::body,
                  ui.colours.muted, label);
    column_.take_pixels(height + ui.dp(6));
    context_.edit(change);
    return change.changed;
  }

  void choose_kernel() {
    static constexpr Option kernels[] = {
        {"3", "Patches of 3 × 3."}, {"5", "Patches of 5 × 5."}, {"7", "Patches of 7 × 7."}};
    int index = std::clamp((quick_.kernel - 3) / 2, 0, 2);
    QuickNetwork changed = quick_;
    if (!choose("kernel", "Kernel", kernels, index)) return;
    changed.kernel = 3 + 2 * index;
    take({true, false}, changed);
  }

  void choose_downsampling() {
    static constexpr Option ways[] = {{"None", "The maps stay as large as the picture."},
                                      {"Stride", "Every second place only: half the rows and columns."},
                                      {"Max", "The largest of each 2 × 2."},
                                      {"Mean", "The mean of each 2 × 2."},
                                      {"Blur", "Blurred, and then every second place: moving a picture changes less."}};
    int index = static_cast<int>(quick_.downsampling);
    QuickNetwork changed = quick_;
    if (!choose("downsampling", "Smaller", ways, index)) return;
    changed.downsampling = static_cast<Downsampling>(index);
    take({true, false}, changed);
  }

  void choose_head() {
    static constexpr Option heads[] = {{"Flatten", "All maps in one line: the dense layer behind sees every place."},
                                       {"Global max", "The largest of each map: what is there, no matter where."},
                                       {"Global mean", "The mean of each map: how much is there, no matter where."}};
    int index = static_cast<int>(quick_.head);
    QuickNetwork changed = quick_;
    if (!choose("head", "Head", heads, index)) return;
    changed.head = static_cast<Head>(index);
    take({true, false}, changed);
  }

  StageContext& context_;
  Column& column_;
  std::size_t side_;
  QuickNetwork quick_;
  int classes_;
};

// A chip in the family's colour, the side and the name.
void draw_side_head(StageContext& context, Column& column, std::size_t side) {
  Ui& ui = context.ui;
  column.gap(16);
  const Rect line = column.take_pixels(ui.line_height(Type::section));
  const ImU32 ink = network_ink(context, side);
  const Rect chip{line.min, {line.min.x + ui.dp(4), line.max.y}};
  if (second_of_its_kind(context, side))
    ui.draw->AddRect(chip.min, {chip.max.x + ui.dp(1), chip.max.y}, ink, ui.dp(1));
  else
    ui.draw->AddRectFilled(chip.min, chip.max, ink, ui.dp(1));
  const UsualNetwork kind = usual_of(context.scene.train.networks[side], input_of(context.scene.train));
  const std::string name =
      kind == UsualNetwork::own ? network_names(context.scene.train)[side] : std::string(title_of(kind));
  const float left = line.min.x + ui.dp(12);
  const float width = ui.text({left, line.min.y}, Type::section, ui.colours.muted, side_words[side]);
  ui.text_fit({left + width + ui.dp(8), line.min.y}, line.max.x - left - width - ui.dp(8), Type::section,
              ui.colours.text, name);
  column.gap(8);
}

void complain(StageContext& context, Column& column, const std::string& sentence) {
  Ui& ui = context.ui;
  column.gap(4);
  column.take_pixels(
      ui.text_wrapped({column.left(), column.y()}, column.width(), Type::small, ui.colours.wrong, sentence));
}

void inspect_side(StageContext& context, Column& column, std::size_t side, int classes) {
  const TrainScene& scene = context.scene.train;
  const Shape input = input_of(scene);
  const std::vector<NetLayer>& layers = scene.networks[side];
  draw_side_head(context, column, side);
  if (const std::optional<QuickNetwork> quick = quick_of(layers, input)) {
    QuickControls(context, column, side, *quick, classes).draw();
  } else {
    column.note(structure_words(input, layers));
    column.gap(4);
    column.note("No usual one: its layers are changed on Parameters.");
  }
  inspect_own_network(context, column, side);
  const NetworkCount count = count_network(input, layers);
  bool impossible = false;
  for (std::size_t i = 0; i < count.layers.size() && !impossible; ++i) {
    impossible = !count.layers[i].problem.empty();
    if (impossible) complain(context, column, fmt::format("Layer {}: {}.", i + 1, count.layers[i].problem));
  }
  const NetworkState* const state = context.results.train.networks[side].get();
  if (!impossible && state != nullptr && state->inputs.settings.layers == layers && !state->refusal.empty())
    complain(context, column, state->refusal);
}

// "12 % apart", "20 to 1": how far both counts are from one another.
std::string apart_words(std::int64_t a, std::int64_t b) {
  const auto [low, high] = std::minmax(a, b);
  if (low == high) return "the same number";
  if (low <= 0) return "not to be compared";
  const double ratio = static_cast<double>(high) / static_cast<double>(low);
  if (ratio < 1.5) return fmt::format("{} apart", per_cent(ratio - 1.0));
  return fmt::format("{} to 1", short_number(ratio, 3));
}

void meet_counts(StageContext& context, Column& column, int classes) {
  Ui& ui = context.ui;
  const TrainScene& scene = context.scene.train;
  const Shape input = input_of(scene);
  const std::optional<CountsMet> met = counts_met(scene, classes);
  column.gap(14);
  const bool clicked = column.button(
      "train.meet", "Make the counts meet",
      met ? fmt::format("Changes the {} network's {} so that both have as nearly as many parameters as can be.",
                        side_ids[met->changed], met->quick.family == NetworkFamily::mlp ? "units" : "channels")
          : std::string("Neither network has units or channels that could be changed."),
      met.has_value());
  if (clicked && met) {
    choose_network(context.edit.scene.train, met->changed, layers_of(met->quick, input, classes));
    context.edit.commit = true;
  }
  column.gap(4);
  std::array<std::int64_t, 2> counts{};
  for (std::size_t i = 0; i < counts.size(); ++i)
    counts[i] = count_network(input, scene.networks[i]).total.parameters.value;
  const std::string apart = apart_words(counts[0], counts[1]);
  const std::string words = fmt::format("{} and {} parameters: {}.", grouped(counts[0]), grouped(counts[1]), apart);
  if (context.shows("train.parameters")) column.note(words);
  ui.record.fact("train.counts", fmt::format("{} {}", counts[0], counts[1]));
}

}  // namespace

void inspect_networks(StageContext& context, Column& column) {
  const int classes = classes_of(context.scene, context.results.train);
  for (std::size_t side = 0; side < 2; ++side) inspect_side(context, column, side, classes);
  meet_counts(context, column, classes);
  column.gap(8);
  if (column.button("train.to_parameters", "Open in Parameters",
                    "Both networks on the Parameters stage, where any layer can be changed.")) {
    open_in_parameters(context.edit.scene);
    context.edit.commit = true;
  }
  column.gap(8);
  Ui& ui = context.ui;
  const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(14));
  if (push_button(ui, "train.begin", row, "Train both", "Play, and look at how both learn (Space).", true)) {
    context.edit.scene.train.tab = TrainTab::learning;
    context.edit.commit = true;
    if (!context.results.train.training) context.edit.run("train.play");
  }
  column.gap(14);
}

}  // namespace flatscope
