// The code that "Copy as PyTorch" gives of trained networks. tests/golden/train_code holds it as PyTorch ran it;
// tests/golden/make_train_code_goldens.py says how the files are made.
#include "app/stages/train/model/pytorch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>

#include "core/files/file.h"
#include "core/files/weights.h"
#include "tests/app/stages/train/model/states.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr int epochs = 30;
constexpr std::int64_t sample = 3;

fs::path goldens() { return path_from_utf8(FLATSCOPE_SOURCE_DIR) / "tests" / "golden" / "train_code"; }

struct CodeCase {
  std::string name;
  TrainSettings settings;
  CodeFile weights;
  std::shared_ptr<const NetworkState> state;  // with weights as they are drawn, the same on every machine
};

std::vector<CodeCase> code_cases() {
  const std::shared_ptr<const TrainData> data = test::small_train_data();
  std::vector<CodeCase> cases;
  const auto add = [&](const char* name, const char* layers, CodeFile weights, const auto& change) {
    TrainSettings settings = test::settings_of(layers);
    change(settings);
    cases.push_back({name, settings, std::move(weights), test::state_after(data, settings, 0)});
  };
  add("mlp", "flatten linear:12 relu linear:4", {"mlp.npz"}, [](TrainSettings&) {});
  add("cnn", "conv:5:3:padding=same relu blurpool:3 conv:6:3 relu globalmaxpool linear:4", {"cnn.npz"},
      [](TrainSettings& settings) {
        settings.augment_shift = 1;
        settings.dropout = 0.2F;
        settings.optimizer = {OptimizerKind::sgd, 0.1F, 0.9F, 1e-4F};
      });
  add("shuffled", "local:2:3:padding=1 tanh flatten linear:4", {"shuffled.npz"}, [](TrainSettings& settings) {
    settings.shuffle_pixels = true;
    settings.optimizer.weight_decay = 1e-3F;
    settings.samples = 60;
  });
  add("ladder", "conv:2:3:stride=2:padding=1:unitbias tanh flatten linear:4", {"ladder.npz"},
      [](TrainSettings& settings) { settings.in_order = true; });
  add("large", "flatten linear:128 relu linear:4", {"large.npz"}, [](TrainSettings&) {});
  add("beside", "flatten linear:128 relu linear:4", {"", "beside.py", "large.npz"}, [](TrainSettings&) {});
  return cases;
}

std::string training_of(const CodeCase& one) { return training_code(*one.state, one.name, epochs, {"data.npz"}); }

// Without the line of our own logits, which differ in their last places from machine to machine.
std::string without_logits(const std::string& code) {
  const std::size_t from = code.find("\n# Here: ");
  return from == std::string::npos ? code : code.substr(0, from) + code.substr(code.find('\n', from + 1));
}

TEST(TrainCode, IsWhatPytorchRan) {
  const bool write = std::getenv("FLATSCOPE_WRITE_CODE") != nullptr;
  if (write) fs::create_directories(goldens());
  for (const CodeCase& one : code_cases()) {
    SCOPED_TRACE(one.name);
    const std::string answers = answer_code(*one.state, one.name, sample, one.weights), training = training_of(one);
    if (write) {
      test::write_text(goldens() / (one.name + ".py"), answers);
      test::write_text(goldens() / (one.name + "-training.py"), training);
      if (one.name == "large") write_weights(goldens() / "large.npz", *one.state->weights);
      if (one.name == "mlp") write_weights(goldens() / "data.npz", data_arrays(*one.state));
    }
    EXPECT_EQ(without_logits(answers), without_logits(test::read_text(goldens() / (one.name + ".py"))));
    EXPECT_EQ(training, test::read_text(goldens() / (one.name + "-training.py")));
  }
}

// answers.txt: name, then logits; or name-training, then loss, training and test accuracy in per cent of the last
// epoch.
std::map<std::string, std::vector<float>> answers() {
  std::istringstream table(test::read_text(goldens() / "answers.txt"));
  std::map<std::string, std::vector<float>> found;
  for (std::string line; std::getline(table, line);) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    for (float number = 0.0F; words >> number;) found[name].push_back(number);
  }
  return found;
}

TEST(TrainCode, PytorchAnswersWhatWeAnswer) {
  const auto said = answers();
  for (const CodeCase& one : code_cases()) {
    SCOPED_TRACE(one.name);
    ASSERT_EQ(said.count(one.name), 1U);
    const std::vector<float>& theirs = said.at(one.name);
    const std::vector<float> ours = logits_of(*one.state, sample);
    ASSERT_EQ(theirs.size(), ours.size());
    for (std::size_t i = 0; i < ours.size(); ++i) EXPECT_NEAR(theirs[i], ours[i], 1e-4F);
  }
}

TEST(TrainCode, PytorchEndsAboutWhereWeEnd) {
  const auto said = answers();
  for (const CodeCase& one : code_cases()) {
    SCOPED_TRACE(one.name);
    ASSERT_EQ(said.count(one.name + "-training"), 1U);
    const std::vector<float>& theirs = said.at(one.name + "-training");
    ASSERT_EQ(theirs.size(), 3U);
    const auto state = test::state_after(one.state->inputs.data, one.settings, epochs);
    // Each from first weights of its own.
    EXPECT_NEAR(theirs[1], 100.0 * state->last().train_accuracy, 15.0);
    EXPECT_NEAR(theirs[2], 100.0 * state->last().test_accuracy, 15.0);
  }
}

TEST(TrainCode, SaysWhatThereIsToSay) {
  const auto data = test::small_train_data();
  TrainSettings settings = test::settings_of("flatten linear:12 relu linear:4");
  const auto trained = test::state_after(data, settings, 2);
  const std::string code = answer_code(*trained, "MLP", 1'000'000, {"a.npz"});
  EXPECT_THAT(code, HasSubstr("# From Flatscope: MLP, after 2 epochs."));
  EXPECT_THAT(code, HasSubstr("# Sample 39 of the test part, of the class "));  // the last one
  EXPECT_THAT(training_code(*trained, "MLP", 2, {"data.npz"}), HasSubstr("# Here it read "));
  EXPECT_THAT(answer_code(*test::state_after(data, settings, 0), "MLP", 0, {"a.npz"}), HasSubstr("not trained yet"));
  NetworkState none;
  EXPECT_THROW(answer_code(none, "MLP", 0, {"a.npz"}), std::invalid_argument);
}

TEST(TrainCode, TheDataIsWhatIsLearntFrom) {
  TrainSettings settings = test::settings_of("flatten linear:4");
  settings.samples = 20;
  const auto state = test::state_after(test::small_train_data(), settings, 0);
  const std::vector<NamedTensor> arrays = data_arrays(*state);
  ASSERT_EQ(arrays.size(), 4U);
  EXPECT_EQ(arrays[0].name, "train_images");
  EXPECT_EQ(arrays[0].tensor.shape(), (Shape{20, 1, 8, 7}));
  EXPECT_EQ(arrays[1].tensor.shape(), (Shape{20}));
  EXPECT_EQ(arrays[2].tensor, state->inputs.data->set->test.images);
  EXPECT_EQ(arrays[3].tensor.data()[5], static_cast<float>(state->inputs.data->set->test.labels[5]));
}

}  // namespace
}  // namespace flatscope
