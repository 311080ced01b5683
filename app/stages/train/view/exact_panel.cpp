// The experiment that is exact, in words and one number.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/train/model/exact_shuffle.h"
#include "app/stages/train/view/compare.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

std::string in_capitals(std::string words) {
  std::transform(words.begin(), words.end(), words.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return words;
}

// What goes down the panel, measured or drawn.
class Lines {
 public:
  Lines(Ui& ui, ImVec2 at, float width, bool draw_it) : ui_(ui), at_(at), width_(width), draw_(draw_it), y_(at.y) {}
  float used() const { return y_ - at_.y; }
  void gap(float units) { y_ += ui_.dp(units); }

  void label(const std::string& words) {
    if (draw_) ui_.text_fit({at_.x, y_}, width_, Type::section, ui_.colours.muted, words);
    y_ += ui_.line_height(Type::section) + ui_.dp(6);
  }
  void paragraph(std::string_view words, ImU32 ink, float indent = 0.0F) {
    y_ += ui_.text_wrapped({at_.x + indent, y_}, width_ - indent, Type::body, ink, words, draw_);
  }
  // A number, and words behind it that go on below their beginning.
  void number(Type type, std::string_view number, ImU32 ink, std::string_view words, ImU32 words_ink) {
    const float before = ui_.measure(type, number).x + ui_.dp(type == Type::number ? 14 : 8);
    const float line = ui_.line_height(Type::body), room = width_ - before;
    const bool beside = room >= ui_.dp(110);
    const float words_height = ui_.text_wrapped({0, 0}, beside ? room : width_, Type::body, 0, words, false);
    const float number_height = ui_.line_height(type);
    if (draw_) ui_.text({at_.x, y_}, type, ink, number);
    if (!beside) {
      y_ += number_height;
      if (draw_) ui_.text_wrapped({at_.x, y_}, width_, Type::body, words_ink, words);
      y_ += words_height;
      return;
    }
    // One line stands on the number's own, several begin at its top.
    const float down = words_height < line * 1.5F ? std::round((number_height - line) * 0.62F) : 0.0F;
    if (draw_) ui_.text_wrapped({at_.x + before, y_ + std::max(0.0F, down)}, room, Type::body, words_ink, words);
    y_ += std::max(number_height, words_height + std::max(0.0F, down));
  }
  // Words with the chip of a network before them.
  void chipped(ImU32 ink, std::string_view words) {
    const float from = y_, indent = ui_.dp(14);
    paragraph(words, ui_.colours.text, indent);
    if (draw_) ui_.draw->AddRectFilled({at_.x, from}, {at_.x + ui_.dp(4), y_}, ink, ui_.dp(2));
  }

 private:
  Ui& ui_;
  ImVec2 at_;
  float width_;
  bool draw_;
  float y_;
};

std::string subject(const StageContext& context, std::size_t network) {
  const std::string name = network_names(context.scene.train)[network];
  return family_of(context.scene.train.networks[network]) == NetworkFamily::own ? name : "The " + name;
}

// Why a network that does not begin with a dense layer has no part in it.
std::string nothing_to_shuffle_back(const StageContext& context, std::size_t network) {
  const std::vector<NetLayer>& layers = context.scene.train.networks[network];
  const std::string who = subject(context, network);
  std::int64_t kernel = 1;
  for (const NetLayer& layer : layers)
    if (layer.kind == LayerKind::conv || layer.kind == LayerKind::local) kernel = std::max(kernel, layer.kernel);
  const NetworkFamily family = family_of(layers);
  if (family == NetworkFamily::cnn && kernel > 1)
    return fmt::format(
        "{} has nothing to shuffle back: its {} × {} kernels need neighbours that are still neighbours. It has to "
        "learn anew.",
        who, kernel, kernel);
  if (family == NetworkFamily::local && kernel > 1)
    return fmt::format(
        "{} has nothing to shuffle back: each unit sees {} × {} pixels side by side, and shuffled they lie all over. "
        "It has to learn anew.",
        who, kernel, kernel);
  return fmt::format("{} does not begin with a dense layer: it has no columns to shuffle back.", who);
}

// What can't be told yet, and when it will be.
std::string not_yet(const StageContext& context, std::size_t network) {
  const TrainResults& results = context.results.train;
  const NetworkState* const state = results.networks[network].get();
  if (state != nullptr && !state->refusal.empty()) return "It can't be trained, so there is nothing to measure.";
  if (state == nullptr || !state->trained())
    return "Train first. Then the test pictures are shuffled, and the columns of the first layer’s weights the same "
           "way: do the outputs stay?";
  return results.training ? "Measured as soon as the training rests." : "Being measured …";
}

void add_measured(StageContext& context, Lines& lines, std::size_t network, bool brief) {
  const Ui& ui = context.ui;
  const ExactShuffle& exact = *context.results.train.exact[network];
  const NetworkState& state = *context.results.train.networks[network];
  const ImU32 ink = network_ink(context, network);
  if (std::isnan(exact.largest_difference)) {
    lines.paragraph("Its outputs are no numbers any more: there is nothing to compare.", ui.colours.muted);
    return;
  }
  lines.number(Type::number, short_number(exact.largest_difference, 2), ink,
               brief ? fmt::format("largest difference, {}", network_names(context.scene.train)[network])
                     : "largest difference of any output",
               ui.colours.text);
  lines.gap(4);
  if (!brief)
    lines.paragraph(
        fmt::format("Shuffle the {}pictures{}, and the columns of the first layer’s weights the same way: all {} test "
                    "pictures get the same {} outputs. What is left is rounding, as outputs reach {}.",
                    context.scene.train.shuffle ? "shuffled " : "", context.scene.train.shuffle ? " once more" : "",
                    grouped(exact.samples), context.results.train.data->classes(),
                    short_number(exact.largest_output, 2)),
        ui.colours.muted);
  lines.gap(8);
  lines.number(Type::mono_strong, hundredths(exact.only_inputs) + " %", ui.colours.wrong,
               "right, if only the pictures are shuffled, not the weights", ui.colours.muted);
  if (exact.steps != state.steps)
    lines.paragraph(fmt::format("After {}; anew as soon as the training rests.", counted(exact.steps, "step")),
                    ui.colours.muted);
}

}  // namespace

