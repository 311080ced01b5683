#include "app/scene/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "app/scene/assets.h"
#include "app/scene/convolve_exports.h"
#include "core/file.h"
#include "core/npy.h"
#include "core/npz.h"
#include "support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto* const from = reinterpret_cast<const std::byte*>(text.data());
  return {from, from + text.size()};
}

ExportItem text_item(const std::string& ending, const std::string& text) {
  return {
      ending, ending, "", ending, static_cast<std::int64_t>(text.size()), false, "", [text] { return bytes_of(text); }};
}

class Exports : public testing::Test {
 protected:
  const fs::path& folder() const { return temporary_.path(); }
  ExportPlan plan(std::vector<ExportItem> items) const { return {folder(), "cat", std::move(items)}; }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder())) found.push_back(utf8(entry.path().filename()));
    std::sort(found.begin(), found.end());
    return found;
  }
  std::string failure(const ExportPlan& wanted, bool replace = false) const {
    try {
      write_exports(wanted, replace);
    } catch (const std::exception& error) {
      return error.what();
    }
    return {};
  }
  test::TemporaryFolder temporary_;
};

TEST_F(Exports, AreWrittenUnderTheirNames) {
  write_exports(plan({text_item("-a.txt", "one"), text_item(".py", "two")}), false);
  EXPECT_THAT(names(), ElementsAre("cat-a.txt", "cat.py"));
  EXPECT_EQ(test::read_text(folder() / "cat-a.txt"), "one");
}

TEST_F(Exports, NeverReplaceUnasked) {
  test::write_text(folder() / "cat.py", "mine");
  const ExportPlan wanted = plan({text_item("-a.txt", "one"), text_item(".py", "two")});
  EXPECT_THAT(already_there(wanted), ElementsAre(folder() / "cat.py"));
  EXPECT_THAT(failure(wanted), HasSubstr("is there already; nothing was written"));
  EXPECT_EQ(test::read_text(folder() / "cat.py"), "mine");
  EXPECT_THAT(names(), ElementsAre("cat.py"));  // the first file was taken away again
  EXPECT_EQ(failure(wanted, true), "");
  EXPECT_EQ(test::read_text(folder() / "cat.py"), "two");
}

TEST_F(Exports, AFreeNameIsFreeForAll) {
  EXPECT_EQ(free_base(plan({text_item(".py", "")})), "cat");
  test::write_text(folder() / "cat.py", "");
  test::write_text(folder() / "cat-2-a.txt", "");
  fs::create_symlink("nowhere", folder() / "cat-3.py");  // a link that leads nowhere is there all the same
  EXPECT_EQ(free_base(plan({text_item("-a.txt", ""), text_item(".py", "")})), "cat-4");
}

TEST_F(Exports, AllOrNothing) {
  ExportItem bad = text_item("-b.txt", "");
  bad.make = []() -> std::vector<std::byte> { throw std::length_error("It is too long."); };
  EXPECT_EQ(failure(plan({text_item("-a.txt", "one"), bad})), "It is too long.");
  EXPECT_TRUE(names().empty());
  bad.make = []() -> std::vector<std::byte> { throw std::bad_alloc(); };
  EXPECT_EQ(failure(plan({bad})), "cat-b.txt needs more memory than there is.");
  ExportPlan full = plan({text_item("full", "one")});
  full.folder = "/dev";
  full.base = "";
  if (fs::exists("/dev/full")) {
    EXPECT_THAT(failure(full, true), HasSubstr("the disk is full"));
  }
}

TEST_F(Exports, WhatStandsInTheWayIsASentence) {
  const ExportItem item = text_item(".py", "");
  EXPECT_EQ(problem_of(plan({item})), "");
  EXPECT_THAT(problem_of(plan({})), HasSubstr("Choose something"));
  EXPECT_THAT(problem_of({folder(), " .", {item}}), HasSubstr("Type a name"));
  EXPECT_THAT(problem_of({folder(), "a/b", {item}}), HasSubstr("has a slash in it"));
  EXPECT_THAT(problem_of({"", "a", {item}}), HasSubstr("Type a folder"));
  EXPECT_THAT(problem_of({folder() / "no", "a", {item}}), HasSubstr("There is no folder"));
  test::write_text(folder() / "file", "");
  EXPECT_THAT(problem_of({folder() / "file", "a", {item}}), HasSubstr("is a file, not a folder"));
  fs::create_directory(folder() / "cat.py");
  EXPECT_THAT(problem_of(plan({item})), HasSubstr("cat.py is a folder"));
}

