// What a step of a lesson has trained, and what of it is measured.
#include <fmt/format.h>

#include "app/lessons/model/reading.h"
#include "app/stages/train/model/kept_weights.h"
#include "app/stages/train/model/own_network.h"
#include "core/files/paths.h"

namespace flatscope {
namespace {

constexpr int most_epochs = 200;

bool same_settings(const Scene& a, const Scene& b) {
  return made_with(a.train, 0) == made_with(b.train, 0) && made_with(a.train, 1) == made_with(b.train, 1) &&
         a.train.start == b.train.start;
}

// Of a scene that was saved after such a training, with its weights beside it.
Scene read_recording(const LessonFile& file, const toml::node& node, const std::filesystem::path& named,
                     const Step& step) {
  constexpr std::string_view name = "step.recorded";
  std::vector<std::string> complaints;
  Scene kept;
  try {
    kept = load_scene(path_named(file.folder(), named), complaints);
  } catch (const std::exception& error) {
    complaints.emplace_back(error.what());
  }
  if (!complaints.empty())
    complain(node, name, fmt::format("must be a scene that was saved once it had trained. {}", complaints.front()));
  Scene scene = step.scene;
  for (std::size_t i = 0; i < side_names.size(); ++i) {
    const std::shared_ptr<const TrainedNetwork> network = start_of(kept.train, i);
    if (network == nullptr || !network->resumed)
      complain(node, name,
               fmt::format("has no weights of the {} network; train it there, and save it.", side_names[i]));
    if (network->made_with != made_with(scene.train, i))
      complain(node, name, fmt::format("is of other settings than the step's, in the {} network.", side_names[i]));
    if (network->epochs != step.train_epochs)
      complain(node, name,
               fmt::format("was trained for {} epochs, but the step for {}.", network->epochs, step.train_epochs));
    scene.train.start[i] = network;
  }
  return scene;
}

void add_measured(const std::optional<QuantityUse>& use, Step& step) {
  if (use && use->quantity->measured) step.measured.push_back(*use);
}

void add_measured(const LessonWords& words, Step& step) {
  for (const Paragraph& paragraph : words)
    for (const WordRun& run : paragraph) add_measured(run.of, step);
}

}  // namespace

int read_epochs(const TomlTable& table, const Step* before, const Scene& scene) {
  if (const std::optional<int> epochs = table.whole("train_epochs")) {
    if (*epochs < 0 || *epochs > most_epochs)
      complain(*table.node("train_epochs"), "step.train_epochs", fmt::format("must be from 0 to {}.", most_epochs));
    return *epochs;
  }
  return before != nullptr && same_settings(before->scene, scene) ? before->train_epochs : 0;
}

void read_recorded(const LessonFile& file, const TomlTable& table, const Step* before, Step& step) {
  if (const std::optional<std::filesystem::path> named = table.path("recorded")) {
    if (step.train_epochs == 0)
      complain(*table.node("recorded"), "step.recorded",
               "is of no use without `train_epochs`, which it stands in for.");
    step.recorded = read_recording(file, *table.node("recorded"), *named, step);
  } else if (before != nullptr && before->recorded && before->train_epochs == step.train_epochs &&
             same_settings(before->scene, step.scene)) {
    step.recorded = step.scene;
    step.recorded->train.start = before->recorded->train.start;
  }
}

void collect_measured(Step& step) {
  add_measured(step.say, step);
  if (!step.question) return;
  const Question& question = *step.question;
  add_measured(question.ask, step);
  add_measured(question.answer.of, step);
  for (const LessonValue& value : question.curve) add_measured(value.of, step);
  for (const Choice& choice : question.choices) add_measured(choice.words, step);
  for (const CommonMistake& mistake : question.mistakes) add_measured(mistake.is.of, step);
}

}  // namespace flatscope
