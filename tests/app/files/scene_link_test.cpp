// Scenes as links: what goes in comes out, what is one's own stays here, and no link does harm.
#include "app/files/scene_link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <ctime>

#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "app/files/toml_text.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"
#include "core/files/file.h"
#include "core/files/zlib_text.h"
#include "core/layers/kernels.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

Scene back(const Scene& scene) {
  std::vector<std::string> complaints;
  Scene read = read_scene_link(link_address("", scene_link_text(scene)), complaints);
  EXPECT_TRUE(complaints.empty()) << complaints.front();
  return read;
}

// Weights and drawings by value; bundled pictures are shared.
void expect_same(const Scene& read, const Scene& written) {
  EXPECT_EQ(scene_to_toml(read, {}), scene_to_toml(written, {}));
  ASSERT_EQ(read.pictures.size(), written.pictures.size());
  for (std::size_t i = 0; i < read.pictures.size(); ++i) EXPECT_EQ(read.pictures[i], written.pictures[i]);
}

// Of any TOML.
std::string link_of(const std::string& toml) {
  std::string text = base64(zlib_packed(toml));
  while (text.ends_with('=')) text.pop_back();
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return "#scene=1" + text;
}

std::string error_of(const std::string& link) {
  std::vector<std::string> complaints;
  try {
    read_scene_link(link, complaints);
  } catch (const SceneError& error) {
    return error.what();
  }
  return {};
}

Scene default_scene(Stage stage) {
  Scene scene = first_scene();
  scene.stage = stage;
  clamp(scene);
  return scene;
}

TEST(SceneLinks, StagesAsTheyBeginAreShort) {
  for (const Stage stage : all_stages()) {
    const Scene scene = default_scene(stage);
    expect_same(back(scene), scene);
    EXPECT_LE(scene_link_text(scene).size(), 37U) << to_string(stage);
    EXPECT_TRUE(left_out_of_link(scene).empty());
  }
}

TEST(SceneLinks, AnythingThatASceneCanBeComesBack) {
  Generator generator{81};
  for (int i = 0; i < 100; ++i) {
    const Scene scene = test::random_scene(
        generator, {bundled_picture("coins.png"), bundled_picture("horse.png"), bundled_picture("rocket.jpg")});
    expect_same(back(scene), scene);
  }
}

TEST(SceneLinks, EveryBundledPictureAndEveryStepOfEveryLesson) {
  for (const BundledImage& one : bundled_images()) {
    Scene scene = default_scene(Stage::shift);
    scene.pictures = {bundled_picture(one.name)};
    clamp(scene);
    expect_same(back(scene), scene);
  }
  int steps = 0;
  for (const fs::directory_entry& file : fs::directory_iterator(resources() / "assets" / "lessons")) {
    if (file.path().extension() != ".toml") continue;
    const LessonReading reading = read_lesson_file(file.path());
    ASSERT_TRUE(reading.lesson) << file.path();
    for (const Step& step : reading.lesson->steps) {
      std::vector<std::string> complaints;
      const Scene read = read_scene_link("#scene=" + scene_link_text(step.scene), complaints);
      EXPECT_TRUE(complaints.empty());
      EXPECT_EQ(scene_link_text(read), scene_link_text(step.scene));
      EXPECT_EQ(read.stage, step.scene.stage);
      EXPECT_LE(scene_link_text(step.scene).size(), 360U) << "a code for it is coarse";
      ++steps;
    }
  }
  EXPECT_GE(steps, 70);
}

TEST(SceneLinks, KernelsThatWereTypedAreInIt) {
  Scene scene = default_scene(Stage::convolve);
  Tensor weight = *scene.convolve.layers[0].weight;
  Generator generator{82};
  for (float& value : weight.values()) value = (uniform01(generator) - 0.5F) * 1e-3F;
  scene.convolve.layers[0].weight = make_weights(weight);
  scene.convolve.layers[0].stride = 2;
  clamp(scene);
  const Scene read = back(scene);
  expect_same(read, scene);
  EXPECT_EQ(*read.convolve.layers[0].weight, *scene.convolve.layers[0].weight) << "to the last bit";
  // A kernel as it is typed is short.
  for (float& value : weight.values()) value = std::round((uniform01(generator) - 0.5F) * 20.0F) / 10.0F;
  scene.convolve.layers[0].weight = make_weights(weight);
  EXPECT_LE(scene_link_text(scene).size(), 300U);
}

