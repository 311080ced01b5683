#include "app/files/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#ifdef __unix__
#ifdef __unix__
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#endif
#endif

#include <algorithm>
#include <cmath>
#include <csignal>
#include <sstream>
#include <stdexcept>

#include "app/engine/stage_table.h"
#include "app/files/assets.h"
#include "app/files/evidence.h"
#include "app/files/scene_file.h"
#include "app/stages/convolve/model/exports.h"
#include "app/stages/flatten/model/exports.h"
#include "app/stages/parameters/model/exports.h"
#include "app/stages/shift/model/exports.h"
#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/files/npz.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto* const from = reinterpret_cast<const std::byte*>(text.data());
  return {from, from + text.size()};
}

std::string words_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
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

// --- folders ---

ExportItem folder_item(std::vector<ExportItem> files) {
  ExportItem item{"evidence", "Evidence", "", "-evidence", 0, false, "", {}};
  item.files = std::move(files);
  item.files.push_back(text_item("README.txt", "Files\n  a.txt  A\n  b.txt  B\n  README.txt  this\n"));
  return item;
}

TEST_F(Exports, AFolderAppearsWhole) {
  const ExportPlan wanted = plan({folder_item({text_item("a.txt", "one"), text_item("b.txt", "two")})});
  EXPECT_EQ(problem_of(wanted), "");
  write_exports(wanted, false);
  EXPECT_THAT(names(), ElementsAre("cat-evidence"));
  EXPECT_EQ(test::read_text(folder() / "cat-evidence" / "a.txt"), "one");
  EXPECT_EQ(test::read_text(folder() / "cat-evidence" / "b.txt"), "two");
}

// What a worker can't make is asked for, one after another, wherever it stands in the plan.
TEST_F(Exports, WhatIsAskedForIsWrittenLikeTheRest) {
  std::vector<std::string> asked;
  std::vector<FileAnswer> waiting;
  const auto asked_item = [&](const std::string& ending) {
    ExportItem item{ending, ending, "", ending, 0, false, "", {}};
    item.ask = [&, ending](FileAnswer answer) {
      asked.push_back(ending);
      waiting.push_back(std::move(answer));
    };
    return item;
  };
  const auto wanted = std::make_shared<ExportPlan>(plan(
      {asked_item(".png"), text_item(".txt", "one"), folder_item({asked_item("in.svg"), text_item("a.txt", "two")})}));
  std::vector<std::string> said;
  gather_asked(wanted, [&](const std::string& problem) { said.push_back(problem); });
  EXPECT_THAT(asked, testing::ElementsAre(".png"));
  waiting.at(0)(bytes_of("a picture"), {});
  EXPECT_THAT(asked, testing::ElementsAre(".png", "in.svg"));
  EXPECT_TRUE(said.empty());
  waiting.at(1)(bytes_of("another"), {});
  EXPECT_THAT(said, testing::ElementsAre(""));
  write_exports(*wanted, false);
  EXPECT_EQ(words_of(read_file(folder() / "cat.png")), "a picture");
  EXPECT_EQ(words_of(read_file(folder() / "cat-evidence/in.svg")), "another");
  EXPECT_EQ(words_of(read_file(folder() / "cat.txt")), "one");
}

TEST_F(Exports, OneThatCannotBeHadEndsTheAsking) {
  int asked = 0;
  ExportItem bad{"bad", "bad", "", ".png", 0, false, "", {}};
  bad.ask = [&](const FileAnswer& answer) {
    ++asked;
    answer({}, "No paint is left.");
  };
  const auto wanted = std::make_shared<ExportPlan>(plan({bad, bad}));
  std::string said;
  gather_asked(wanted, [&](const std::string& problem) { said = problem; });
  EXPECT_EQ(said, "No paint is left.");
  EXPECT_EQ(asked, 1);
}

TEST_F(Exports, AFolderIsNeverReplacedUnaskedNorWithAStrangersFiles) {
  write_exports(plan({folder_item({text_item("a.txt", "one"), text_item("b.txt", "")})}), false);
  const ExportPlan next = plan({folder_item({text_item("a.txt", "new")})});
  EXPECT_THAT(already_there(next), ElementsAre(folder() / "cat-evidence"));
  EXPECT_THAT(failure(next), HasSubstr("is there already; nothing was written"));
  EXPECT_EQ(test::read_text(folder() / "cat-evidence" / "a.txt"), "one");
  EXPECT_EQ(free_base(next), "cat-2");
  EXPECT_EQ(failure(next, true), "");
  EXPECT_EQ(test::read_text(folder() / "cat-evidence" / "a.txt"), "new");
  EXPECT_FALSE(fs::exists(folder() / "cat-evidence" / "b.txt"));
  test::write_text(folder() / "cat-evidence" / "mine.txt", "precious");
  EXPECT_THAT(failure(next, true), HasSubstr("holds files that are not Flatscope's"));
  EXPECT_EQ(test::read_text(folder() / "cat-evidence" / "mine.txt"), "precious");
  EXPECT_THAT(names(), ElementsAre("cat-evidence"));
}