TEST_F(Exports, SizesInWords) {
  EXPECT_EQ(size_in_words(1), "1 byte");
  EXPECT_EQ(size_in_words(999), "999 bytes");
  EXPECT_EQ(size_in_words(1536), "1.5 kB");
  EXPECT_EQ(size_in_words(999'999), "1.0 MB");
  EXPECT_EQ(size_in_words(100'000'843), "100.0 MB");
  EXPECT_EQ(size_in_words(5'000'000'000), "5.0 GB");
}

// --- what the Convolve stage has to give ---

const ExportItem& item(const std::vector<ExportItem>& items, const std::string& id) {
  for (const ExportItem& one : items)
    if (one.id == id) return one;
  throw std::runtime_error("there is no " + id);
}

ConvolveResult result_of(const Scene& scene) { return compute(convolve_inputs(scene), {}); }

TEST_F(Exports, OfTheConvolveStageAreItsTensors) {
  Scene scene = first_scene();
  scene.convolve.colour = true;
  scene.convolve.layers[0].use_bias = true;
  scene.convolve.layers[0].bias = {0.5F, 0.0F, -1.0F};
  scene.convolve.layers[0].pooling = Pooling::max;
  const ConvolveResult result = result_of(scene);
  const LayerAnswer& answer = *result.layers[0];
  const std::vector<ExportItem> items = convolve_exports(result, scene);
  EXPECT_EQ(decode_npy(item(items, "maps").make()), *answer.output);
  EXPECT_EQ(decode_npy(item(items, "kernels").make()), answer.weight);
  EXPECT_EQ(decode_npy(item(items, "bias").make()), Tensor({3}, {0.5F, 0.0F, -1.0F}));
  EXPECT_EQ(decode_npy(item(items, "input").make()), *answer.input);
  const ConvMatrix matrix(answer.input->height(), answer.input->width(), answer.weight, options_of(answer.layer));
  EXPECT_EQ(item(items, "matrix").make(), encode_npz(matrix.coo(1'000'000), matrix.rows(), matrix.columns()));
  EXPECT_THAT(item(items, "code").ending, HasSubstr(".py"));
  for (const ExportItem& one : items) {
    EXPECT_EQ(one.refusal, "") << one.id;
    const auto made = static_cast<std::int64_t>(one.make().size());
    if (one.about) {
      EXPECT_NEAR(static_cast<double>(one.size), static_cast<double>(made), 0.25 * static_cast<double>(made)) << one.id;
    } else {
      EXPECT_EQ(one.size, made) << one.id;
    }
  }
  EXPECT_EQ(export_base(scene), "chelsea-layer1");
}

TEST_F(Exports, TheTableHasALineForEachEntry) {
  EXPECT_EQ(csv_text({{0, 0, 2}, {1, 3, 0}, {1.5F, -2.0F, 0.1F}}), "row,column,value\n0,1,1.5\n0,3,-2\n2,0,0.1\n");
}

TEST_F(Exports, WhatCannotBeHadSaysWhy) {
  Scene scene = first_scene();
  EXPECT_THAT(item(convolve_exports(result_of(scene), scene), "bias").refusal, HasSubstr("no bias"));
  scene.convolve.working_size = 451;
  scene.convolve.colour = true;
  scene.convolve.layers[0].weight = make_weights(Tensor({4, 3, 5, 5}));
  clamp(scene);
  const std::vector<ExportItem> items = convolve_exports(result_of(scene), scene);
  for (const char* id : {"matrix", "csv"}) {
    EXPECT_THAT(item(items, id).refusal, HasSubstr("non-zeros; at most 5,000,000 are exported")) << id;
    EXPECT_THROW(item(items, id).make(), std::length_error);
  }
  EXPECT_EQ(item(items, "maps").refusal, "");
  scene.convolve.layers[0].padding = 0;
  scene.convolve.layers[0].dilation = 8;
  scene.convolve.working_size = 8;
  clamp(scene);
  const ConvolveResult none = result_of(scene);
  EXPECT_TRUE(none.problem);
  EXPECT_TRUE(convolve_exports(none, scene).empty());
  EXPECT_EQ(code_of_layer(none, scene), "");
  EXPECT_EQ(code_of_stack(none), "");
}

}  // namespace
}  // namespace flatscope
