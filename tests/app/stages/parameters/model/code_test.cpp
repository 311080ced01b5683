// The code that "Copy as PyTorch" gives for networks. tests/golden/network_code holds it as PyTorch ran it;
// tests/golden/make_network_code_goldens.py says how the files are made.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <sstream>

#include "core/files/file.h"
#include "tests/app/stages/parameters/model/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using test::random_network;
using test::started;

fs::path goldens() { return path_from_utf8(FLATSCOPE_SOURCE_DIR) / "tests" / "golden" / "network_code"; }

struct CodeCase {
  std::string name;
  Shape input;
  Network network;
};

std::vector<CodeCase> code_cases() {
  std::vector<CodeCase> cases;
  const auto add = [&](const std::string& name, const ParametersScene& scene, std::size_t network) {
    cases.push_back({name, input_of(scene), scene.networks.at(network)});
  };
  add("dense_64", started("Dense against"), 0);
  add("conv_64", started("Dense against"), 1);
  add("lenet_5", started("LeNet-5"), 0);
  add("vgg_16_head", started("The head of VGG"), 0);
  ParametersScene scene;
  scene.height = 30, scene.width = 45;
  scene.networks = {dense_network()};
  add("mlp", scene, 0);
  scene.networks = {{}};
  add("no_layers", scene, 0);
  // Linear before flatten and a patch that is too large are left out; the rest runs.
  scene.networks = {{{parse_layer("linear:5"), parse_layer("conv:4:3"), parse_layer("maxpool:99"),
                      parse_layer("globalmaxpool"), parse_layer("linear:3")}}};
  add("impossible_layers", scene, 0);
  Generator generator(64);
  for (int i = 1; i <= 12; ++i)
    cases.push_back({"random_" + std::to_string(i),
                     {test::between(generator, 1, 4), test::between(generator, 8, 40), test::between(generator, 8, 40)},
                     random_network(generator, test::between(generator, 2, 7))});
  return cases;
}

TEST(ParametersCode, IsWhatPytorchRan) {
  const bool write = std::getenv("FLATSCOPE_WRITE_CODE") != nullptr;
  if (write) fs::create_directories(goldens());
  for (const CodeCase& one : code_cases()) {
    const fs::path path = goldens() / (one.name + ".py");
    const std::string code = pytorch_code(one.input, one.network);
    if (write) test::write_text(path, code);
    EXPECT_EQ(code, test::read_text(path)) << one.name;
  }
}

TEST(ParametersCode, PytorchCountsTheSame) {
  std::istringstream table(test::read_text(goldens() / "answers.txt"));
  std::map<std::string, std::pair<std::int64_t, std::string>> answers;
  std::string name, output;
  std::getline(table, name);
  for (std::int64_t parameters = 0; table >> name >> parameters >> output;) answers[name] = {parameters, output};
  const std::vector<CodeCase> cases = code_cases();
  EXPECT_EQ(answers.size(), cases.size());
  for (const CodeCase& one : cases) {
    ASSERT_EQ(answers.count(one.name), 1U) << one.name;
    const LayerCount total = count_network(one.input, one.network.layers).total;
    EXPECT_EQ(total.parameters.value, answers[one.name].first) << one.name;
    std::string shape;
    for (const std::int64_t axis : total.output) shape += (shape.empty() ? "" : "x") + std::to_string(axis);
    EXPECT_EQ(shape, answers[one.name].second) << one.name;
  }
}

}  // namespace
}  // namespace flatscope