TEST_F(Exports, AFolderThatFailsLeavesNothing) {
  ExportItem bad = text_item("b.txt", "");
  bad.make = []() -> std::vector<std::byte> { throw std::length_error("It is too long."); };
  EXPECT_EQ(failure(plan({folder_item({text_item("a.txt", "one"), bad})})), "It is too long.");
  EXPECT_TRUE(names().empty());
  bad.make = []() -> std::vector<std::byte> { throw std::bad_alloc(); };
  EXPECT_EQ(failure(plan({folder_item({bad})})), "b.txt needs more memory than there is.");
  EXPECT_TRUE(names().empty());
  // A file that comes before the folder goes away with it.
  EXPECT_NE(failure(plan({text_item(".py", "code"), folder_item({bad})})), "");
  EXPECT_TRUE(names().empty());
  test::write_text(folder() / "file", "");
  ExportPlan below = plan({folder_item({text_item("a.txt", "one")})});
  below.folder = folder() / "file";
  EXPECT_THAT(failure(below), HasSubstr("can't make the folder"));
  EXPECT_THAT(names(), ElementsAre("file"));
  test::write_text(folder() / "cat-evidence", "");
  EXPECT_THAT(problem_of(plan({folder_item({})})), HasSubstr("cat-evidence is a file"));
}