TEST(SceneLinks, TooManyNumbersAreRefusedInASentence) {
  Scene scene = default_scene(Stage::convolve);
  Generator generator{83};
  scene.convolve.layers.resize(1);
  Tensor weight({most_filters, most_filters, longest_kernel_side, longest_kernel_side});
  for (float& value : weight.values()) value = uniform01(generator);
  scene.convolve.layers[0].weight = make_weights(weight);
  scene.convolve.layers[0].bias.assign(most_filters, 0.0F);
  const ConvLayer layer = scene.convolve.layers[0];
  while (scene.convolve.layers.size() < 4) scene.convolve.layers.push_back(layer);
  try {
    scene_link_text(scene);
    FAIL() << "all of it went in";
  } catch (const SceneError& error) {
    EXPECT_THAT(error.what(), HasSubstr("too many numbers"));
  }
}

TEST(SceneLinks, AreFoundInWhateverTheyAreHandedOnIn) {
  Scene scene = default_scene(Stage::shift);
  scene.shift.dx = 5;
  const std::string text = scene_link_text(scene);
  for (const std::string& link :
       {"https://host/flatscope.html?x=1#scene=" + text, "file:///C:/a%20b/flatscope.html#scene=" + text,
        "#scene=" + text, "scene=" + text, "  flatscope.html#scene=" + text + "\r\n",
        "#scene=" + text.substr(0, 9) + "\n  " + text.substr(9), "#scene=" + text + "&stage=train",
        "#scene=" + text + "=="}) {
    EXPECT_TRUE(is_scene_link(link)) << link;
    std::vector<std::string> complaints;
    EXPECT_EQ(read_scene_link(link, complaints), scene) << link;
  }
  for (const char* other : {"", " ", "horse.png", "https://host/flatscope.html", "#lesson=first", "-1 0 1; 2 3 4",
                            "my #scene=1abc", "seascene=1", "a picture#scenery=1"})
    EXPECT_FALSE(is_scene_link(other)) << other;
}

TEST(SceneLinks, TheAddressBeginsWithThePage) {
  EXPECT_EQ(link_address("https://school.example/flatscope.html", "1ab"),
            "https://school.example/flatscope.html#scene=1ab");
  EXPECT_EQ(link_address("https://school.example/flatscope.html#lesson=first", "1ab"),
            "https://school.example/flatscope.html#scene=1ab");
  EXPECT_EQ(link_address("", "1ab"), "flatscope.html#scene=1ab");
}