float draw_exact(StageContext& context, ImVec2 at, float width, bool draw_it) {
  if (!context.shows("train.exact")) return 0.0F;
  const TrainScene& scene = context.scene.train;
  const TrainResults& results = context.results.train;
  const std::array<std::string, 2> names = network_names(scene);
  std::vector<std::size_t> dense, others;
  for (std::size_t i = 0; i < names.size(); ++i) (begins_dense(scene.networks[i]) ? dense : others).push_back(i);

  Lines lines(context.ui, at, width, draw_it);
  lines.label(dense.empty()       ? "EXACTLY"
              : dense.size() == 1 ? "EXACTLY, ON THE TRAINED " + in_capitals(names[dense[0]])
                                  : "EXACTLY, ON BOTH TRAINED NETWORKS");
  for (std::size_t i = 0; i < dense.size(); ++i) {
    if (i > 0) lines.gap(12);
    const std::size_t network = dense[i];
    if (results.exact[network] != nullptr && results.networks[network] != nullptr) {
      add_measured(context, lines, network, i > 0);
    } else {
      lines.paragraph(not_yet(context, network), context.ui.colours.muted);
    }
    if (draw_it && results.exact[network] != nullptr)
      context.ui.record.fact(fmt::format("train.exact.{}", network),
                             fmt::format("{}", results.exact[network]->largest_difference));
  }
  if (dense.empty())
    lines.paragraph(
        "Neither network begins with a dense layer, so there is nothing that could be exact here: choose "
        "an MLP under Set up.",
        context.ui.colours.muted);
  for (const std::size_t network : others) {
    lines.gap(12);
    lines.chipped(network_ink(context, network), nothing_to_shuffle_back(context, network));
  }
  return lines.used();
}

}  // namespace flatscope
