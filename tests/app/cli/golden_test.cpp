// Every subcommand that computes, over many settings, against what PyTorch and NumPy answer. The cases are made by
// tests/golden/make_cli_goldens.py.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/app/cli/program.h"

namespace flatscope::testing {
namespace {

std::vector<nlohmann::json> cases(const std::string& subcommand) {
  std::ifstream file(golden(subcommand + ".jsonl"));
  std::vector<nlohmann::json> all;
  for (std::string line; std::getline(file, line);) all.push_back(nlohmann::json::parse(line));
  return all;
}

// The words of a case, with its files where they lie.
std::vector<std::string> words(const nlohmann::json& item) {
  std::vector<std::string> all;
  for (const nlohmann::json& word : item.at("arguments")) {
    const std::string text = word.get<std::string>();
    all.push_back(text.ends_with(".npy") || text.ends_with(".png") ? golden(text) : text);
  }
  return all;
}

class Golden : public ::testing::TestWithParam<const char*> {};

TEST_P(Golden, agrees_with_pytorch_and_numpy) {
  const std::vector<nlohmann::json> all = cases(GetParam());
  ASSERT_GE(all.size(), 10U);
  const TemporaryFolder folder;
  const std::string out = folder.file("y.npy");
  for (const nlohmann::json& item : all) {
    SCOPED_TRACE(item.at("arguments").dump());
    std::vector<std::string> line = words(item);
    line.insert(line.end(), {"--out", out});
    const Outcome outcome = run(line);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.out + outcome.err, "");
    const Tensor got = read_npy(out);
    ASSERT_EQ(got.shape(), item.at("shape").get<Shape>());
    const std::vector<float> wanted = item.at("values").get<std::vector<float>>();
    ASSERT_EQ(got.values().size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      ASSERT_NEAR(got.values()[i], wanted[i], 2e-5F * std::max(1.0F, std::abs(wanted[i]))) << "element " << i;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Subcommands, Golden, ::testing::Values("flatten", "shift", "dense", "conv", "pool"),
                         [](const auto& item) { return std::string(item.param); });

void expect_near_or_null(const nlohmann::json& got, const nlohmann::json& wanted) {
  ASSERT_EQ(got.is_null(), wanted.is_null()) << got << " and " << wanted;
  if (wanted.is_null()) return;
  EXPECT_NEAR(got.get<double>(), wanted.get<double>(), 5e-5);
}

TEST(GoldenEquivariance, agrees_with_pytorch_and_numpy) {
  const std::vector<nlohmann::json> all = cases("equivariance");
  ASSERT_GE(all.size(), 10U);
  for (const nlohmann::json& item : all) {
    SCOPED_TRACE(item.at("arguments").dump());
    const Outcome outcome = run(words(item));
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 1);
    const nlohmann::json got = nlohmann::json::parse(outcome.out);
    EXPECT_EQ(got.size(), 3U);
    EXPECT_EQ(got.at("interior_elements"), item.at("answer").at("interior_elements"));
    expect_near_or_null(got.at("interior_max_abs"), item.at("answer").at("interior_max_abs"));
    expect_near_or_null(got.at("border_max_abs"), item.at("answer").at("border_max_abs"));
  }
}

}  // namespace
}  // namespace flatscope::testing