TEST(SceneLinks, SayWhatIsWrongWithThem) {
  const std::string whole = "#scene=" + scene_link_text(default_scene(Stage::train));
  EXPECT_THAT(error_of("horse.png"), HasSubstr("no link to a scene"));
  EXPECT_THAT(error_of("#scene="), HasSubstr("ends before its scene"));
  EXPECT_THAT(error_of("#scene=2abc"), HasSubstr("newer version"));
  EXPECT_THAT(error_of("#scene=abc"), HasSubstr("damaged"));
  EXPECT_THAT(error_of("#scene=1a*c"), HasSubstr("a letter is missing, or stands there that no link has"));
  EXPECT_THAT(error_of(whole.substr(0, whole.size() - 4)), HasSubstr("they end too early"));
  EXPECT_THAT(error_of(link_of("stage = ")), StartsWith("The scene of the link can’t be read. Line 1: "));
  EXPECT_THAT(error_of(link_of("stage = \"attic\"")), HasSubstr("must be one of"));
  EXPECT_THAT(error_of(link_of(std::string(5'000'000, '\n'))), HasSubstr("unpack to more than 1000000 bytes"));
  EXPECT_THAT(error_of("#scene=1" + std::string(2'000'000, 'a')), HasSubstr("too long"));
  EXPECT_THAT(error_of(link_of("a=" + std::string(100'000, '['))), HasSubstr("deep in one another"));
  EXPECT_THAT(error_of(link_of("a=" + std::string(30, '{'))), HasSubstr("deep in one another"));
}

// --- what is one's own ---

class OwnFiles : public testing::Test {
 protected:
  OwnFiles() {
    Generator generator{84};
    const auto image = test::noise_image(generator, 12, 9, 3);
    write_file(path("wall.png"), encode_png(std::get<std::vector<std::uint8_t>>(image->samples), 12, 9, 3));
  }
  fs::path path(const std::string& name) const { return temporary_.path() / name; }
  test::TemporaryFolder temporary_;
  std::vector<std::string> complaints_;
};

TEST_F(OwnFiles, PicturesStayHereAndItSaysSo) {
  Scene scene = default_scene(Stage::flatten);
  scene.pictures = {open_picture(path("wall.png")), bundled_picture("coins.png")};
  clamp(scene);
  EXPECT_THAT(left_out_of_link(scene),
              ElementsAre("Your own picture wall.png is not in the link; whoever opens it sees coins.png."));
  const Scene read = back(scene);
  ASSERT_EQ(read.pictures.size(), 1U);
  EXPECT_EQ(read.pictures[0].bundled, "coins.png");

  scene.picture = 1;
  EXPECT_THAT(left_out_of_link(scene), ElementsAre("Your own picture wall.png is not in the link."));
  EXPECT_EQ(current_picture(back(scene)).bundled, "coins.png");

  // A bundled one that was opened by its file is nobody's own.
  scene.pictures[1] = open_picture(fs::absolute(resources() / "assets" / "images" / "coins.png").lexically_normal());
  ASSERT_TRUE(scene.pictures[1].bundled.empty());
  EXPECT_THAT(left_out_of_link(scene), ElementsAre("Your own picture wall.png is not in the link."));
  EXPECT_EQ(current_picture(back(scene)).bundled, "coins.png");

  scene.pictures = {scene.pictures[0], scene.pictures[0]};
  scene.pictures[1].path = path("b.png");
  EXPECT_THAT(
      left_out_of_link(scene),
      ElementsAre("Your own pictures wall.png and b.png are not in the link; whoever opens it sees chelsea.png."));
  EXPECT_EQ(current_picture(back(scene)).bundled, "chelsea.png");
}

TEST_F(OwnFiles, DataAndWeightsStayHereAndItSaysSo) {
  Scene scene = default_scene(Stage::train);
  scene.train.data.kind = DataKind::files;
  scene.train.data.folder = path("leaves");
  scene.train.data.class_names = path("names.txt");
  auto weights = std::make_shared<TrainedNetwork>();
  weights->file = path("mine.safetensors");
  scene.train.start[1] = weights;
  auto pair = std::make_shared<TrainedPair>();
  pair->file = path("pair.safetensors");
  scene.shift.pair = pair;
  scene.shift.trained = true;
  EXPECT_THAT(left_out_of_link(scene),
              ElementsAre("The trained networks of Shift are not in the link; there its random dense layer answers.",
                          "Your data in leaves is not in the link; whoever opens it chooses data for Train.",
                          "The weights of Train’s right network are not in the link; there it begins with new ones."));
  const Scene read = back(scene);
  EXPECT_EQ(read.train.data.kind, DataKind::files);
  EXPECT_TRUE(read.train.data.folder.empty());
  EXPECT_TRUE(read.train.data.class_names.empty());
  EXPECT_EQ(read.train.start[1], nullptr);
  EXPECT_EQ(read.shift.pair, nullptr);
}

// Whoever sends a link has no business on the disk of whoever opens it: every key that names a file.
TEST_F(OwnFiles, ALinkOpensNone) {
  const std::string file = toml_string(utf8(path("wall.png")));
  const auto opened = [&](const std::string& toml) {
    complaints_.clear();
    const Scene scene = read_scene_link(link_of(toml), complaints_);
    EXPECT_EQ(complaints_.size(), 1U) << toml;
    if (complaints_.empty()) return scene;
    EXPECT_THAT(complaints_.front(), HasSubstr("A link opens no files")) << toml;
    EXPECT_EQ(scene_to_toml(scene, {}).find("wall"), std::string::npos) << toml;
    return scene;
  };
  EXPECT_EQ(current_picture(opened("pictures=[{path=" + file + "}]")).bundled, "chelsea.png");
  const std::string bytes = utf8(path("wall.png"));
  opened("pictures=[{path_base64=\"" + base64(std::vector<std::uint8_t>(bytes.begin(), bytes.end())) + "\"}]");
  for (const char* key : {"folder", "class_names", "left_start", "right_start", "left_weights", "right_weights"})
    opened("train={data=\"files\"," + std::string(key) + "=" + file + "}");
  opened("shift={pair_data=" + file + ",pair_left=" + file + "}");
  complaints_.clear();
  read_scene_link(link_of("pictures=[{bundled=\"../lessons/02-flattening.toml\"}]"), complaints_);
  ASSERT_EQ(complaints_.size(), 1U);
  EXPECT_THAT(complaints_[0], HasSubstr("There is no bundled picture named"));
}

// --- hostile ones ---

TEST(HostileLinks, NeitherEndTheProgramNorTakeLong) {
  Generator generator{85};
  const std::vector<Picture> pictures = {bundled_picture("coins.png")};
  const auto begun = std::chrono::steady_clock::now();
  int read = 0;
  const auto open = [&](const std::string& link) {
    std::vector<std::string> complaints;
    try {
      read_scene_link(link, complaints);
      ++read;
    } catch (const SceneError& error) {
      const std::string what = error.what();
      EXPECT_FALSE(what.empty());
    }
  };
  for (int i = 0; i < 300; ++i) {
    const Scene scene = test::random_scene(generator, pictures);
    // The letters are damaged,
    std::string link = "#scene=" + scene_link_text(scene);
    for (int k = test::between(generator, 1, 4); k > 0; --k)
      link[static_cast<std::size_t>(test::below(generator, static_cast<int>(link.size())))] =
          static_cast<char>(test::between(generator, 32, 126));
    open(link);
    // or the text within, which is then packed without a fault.
    std::string toml = scene_to_toml(scene, {});
    for (int k = test::between(generator, 1, 12); k > 0; --k) {
      const auto at = static_cast<std::size_t>(test::below(generator, static_cast<int>(toml.size())));
      switch (test::below(generator, 4)) {
        case 0:
          toml[at] = static_cast<char>(test::between(generator, 0, 255));
          break;
        case 1:
          toml.erase(at, static_cast<std::size_t>(test::between(generator, 1, 20)));
          break;
        case 2:
          toml.insert(at, "99999999999999");
          break;
        default:
          toml.insert(at, toml.substr(at / 2, 30));
      }
    }
    open(link_of(toml));
  }
  EXPECT_GT(read, 5);
  // Unoptimised, on a busy machine, it took 3.
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(30));
}

TEST(HostileLinks, AMegabyteOfAnythingIsReadInTime) {
  const auto repeated = [](std::string_view part, const std::string& before = {}, const std::string& behind = {}) {
    std::string text = before;
    while (text.size() + part.size() + behind.size() < longest_link_scene) text += part;
    return text + behind;
  };
  for (const std::string& toml : {repeated("a.b.c=1\n"), repeated("[[convolve.layers]]\n"), repeated("1,", "a=[", "]"),
                                  repeated("[],", "a=[", "]"), repeated("{bundled=\"cat\"},", "pictures=[", "]"),
                                  repeated("{bundled=\"coins.png\"},", "pictures=[", "]"),
                                  repeated("[\"flatten\",\"linear:10\"],", "parameters={networks=[", "]}"),
                                  repeated("\"conv:64:3\",", "train={left=[", "]}"), repeated("\"\"\"\"\"\" "),
                                  repeated("'"), repeated("\"sobel-x\",", "shift={filters=[", "]}")}) {
    // The processor's time, which a busy machine makes little longer.
    const std::clock_t begun = std::clock();
    error_of(link_of(toml));
    EXPECT_LT(static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC, 5.0) << toml.substr(0, 30);
  }
}

}  // namespace
}  // namespace flatscope