// A child of ours may not write files longer than this: what it meets is a full disk.
TEST_F(Exports, AFolderOnAFullDiskLeavesNothing) {
#ifdef __unix__
  const ExportPlan wanted =
      plan({folder_item({text_item("a.txt", "one"), text_item("b.txt", std::string(5000, 'x'))})});
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const rlimit most{1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &most);
    std::signal(SIGXFSZ, SIG_IGN);
    const std::string words = failure(wanted);
    const bool said = words.find("cat-evidence/b.txt") != std::string::npos && words.find(".1") == std::string::npos;
    ::_exit(said && names().empty() ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(names().empty());
#endif
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
  EXPECT_THAT(words_of(item(items, "counts").make()),
              HasSubstr("\ndense," + std::to_string(matrix.rows() * matrix.columns()) + ","));
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

// --- the other stages ---

std::int64_t lines_of(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

void expect_sizes(const std::vector<ExportItem>& items) {
  for (const ExportItem& one : items) {
    if (one.refusal.empty() && !one.about) {
      EXPECT_EQ(one.size, static_cast<std::int64_t>(one.make().size())) << one.id;
    }
  }
}

TEST_F(Exports, OfTheFlattenStage) {
  Scene scene = first_scene();
  scene.flatten.working_size = 6;
  scene.flatten.colour = true;
  scene.flatten.order = Order::hilbert;
  scene.flatten.layout = Layout::hwc;
  clamp(scene);
  Results results;
  EXPECT_TRUE(flatten_exports(results).empty());
  const FlattenInputs inputs = flatten_inputs(scene);
  results.flatten = {inputs, std::make_shared<const FlattenResult>(compute(inputs, {}))};
  const DistanceInputs between = distance_inputs(*results.flatten);
  results.distances = {between, std::make_shared<const DistanceTable>(compute(between))};
  const CorrelationInputs over = correlation_inputs(*results.flatten);
  results.correlation = {over, std::make_shared<const Correlation>(compute(over))};
  const std::vector<ExportItem> items = flatten_exports(results);
  expect_sizes(items);
  EXPECT_EQ(decode_npy(item(items, "vector").make()), *results.flatten->vector);
  // Each line of the index table names an element of the picture and its value.
  std::istringstream table(index_csv(*results.flatten));
  std::string line;
  std::getline(table, line);
  EXPECT_EQ(line, "channel,row,column,index,value");
  std::int64_t count = 0;
  for (; std::getline(table, line); ++count) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream cells(line);
    std::int64_t channel = 0, row = 0, column = 0, index = 0;
    float value = 0;
    cells >> channel >> row >> column >> index >> value;
    EXPECT_EQ(index, count);
    EXPECT_EQ(value, results.flatten->picture->at(channel, row, column)) << line;
    EXPECT_EQ(results.flatten->flattening->index({channel, row, column}), index);
  }
  EXPECT_EQ(count, results.flatten->vector->size());
  EXPECT_EQ(lines_of(distances_csv(*results.distances)), 6);
  EXPECT_THAT(distances_csv(*results.distances), HasSubstr("\nhilbert,"));
  EXPECT_EQ(lines_of(correlation_csv(*results.correlation)),
            1 + static_cast<std::int64_t>(results.correlation->size()));
  EXPECT_THAT(correlation_csv({1.0F, std::nanf("")}), testing::EndsWith("\n0,1\n1,nan\n"));
}

TEST_F(Exports, OfTheShiftStage) {
  Scene scene = first_scene();
  scene.shift.dx = 5;
  scene.shift.dy = -2;
  Results results;
  const ObjectInputs object = object_inputs(scene);
  const auto made = std::make_shared<const ObjectResult>(compute(object));
  const LayerInputs inputs = layer_inputs(scene, made);
  results.shift = {inputs, std::make_shared<const ShiftResult>(compute(inputs, {}))};
  const ShiftResult& result = *results.shift;
  const std::vector<ExportItem> items = shift_exports(results);
  expect_sizes(items);
  EXPECT_EQ(decode_npy(item(items, "before").make()), result.before->picture);
  EXPECT_EQ(decode_npy(item(items, "after").make()), result.after->picture);
  EXPECT_EQ(decode_npy(item(items, "dense_after").make()), result.after->dense);
  EXPECT_EQ(decode_npy(item(items, "maps_before").make()), result.before->maps);
  EXPECT_EQ(decode_npy(item(items, "maps_after").make()), result.after->maps);
  EXPECT_EQ(lines_of(dense_csv(result)), 25);
  const std::string numbers = shift_numbers_csv(inputs, result);
  EXPECT_THAT(numbers, HasSubstr("\ndx,5\ndy,-2\n"));
  EXPECT_THAT(numbers, HasSubstr("\nelements changed," + std::to_string(result.elements_changed) + "\n"));
  EXPECT_THAT(numbers, HasSubstr("inside: largest,0\n"));
  EXPECT_THAT(numbers, HasSubstr("\n\"sobel-x: peak after, row\","));
  EXPECT_THAT(numbers, HasSubstr("\nsobel-x: the same peak,yes\n"));
}

TEST_F(Exports, OfTheParametersStage) {
  Scene scene = first_scene();
  const std::vector<ExportItem> items = parameters_exports(scene);
  expect_sizes(items);
  const std::string ledger = ledger_csv(scene.parameters);
  EXPECT_EQ(lines_of(ledger), 1 + 3 + 2);
  EXPECT_THAT(ledger, HasSubstr("12582912,64,12582976,"));
  EXPECT_THAT(ledger, HasSubstr("\n2,1,\"Conv2d(3, 64, 3, padding=1)\",3 x 256 x 256,64 x 256 x 256,1728,64,1792,"));
  EXPECT_THAT(ledger, HasSubstr("\n1,total,,3 x 256 x 256,64,12582912,64,12582976,"));
  // As many cells in every line; commas in quotes are no borders.
  std::istringstream lines(ledger);
  for (std::string line; std::getline(lines, line);) {
    bool quoted = false;
    int cells = 1;
    for (const char letter : line) {
      if (letter == '"') quoted = !quoted;
      if (letter == ',' && !quoted) ++cells;
    }
    EXPECT_EQ(cells, 22) << line;
  }
  EXPECT_THAT(words_of(item(items, "code2").make()), HasSubstr("nn.Conv2d(3, 64, 3, padding=1)"));
  const std::string series = cost_series_csv(scene.parameters);
  EXPECT_EQ(lines_of(series), 1 + 3 * 11);
  EXPECT_THAT(series, HasSubstr("\n256,parameters,12582976,"));
  scene.parameters.networks = {{{NetLayer{LayerKind::linear, 8}}}};
  EXPECT_THAT(ledger_csv(scene.parameters), HasSubstr("linear:8"));
  EXPECT_EQ(parameters_exports(scene).size(), 3U);
}

TEST_F(Exports, EvidenceSaysWhatIsWhat) {
  Scene scene = first_scene();
  scene.stage = Stage::parameters;
  const fs::path target = folder() / "cat-evidence";
  std::vector<ExportItem> numbers = parameters_exports(scene);
  ExportItem refused = text_item("-huge.npy", "");
  refused.label = "Huge";
  refused.refusal = "It has too many.";
  numbers.push_back(refused);
  ExportItem large = text_item("-large.npy", "");
  large.size = largest_evidence_file + 1;
  numbers.push_back(large);
  const ExportItem evidence =
      evidence_item(scene, {text_item("picture.png", "png")}, numbers, "Two networks", "9.8.7", target);
  write_exports(plan({evidence}), false);
  const std::string readme = test::read_text(target / "README.txt");
  EXPECT_THAT(readme, HasSubstr("Flatscope 9.8.7"));
  EXPECT_THAT(readme, HasSubstr("Huge: It has too many."));
  EXPECT_THAT(readme, HasSubstr("Input: 3 x 256 x 256"));
  EXPECT_THAT(readme, HasSubstr("Network 2: conv:64:3:padding=1"));
  int files = 0;
  for (const auto& entry : fs::directory_iterator(target)) {
    ++files;
    EXPECT_THAT(readme, HasSubstr("\n  " + utf8(entry.path().filename()) + "  "));
  }
  EXPECT_EQ(files, 7);  // picture, ledger, series, two networks' code, scene, README
  std::vector<std::string> complaints;
  const Scene again = load_scene(target / "scene.toml", complaints);
  EXPECT_TRUE(complaints.empty());
  EXPECT_EQ(again.parameters, scene.parameters);
  for (const Stage stage : all_stages()) {
    scene.stage = stage;
    EXPECT_GE(model_of(scene.stage).settings(scene).size(), 3U) << to_string(stage);
  }
}

TEST_F(Exports, OneOfAKindIsSaidInTheSingular) {
  Scene scene = first_scene();
  scene.stage = Stage::convolve;
  ConvLayer& layer = scene.convolve.layers.front();
  layer.weight = make_weights(Tensor({1, 1, 3, 3}));
  layer.bias = {0.0F};
  clamp(scene);
  std::string all;
  for (const std::string& line : model_of(scene.stage).settings(scene)) all += line + "\n";
  EXPECT_THAT(all, HasSubstr("Layer 1: 1 filter of 3 x 3"));
  scene.stage = Stage::shift;
  scene.shift.dx = 1;
  all.clear();
  for (const std::string& line : model_of(scene.stage).settings(scene)) all += line + "\n";
  EXPECT_THAT(all, HasSubstr("Moved by: 1 pixel to the right"));
  EXPECT_EQ(size_in_words(1), "1 byte");
  EXPECT_EQ(size_in_words(2), "2 bytes");
}

TEST_F(Exports, EvidenceHoldsThePersonsOwnPicture) {
  const fs::path own = folder() / "picture.png", other = folder() / "other.png";
  const Image& coffee = *bundled_image("coffee.png");
  const std::vector<std::byte> file =
      encode_png(std::get<std::vector<std::uint8_t>>(coffee.samples), coffee.width, coffee.height, coffee.channels);
  write_file(own, std::span<const std::byte>(file));
  write_file(other, std::span<const std::byte>(file));
  Scene scene = first_scene();
  scene.pictures.push_back(open_picture(other));
  scene.pictures.push_back(open_picture(own));
  scene.picture = static_cast<int>(scene.pictures.size()) - 1;
  const fs::path target = folder() / "cat-evidence";
  write_exports(plan({evidence_item(scene, {text_item("picture.png", "png")}, {}, "It", "9.8.7", target)}), false);
  // Its name was taken by the window's picture.
  EXPECT_EQ(read_file(target / "own-picture.png"), file);
  const std::string readme = test::read_text(target / "README.txt");
  EXPECT_THAT(readme, HasSubstr("\n  own-picture.png  A copy of your picture"));
  EXPECT_THAT(readme, HasSubstr("Other opened pictures: other.png"));
  fs::rename(target, folder() / "moved");
  fs::remove(own);
  std::vector<std::string> complaints;
  const Scene again = load_scene(folder() / "moved" / "scene.toml", complaints);
  EXPECT_THAT(complaints, testing::IsEmpty());
  EXPECT_EQ(current_picture(again).path, folder() / "moved" / "own-picture.png");
  EXPECT_EQ(current_picture(again).image->width, coffee.width);
}

TEST_F(Exports, OfTheShiftStageAreNamedForWhatMoves) {
  Scene scene = first_scene();
  EXPECT_EQ(shift_base(scene), "horse");
  EXPECT_EQ(shift_heading(scene), "The horse");
  scene.shift.object = ObjectKind::digit;
  scene.shift.digit = 3;
  EXPECT_EQ(shift_base(scene), "digit-" + std::to_string(bundled_digits().labels[3]));
  scene.shift.object = ObjectKind::cutout;
  scene.shift.background = Background::picture;
  EXPECT_EQ(shift_base(scene), "chelsea-cutout");
  EXPECT_EQ(shift_heading(scene), "A cut-out of chelsea.png on chelsea.png");
  scene.shift.object = ObjectKind::picture;
  EXPECT_EQ(shift_base(scene), "chelsea");
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
    EXPECT_THAT(item(items, id).refusal,
                HasSubstr("entries of the matrix a weight stands; at most 5,000,000 are exported"))
        << id;
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
  EXPECT_EQ(code_of_stack(none, Scene{}), "");
}

}  // namespace
}  // namespace flatscope
