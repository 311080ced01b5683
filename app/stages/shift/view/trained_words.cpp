#include "app/stages/shift/view/trained_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/look/number_text.h"
#include "app/look/size_text.h"
#include "app/stages/shift/model/trained_exports.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

bool is_number(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A name in the middle of a sentence: "handwritten digits", but "Fashion-MNIST".
std::string in_a_sentence(std::string name) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!name.empty() && capital(name.front()) && std::none_of(name.begin() + 1, name.end(), capital))
    name.front() = static_cast<char>(name.front() - 'A' + 'a');
  return name;
}

}  // namespace

std::string probability_words(double probability) {
  const double other = std::min(probability, 1.0 - probability);
  if (other <= 0.0) return probability > 0.5 ? "100\u00A0%" : "0\u00A0%";
  if (other < 5e-7) return probability > 0.5 ? ">\u00A099.9999\u00A0%" : "<\u00A00.0001\u00A0%";
  // One place, or as many as the first digit that is not a 9 or a 0 needs. 1 - 0.99999 is a little above 0.00001.
  constexpr double rounding = 1e-6;
  const int places =
      std::clamp(static_cast<int>(std::ceil(-std::log10(other) - rounding)) - 2, other < 0.01 ? 1 : 0, 4);
  return fmt::format("{:.{}f}\u00A0%", probability * 100.0,
                     std::max(places, probability < 0.1 || probability > 0.9 ? 1 : 0));
}

std::string class_phrase(const TrainedPair& pair, int index) {
  const std::string name = class_name(pair, index);
  if (!is_number(name)) return fmt::format("“{}”", name);
  const bool vowel = name.front() == '8' || name == "11" || name == "18";
  return fmt::format("{} {}", vowel ? "an" : "a", name);
}

std::string noun_of(const TrainedPair& pair, PairObject object) {
  if (object == PairObject::doodle) return "drawing";
  const bool numbers = pair.data != nullptr && !pair.data->classes.empty() &&
                       std::all_of(pair.data->classes.begin(), pair.data->classes.end(), is_number);
  return object == PairObject::sample && numbers ? "digit" : "picture";
}

std::optional<int> label_of(const Scene& scene) {
  const ShiftScene& shift = scene.shift;
  if (shift.pair == nullptr || shift.pair_object != PairObject::sample || shift.pair->data == nullptr)
    return std::nullopt;
  const std::vector<std::uint8_t>& labels = shift.pair->data->test.labels;
  const auto index = static_cast<std::size_t>(shift.sample);
  if (index >= labels.size()) return std::nullopt;
  return labels[index];
}

std::vector<std::string> pair_subtitles(const Scene& scene) {
  const ShiftScene& shift = scene.shift;
  const TrainedPair& pair = *shift.pair;
  const Shape canvas = canvas_of(pair);
  std::string what = "your drawing";
  if (shift.pair_object == PairObject::picture) what = name_of(current_picture(scene));
  if (const std::optional<int> label = label_of(scene))
    what = fmt::format("test {} {} of {}, {}", noun_of(pair, PairObject::sample), grouped(shift.sample + 1),
                       grouped(static_cast<std::int64_t>(pair.data->test.labels.size())), class_phrase(pair, *label));
  const std::string size =
      fmt::format("{} · {} {}", what, size_text(canvas[2], canvas[1]), canvas[0] == 3 ? "colour" : "grey");
  const std::string moved =
      pair.moved == 0 ? "none moved" : fmt::format("moved by up to {}", counted(pair.moved, "pixel"));
  const std::string data = in_a_sentence(pair.data_words);
  return {fmt::format("{} · both networks learnt from {}, {}", size, data, moved),
          fmt::format("{} · both learnt from {}, {}", what, data, moved),
          fmt::format("{} · in training {}", size, moved), size, what};
}

std::vector<std::string> reading_sentences(const TrainedPair& pair, const Reading& reading, bool moved,
                                           std::optional<int> label) {
  const auto at = [](const std::vector<float>& probabilities, int index) {
    return probability_words(static_cast<double>(probabilities[static_cast<std::size_t>(index)]));
  };
  const std::string before = class_phrase(pair, reading.class_before), after = class_phrase(pair, reading.class_after);
  const std::string p_before = at(reading.before, reading.class_before),
                    p_after = at(reading.after, reading.class_after);
  std::string wrong;
  if (label && *label != reading.class_before) wrong = fmt::format(", though it is {}", class_phrase(pair, *label));
  if (!moved) return {fmt::format("{} at {}{}", before, p_before, wrong), fmt::format("at {}", p_before)};
  if (reading.class_before != reading.class_after)
    return {fmt::format("{} at {}{}, then {} at {}", before, p_before, wrong, after, p_after),
            fmt::format("{}, then {} at {}", p_before, after, p_after), fmt::format("{}, {}", p_before, p_after)};
  if (p_before == p_after)
    return {fmt::format("{} at {}, before and after{}", before, p_before, wrong),
            fmt::format("{}, before and after", p_before), p_before};
  return {fmt::format("{} at {}{}, then at {}", before, p_before, wrong, p_after),
          fmt::format("at {}, then at {}", p_before, p_after), fmt::format("{}, {}", p_before, p_after)};
}

std::string named(const TrainedPair& pair, std::size_t which) {
  const TrainedNetwork* const network = pair.networks[which].get();
  const std::string name = network_name(pair, which);
  return network != nullptr && !network->source.empty() ? name : "the " + name;
}

std::string place_words(int dx, int dy) { return fmt::format("({}, {})", signed_whole(dx), signed_whole(dy)); }

}  // namespace flatscope
