#include "app/stages/train/model/confusion.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace flatscope {

Confusion confusion_of(std::span<const std::uint8_t> labels, const TestAnswers& answers, int classes) {
  if (labels.size() != answers.classes.size())
    throw std::invalid_argument("There must be an answer for each test sample.");
  Confusion confusion;
  confusion.classes = classes;
  confusion.counts.resize(static_cast<std::size_t>(classes) * static_cast<std::size_t>(classes));
  confusion.of_class.resize(static_cast<std::size_t>(classes));
  confusion.samples = static_cast<std::int64_t>(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] >= classes || answers.classes[i] >= classes)
      throw std::invalid_argument("A label or an answer is past the last class.");
    std::int64_t& count = confusion.counts[static_cast<std::size_t>(labels[i] * classes + answers.classes[i])];
    confusion.most = std::max(confusion.most, ++count);
    ++confusion.of_class[labels[i]];
    if (labels[i] != answers.classes[i]) ++confusion.mistakes;
  }
  for (int is = 0; is < classes; ++is)
    for (int read = 0; read < classes; ++read)
      if (is != read && confusion.at(is, read) >
                            (confusion.worst ? confusion.at(confusion.worst->first, confusion.worst->second) : 0))
        confusion.worst = {is, read};
  return confusion;
}

std::vector<std::int64_t> samples_of(std::span<const std::uint8_t> labels, const TestAnswers& answers,
                                     std::optional<ConfusionCell> cell) {
  std::vector<std::int64_t> found;
  for (std::size_t i = 0; i < std::min(labels.size(), answers.classes.size()); ++i) {
    const bool belongs =
        cell ? labels[i] == cell->first && answers.classes[i] == cell->second : labels[i] != answers.classes[i];
    if (belongs) found.push_back(static_cast<std::int64_t>(i));
  }
  const std::int64_t classes = answers.probabilities.shape().back();
  const auto score = [&](std::int64_t sample) {
    return answers.probabilities.data()[sample * classes + answers.classes[static_cast<std::size_t>(sample)]];
  };
  std::stable_sort(found.begin(), found.end(), [&](std::int64_t a, std::int64_t b) { return score(a) > score(b); });
  return found;
}

std::vector<int> classes_to_tell(std::span<const float> scores, int is, std::size_t most) {
  std::vector<int> best(scores.size());
  std::iota(best.begin(), best.end(), 0);
  const std::size_t told = std::min(most, best.size());
  const auto score = [&](int of) { return scores[static_cast<std::size_t>(of)]; };
  std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(told), best.end(),
                    [&](int a, int b) { return std::pair(-score(a), a) < std::pair(-score(b), b); });
  best.resize(told);
  if (!best.empty() && std::find(best.begin(), best.end(), is) == best.end()) best.back() = is;
  return best;
}

std::vector<std::int64_t> training_samples_of(std::span<const std::uint8_t> labels, std::int64_t samples,
                                              int of_class) {
  if (samples > 0 && samples < static_cast<std::int64_t>(labels.size()))
    labels = labels.first(static_cast<std::size_t>(samples));
  std::vector<std::int64_t> found;
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (labels[i] == of_class) found.push_back(static_cast<std::int64_t>(i));
  return found;
}

}  // namespace flatscope
