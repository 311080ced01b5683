// The two lines above the Mistakes tab. They say what is measured and no more.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "app/look/number_text.h"
#include "app/stages/train/view/mistakes.h"

namespace flatscope {
namespace {

// From how many finished epochs on it has made no mistake on what it learnt from; 0: it does not, or never began.
std::int64_t learnt_by_heart_since(const NetworkState* state) {
  std::int64_t since = 0;
  if (state == nullptr || !state->measured()) return 0;
  for (auto point = state->curve->rbegin(); point != state->curve->rend(); ++point) {
    if (!(point->train_accuracy == 1.0)) break;
    since = point->epoch;
  }
  return since;
}

constexpr double well_below = 0.1;  // of a test accuracy under that of training

bool by_heart(const NetworkState* state) { return learnt_by_heart_since(state) > 0 && state->gap() >= well_below; }

std::string data_words(const StageContext& context) {
  const TrainScene& scene = context.scene.train;
  const Shape input = context.results.train.data->input();
  return fmt::format("{} on {} × {}", data_name(scene), input[2], input[1]);
}

// "sixty pictures", "1,200 pictures"
std::string counted_words(std::int64_t pictures) {
  return fmt::format("{} {}", number_word(pictures), noun(pictures, "picture"));
}

TabWords words_of_open_sample(const StageContext& context) {
  const TrainData& data = *context.results.train.data;
  const auto samples = static_cast<std::int64_t>(data.set->test.labels.size());
  const auto sample = std::clamp<std::int64_t>(context.scene.train.sample, 0, samples - 1);
  const std::vector<ClassWords>& classes = class_words_of(context, data);
  const ClassWords& is = classes[data.set->test.labels[static_cast<std::size_t>(sample)]];
  const std::array<std::string, 2> names = network_names(context.scene.train);
  const Stored<SampleLookInputs, SampleLook>& look = context.results.train.look;
  std::vector<std::string> wrong;
  bool known = look && look.inputs.sample == sample && look.inputs.data.get() == &data;
  for (std::size_t i = 0; known && i < names.size(); ++i) {
    const int read = look->networks[i].read;
    if (read >= 0 && read != data.set->test.labels[static_cast<std::size_t>(sample)])
      wrong.push_back(fmt::format("the {} reads as {}", names[i], classes[static_cast<std::size_t>(read)].brief));
  }
  const std::string subject = with_capital(is.one);
  std::string title = subject + ", layer by layer";
  if (wrong.size() == 2 && look->networks[0].read == look->networks[1].read)
    wrong = {fmt::format("both read as {}", classes[static_cast<std::size_t>(look->networks[0].read)].brief)};
  if (!wrong.empty()) title = fmt::format("{} that {}", subject, fmt::join(wrong, " and "));
  return {{title, subject},
          {fmt::format("Test picture {} of {}: what both answer, and what each layer makes of it", grouped(sample + 1),
                       grouped(samples)),
           fmt::format("Test picture {} of {}", grouped(sample + 1), grouped(samples))}};
}

}  // namespace

TabWords mistakes_words(const StageContext& context) {
  const TrainResults& results = context.results.train;
  if (results.data == nullptr) return {{"What each gets wrong"}, {""}};
  if (sample_is_open(context.scene.train, context.view.train) && !results.data->set->test.labels.empty())
    return words_of_open_sample(context);
  const std::array<std::string, 2> names = network_names(context.scene.train);
  const auto tests = static_cast<std::int64_t>(results.data->set->test.labels.size());
  std::array<const NetworkState*, 2> states{};
  std::array<const KnownMistakes*, 2> known{};
  std::string counts;
  std::int64_t mistakes = 0, epochs = 0, trained_on = context.scene.train.samples;
  for (std::size_t i = 0; i < states.size(); ++i) {
    states[i] = results.networks[i].get();
    known[i] = known_mistakes(context, i);
    if (known[i] == nullptr) continue;
    trained_on = known[i]->trained_on;
    epochs = std::max(epochs, known[i]->answers->epoch);
    mistakes += known[i]->confusion.mistakes;
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", names[i], grouped(known[i]->confusion.mistakes));
  }
  if (counts.empty())
    return {{"Nothing is learnt yet, so nothing is a mistake yet", "Nothing is learnt yet"},
            {fmt::format("{} · {} to test both with", data_words(context), grouped(tests)),
             fmt::format("{} to test both with", counted(tests, "picture"))}};
  const std::string stands =
      fmt::format("{} · {} to learn from, {} to test", data_words(context), grouped(trained_on), grouped(tests));
  const std::string amount = with_capital(counted_words(trained_on));
  if (by_heart(states[0]) && by_heart(states[1])) {
    const std::int64_t since = std::max(learnt_by_heart_since(states[0]), learnt_by_heart_since(states[1]));
    const std::string end =
        fmt::format("after {} both make no mistake on their own {}", counted(since, "epoch"), grouped(trained_on));
    return {{amount + " are learnt by heart", "Learnt by heart"},
            {stands + " · " + end,
             fmt::format("{} to learn from, {} to test · {}", grouped(trained_on), grouped(tests), end),
             with_capital(end), fmt::format("No mistake on their own {}", grouped(trained_on))}};
  }
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (!by_heart(states[i])) continue;
    const std::string end =
        fmt::format("after {} it makes no mistake on them", counted(learnt_by_heart_since(states[i]), "epoch"));
    return {{fmt::format("The {} has learnt its {} by heart", names[i], counted(trained_on, "picture")),
             fmt::format("The {} learns by heart", names[i])},
            {stands + " · " + end, with_capital(end), "No mistake on them any more"}};
  }
  const std::string wrong = fmt::format("after {}, read wrong: {}", counted(epochs, "epoch"), counts);
  return {{mistakes == 0 ? "Not one test picture is read wrong" : "What each still gets wrong"},
          {stands + " · " + wrong, fmt::format("{} to test · {}", grouped(tests), wrong), with_capital(wrong),
           "Read wrong: " + counts}};
}

}  // namespace flatscope
