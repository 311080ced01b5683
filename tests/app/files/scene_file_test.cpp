#include "app/files/scene_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "app/files/assets.h"
#include "core/files/file.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// Equal but for pixels, which are compared by value.
void expect_same(const Scene& read, const Scene& written) {
  ASSERT_EQ(read.pictures.size(), written.pictures.size());
  for (std::size_t i = 0; i < read.pictures.size(); ++i) {
    EXPECT_EQ(read.pictures[i].bundled, written.pictures[i].bundled);
    EXPECT_EQ(read.pictures[i].path, written.pictures[i].path);
    EXPECT_EQ(read.pictures[i].image->samples, written.pictures[i].image->samples);
  }
  ASSERT_EQ(read.shift.doodle == nullptr, written.shift.doodle == nullptr);
  if (read.shift.doodle) {
    EXPECT_EQ(*read.shift.doodle, *written.shift.doodle);
  }
  Scene copy = read;
  copy.pictures = written.pictures;
  copy.shift.doodle = written.shift.doodle;
  EXPECT_EQ(copy, written);
}

void write_png(const fs::path& path, Generator& generator) {
  const auto image = test::noise_image(generator, 12, 9, 3);
  write_file(path, encode_png(std::get<std::vector<std::uint8_t>>(image->samples), 12, 9, 3));
}

class SceneFiles : public testing::Test {
 protected:
  SceneFiles() {
    fs::create_directories(folder() / "photos");
    write_png(folder() / "photos" / "ä b.png", generator_);
    write_png(folder() / "one.png", generator_);
    pictures_ = {bundled_picture("coins.png"), open_picture(folder() / "photos" / "ä b.png"),
                 open_picture(folder() / "one.png")};
  }
  const fs::path& folder() const { return temporary_.path(); }
  Scene read(const std::string& text) { return scene_from_toml(text, folder(), complaints_); }
  // The sentence that reading `text` throws; empty if it throws none.
  std::string error_of(const std::string& text) {
    try {
      read(text);
    } catch (const SceneError& error) {
      return error.what();
    }
    return {};
  }

  test::TemporaryFolder temporary_;
  Generator generator_{51};
  std::vector<Picture> pictures_;
  std::vector<std::string> complaints_;
};

TEST_F(SceneFiles, RandomScenesComeBackAsTheyWere) {
  for (int i = 0; i < 200; ++i) {
    const Scene scene = test::random_scene(generator_, pictures_);
    expect_same(read(scene_to_toml(scene, folder())), scene);
  }
  EXPECT_TRUE(complaints_.empty());
}

TEST_F(SceneFiles, TextIsStable) {
  const Scene scene = test::random_scene(generator_, pictures_);
  const std::string text = scene_to_toml(scene, folder());
  EXPECT_EQ(scene_to_toml(read(text), folder()), text);
}

TEST_F(SceneFiles, SavingAndLoadingAFile) {
  const Scene scene = test::random_scene(generator_, pictures_);
  save_scene(scene, folder() / "lesson.toml");
  expect_same(load_scene(folder() / "lesson.toml", complaints_), scene);
}

TEST_F(SceneFiles, WhatLiesBesideHasTheNameWithoutTheEnding) {
  EXPECT_EQ(beside_scene(fs::path("a") / "lesson.toml"), fs::path("a") / "lesson-");
  EXPECT_EQ(beside_scene(fs::path("a") / "lesson.flatscope.toml"), fs::path("a") / "lesson-");
  EXPECT_EQ(beside_scene("two.parts.toml"), "two.parts-");
}

TEST_F(SceneFiles, AFolderCanBeMovedWhole) {
  const fs::path old_place = folder() / "old", new_place = folder() / "new" / "deeper";
  fs::create_directories(old_place / "sub");
  write_png(old_place / "sub" / "p.png", generator_);
  Scene scene;
  scene.pictures = {open_picture(old_place / "sub" / "p.png")};
  clamp(scene);
  save_scene(scene, old_place / "s.toml");
  EXPECT_THAT(test::read_text(old_place / "s.toml"), HasSubstr("path = \"sub/p.png\""));
  fs::create_directories(new_place.parent_path());
  fs::rename(old_place, new_place);
  const Scene moved = load_scene(new_place / "s.toml", complaints_);
  EXPECT_TRUE(complaints_.empty());
  EXPECT_EQ(moved.pictures[0].path, new_place / "sub" / "p.png");
}

TEST_F(SceneFiles, PathsAreRelativeWhereNear) {
  Scene scene;
  const auto path_in = [&](const fs::path& picture, const fs::path& from) {
    scene.pictures = {pictures_[1]};
    scene.pictures[0].path = picture;
    const std::string text = scene_to_toml(scene, from);
    const auto start = text.find("path = \"") + 8;
    return text.substr(start, text.find('"', start) - start);
  };
  EXPECT_EQ(path_in("/home/me/lessons/a.png", "/home/me/lessons"), "a.png");
  EXPECT_EQ(path_in("/home/me/pictures/a.png", "/home/me/lessons"), "../pictures/a.png");
  EXPECT_EQ(path_in("/media/stick/a.png", "/home/me/lessons"), "/media/stick/a.png");
  EXPECT_EQ(path_in("/home/a.png", "/home/1/2/3/4"), "/home/a.png");
  EXPECT_EQ(path_in("/home/me/a.png", ""), "/home/me/a.png");
  EXPECT_EQ(path_in("/home/me/a.png", "/"), "home/me/a.png");
#ifdef _WIN32
  EXPECT_EQ(path_in(L"C:\\Users\\me\\pictures\\a.png", L"C:\\Users\\me\\lessons"), "../pictures/a.png");
  EXPECT_EQ(path_in(L"D:\\a.png", L"C:\\Users\\me\\lessons"), "D:/a.png");
  EXPECT_EQ(path_in(L"\\\\server\\class\\pictures\\a.png", L"\\\\server\\class\\lessons"), "../pictures/a.png");
  EXPECT_EQ(path_in(L"\\\\server\\class\\a.png", L"C:\\Users\\me"), "//server/class/a.png");
#endif
}

TEST_F(SceneFiles, NamesWithQuotesAndControlCharactersSurvive) {
  for (const std::string name : {"say \"hi\".png", "back\\slash.png", "tab\there.png", "newline\nhere.png", "日本.png",
                                 "none\uFFFF.png", "control\u0085\x1B\x7F.png", "line\u2028.png"}) {
    write_png(folder() / name, generator_);
    Scene scene;
    scene.pictures = {open_picture(folder() / name)};
    clamp(scene);
    expect_same(read(scene_to_toml(scene, folder())), scene);
  }
}

TEST_F(SceneFiles, NamesThatAreNotUtf8Survive) {
  const fs::path path = folder() / std::string("caf\xE9.png");
  write_png(path, generator_);
  Scene scene;
  scene.pictures = {open_picture(path)};
  clamp(scene);
  expect_same(read(scene_to_toml(scene, folder())), scene);
}

TEST_F(SceneFiles, AnEmptyFileIsTheFirstScene) {
  EXPECT_EQ(read(""), first_scene());
  EXPECT_TRUE(complaints_.empty());
}

TEST_F(SceneFiles, UnknownKeysAreIgnored) {
  EXPECT_EQ(read("from_the_future = 3\n[convolve]\nkernel = [1, 2]\n[shift]\nglow = true\n"), first_scene());
}

TEST_F(SceneFiles, ValuesOutsideTheirRangeAreClamped) {
  const Scene scene = read(
      "picture = 99\n[flatten]\nworking_size = 9223372036854775807\nunroll = nan\n"
      "pinned = { channel = -5, row = 9223372036854775807, column = 0 }\n"
      "[shift]\nworking_size = -9223372036854775808\ndense_seed = -1\nstride = 1000\nfilters = []\n"
      "cutout = { left = 1e300, right = -inf }\n");
  EXPECT_EQ(scene.picture, 0);
  EXPECT_EQ(scene.flatten.working_size, 451);
  EXPECT_EQ(scene.flatten.unroll, 0.0F);
  EXPECT_EQ(scene.flatten.pinned, (Place{0, 299, 0}));
  EXPECT_EQ(scene.shift.working_size, 8);
  EXPECT_EQ(scene.shift.dense_seed, 0U);
  EXPECT_EQ(scene.shift.stride, 4);
  EXPECT_EQ(scene.shift.filters.size(), 1U);
}

TEST_F(SceneFiles, WholeNumbersDoForDecimals) { EXPECT_EQ(read("[flatten]\nunroll = 1\n").flatten.unroll, 1.0F); }

TEST_F(SceneFiles, APictureThatCannotBeReadIsLeftOut) {
  test::write_text(folder() / "broken.png", "no picture");
  const Scene scene = read(
      "picture = 3\n[[pictures]]\nbundled = \"coins.png\"\n[[pictures]]\npath = \"missing.png\"\n"
      "[[pictures]]\npath = \"broken.png\"\n[[pictures]]\npath = \"one.png\"\n[[pictures]]\n"
      "[[pictures]]\nbundled = \"../../secret.png\"\n");
  ASSERT_EQ(scene.pictures.size(), 2U);
  EXPECT_EQ(scene.picture, 1);  // still one.png
  EXPECT_EQ(name_of(current_picture(scene)), "one.png");
  ASSERT_EQ(complaints_.size(), 4U);
  EXPECT_THAT(complaints_[0], HasSubstr("missing.png"));
  EXPECT_THAT(complaints_[1], HasSubstr("broken.png"));
  EXPECT_THAT(complaints_[3], HasSubstr("secret.png"));
}

TEST_F(SceneFiles, WithoutAnyPictureTheCatTakesTheirPlace) {
  const Scene scene = read("[[pictures]]\npath = \"missing.png\"\n");
  ASSERT_EQ(scene.pictures.size(), 1U);
  EXPECT_EQ(scene.pictures[0].bundled, "chelsea.png");
  EXPECT_EQ(complaints_.size(), 1U);
}

TEST_F(SceneFiles, AFileNamedTwiceIsDecodedOnce) {
  const Scene scene = read("[[pictures]]\npath = \"one.png\"\n[[pictures]]\npath = \"photos/../one.png\"\n");
  ASSERT_EQ(scene.pictures.size(), 2U);
  EXPECT_EQ(scene.pictures[0].image, scene.pictures[1].image);
}

TEST_F(SceneFiles, MistakesAreNamedWithTheirLine) {
  struct Case {
    const char *text, *line, *about;
  };
  const Case cases[] = {
      {"stage = \"flatten\"\nstage = ", "Line 2", "TOML"},
      {"stage = 3", "Line 1", "`stage` is a whole number"},
      {"stage = \"cook\"", "Line 1", "\"flatten\", \"shift\""},
      {"\npicture = \"first\"", "Line 2", "`picture` is a text, but must be a whole number"},
      {"pictures = 3", "Line 1", "`pictures` is a whole number, but must be a list"},
      {"pictures = [1]", "Line 1", "[[pictures]]"},
      {"\n[[pictures]]\nbundled = 3", "Line 3", "`pictures.bundled`"},
      {"\n[[pictures]]\npath = 3", "Line 3", "`pictures.path`"},
      {"\n[[pictures]]\npath_base64 = \"?\"", "Line 3", "base64"},
      {"flatten = 3", "Line 1", "`flatten` is a whole number, but must be a table"},
      {"[flatten]\nworking_size = 12.5", "Line 2", "`flatten.working_size` is a decimal number"},
      {"[flatten]\n\ncolour = 1", "Line 3", "`flatten.colour` is a whole number, but must be true or false"},
      {"[flatten]\norder = \"spiral\"", "Line 2", "\"spiral\", but must be one of \"row-major\""},
      {"[flatten]\nlayout = \"hcw\"", "Line 2", "\"chw\", \"hwc\""},
      {"[flatten]\npinned = [1, 2]", "Line 2", "`flatten.pinned` is a list, but must be a table"},
      {"[flatten]\npinned = { row = 1.5 }", "Line 2", "`flatten.pinned.row`"},
      {"[flatten]\nunroll = 2026-01-01", "Line 2", "a date or time"},
      {"[shift]\nobject = \"cow\"", "Line 2", "\"silhouette\""},
      {"[shift]\nbackground = \"red\"", "Line 2", "\"automatic\""},
      {"[shift]\ncutout = { left = \"0\" }", "Line 2", "`shift.cutout.left`"},
      {"[shift]\nborder = \"wrap\"", "Line 2", "\"circular\""},
      {"[shift]\npooling = \"min\"", "Line 2", "\"max\""},
      {"[shift]\nfilters = \"sobel-x\"", "Line 2", "`shift.filters` is a text, but must be a list"},
      {"[shift]\nfilters = [3]", "Line 2", "`shift.filters`"},
      {"[shift]\nfilters = [\n  \"sobel-x\",\n  \"blur\"]", "Line 4", "\"blur\""},
      {"[shift]\ndense_seed = true", "Line 2", "`shift.dense_seed` is true or false"},
      {"[shift]\ndoodle = \"AAAA\"", "Line 2", "`shift.doodle`"},
      {"[shift]\ndoodle = \"not base64!\"", "Line 2", "`shift.doodle`"},
      {"[convolve]\nlayers = 3", "Line 2", "`convolve.layers` is a whole number, but must be a list"},
      {"[convolve]\nlayers = [3]", "Line 2", "[[convolve.layers]]"},
      {"[convolve]\npanel = \"stack\"", "Line 2", "\"matrix\", \"maps\", \"layers\""},
      {"[convolve]\nlocal = 1", "Line 2", "`convolve.local`"},
      {"[[convolve.layers]]\nweight = 3", "Line 2", "`convolve.layers.weight` is a whole number, but must be a list"},
      {"[[convolve.layers]]\nweight = [1, 2]", "Line 2", "a list of filters, each a list of slices"},
      {"[[convolve.layers]]\nweight = [[[\n [1, 2],\n [3]]]]", "Line 4", "has 1 columns here, but 2 before"},
      {"[[convolve.layers]]\nweight = [[[\n [1, 2],\n [3, nan]]]]", "Line 4", "a NaN or an infinity"},
      {"[[convolve.layers]]\nweight = [[[[-inf]]]]", "Line 2", "finite numbers"},
      {"[[convolve.layers]]\nweight = [[[[1e39]]]]", "Line 2", "beyond 3.4e38"},
      {"[[convolve.layers]]\nweight = [[[[\"1\"]]]]", "Line 2", "numbers only"},
      {"[[convolve.layers]]\nweight = [[[[]]]]", "Line 2", "has 0 columns, but must have 1 to 11"},
      {"[[convolve.layers]]\nweight = [[[[1,2,3,4,5,6,7,8,9,10,11,12]]]]", "Line 2", "has 12 columns"},
      {"[[convolve.layers]]\nweight = [[[[[1]]]]]", "Line 2", "numbers only"},
      {"[[convolve.layers]]\nbias = [1, 2]", "Line 2", "has 2 numbers, but must have 3, one for each filter"},
      {"[[convolve.layers]]\nbias = [1, 2, nan]", "Line 2", "`convolve.layers.bias` holds a NaN"},
      {"[[convolve.layers]]\npadding = \"valid\"", "Line 2", "a whole number or \"same\""},
      {"[[convolve.layers]]\npadding = 1.5", "Line 2", "a whole number or \"same\""},
      {"[[convolve.layers]]\nstride = 1.5", "Line 2", "`convolve.layers.stride`"},
      {"[[convolve.layers]]\npadding_mode = \"wrap\"", "Line 2", "\"circular\""},
      {"[[convolve.layers]]\nrelu = 1", "Line 2", "`convolve.layers.relu`"},
      {"[[convolve.layers]]\npooling = \"min\"", "Line 2", "\"avg\""},
      {"a = \"\xFF\"", "Line 1", "TOML"},
  };
  for (const Case& one : cases) {
    const std::string error = error_of(one.text);
    EXPECT_THAT(error, HasSubstr(one.line)) << one.text;
    EXPECT_THAT(error, HasSubstr(one.about)) << one.text;
  }
}

TEST_F(SceneFiles, ALayerTypedByHandNeedsOnlyWhatIsSpecial) {
  const Scene scene = read(
      "stage = \"convolve\"\n[[convolve.layers]]\nweight = [[[[1, 0.5], [-2, 1e-3]]], [[[0, 0], [0, 4]]]]\n"
      "bias = [1, -2]\npadding = \"same\"\n[[convolve.layers]]\nrelu = true\n");
  EXPECT_EQ(scene.stage, Stage::convolve);
  ASSERT_EQ(scene.convolve.layers.size(), 2U);
  const ConvLayer& first = scene.convolve.layers[0];
  EXPECT_EQ(*first.weight, Tensor({2, 1, 2, 2}, {1.0F, 0.5F, -2.0F, 1e-3F, 0.0F, 0.0F, 0.0F, 4.0F}));
  EXPECT_EQ(first.bias, (std::vector<float>{1.0F, -2.0F}));
  EXPECT_TRUE(first.use_bias && first.same && first.tied);
  ConvLayer second = next_conv_layer(2);
  second.relu = true;
  EXPECT_EQ(scene.convolve.layers[1], second);
}

TEST_F(SceneFiles, LayersOutsideTheirRangeAreClamped) {
  std::string text = "[convolve]\nworking_size = 99999\nlayer = 77\nfilter = -3\nrow = 1000000\n";
  for (int i = 0; i < 6; ++i) text += "[[convolve.layers]]\nstride = -1\npadding = 1000\ndilation = 99\nglow = 1\n";
  const Scene scene = read(text);
  EXPECT_EQ(scene.convolve.working_size, 451);
  ASSERT_EQ(scene.convolve.layers.size(), most_conv_layers);
  EXPECT_EQ(scene.convolve.layer, 3);
  EXPECT_EQ(scene.convolve.filter, 0);
  EXPECT_EQ(scene.convolve.layers[0].stride, 1);
  EXPECT_EQ(scene.convolve.layers[0].padding, largest_conv_padding);
  EXPECT_EQ(scene.convolve.layers[0].dilation, largest_conv_dilation);
  EXPECT_EQ(read("[convolve]\nlayers = []\n").convolve.layers, std::vector{first_conv_layer()});
}

TEST_F(SceneFiles, KernelsAreWrittenToBeReadAndEdited) {
  Scene scene = first_scene();
  scene.convolve.layers = {first_conv_layer()};
  EXPECT_THAT(scene_to_toml(scene, folder()), HasSubstr("  [[[-1, 0, 1],\n    [-2, 0, 2],\n    [-1, 0, 1]]],\n"));
}

TEST_F(SceneFiles, EveryFiniteWeightSurvives) {
  Scene scene = first_scene();
  ConvLayer& layer = scene.convolve.layers[0];
  layer.weight = make_weights(Tensor(
      {1, 1, 2, 4}, {-0.0F, 1e-45F, 3.4028235e38F, 16777216.0F, 1.0F / 3.0F, 1e9F, -123456792.0F, 1.17549435e-38F}));
  layer.bias = {0.1F};
  const Scene back = read(scene_to_toml(scene, folder()));
  EXPECT_EQ(back.convolve, scene.convolve);
  EXPECT_TRUE(std::signbit(back.convolve.layers[0].weight->values()[0]));
}

TEST_F(SceneFiles, ErrorsOfAFileNameIt) {
  test::write_text(folder() / "bad.toml", "stage = 1");
  try {
    load_scene(folder() / "bad.toml", complaints_);
    FAIL();
  } catch (const SceneError& error) {
    EXPECT_THAT(error.what(), HasSubstr("bad.toml: Line 1"));
  }
  EXPECT_THROW(load_scene(folder() / "missing.toml", complaints_), FileError);
  EXPECT_THROW(save_scene(first_scene(), folder() / "no" / "such" / "folder.toml"), FileError);
}

TEST_F(SceneFiles, SomethingElseIsNoScene) {
  for (const char* text : {"", "# nothing\n", "[package]\nname = \"other\"\n"}) {
    test::write_text(folder() / "other.toml", text);
    EXPECT_THROW(load_scene(folder() / "other.toml", complaints_), SceneError) << text;
  }
  test::write_text(folder() / "small.toml", "stage = \"shift\"\n");
  EXPECT_EQ(load_scene(folder() / "small.toml", complaints_).stage, Stage::shift);
}

// Taking down what such names build would use up the stack.
TEST_F(SceneFiles, EndlessNamesAreRefused) {
  const auto name = [](std::size_t parts, const std::string& part) {
    std::string text = "a";
    while (--parts > 0) text += part;
    return text;
  };
  for (const char* part : {".a", ".1", " . 'a'", ".\"=\"", ".\"\\\"\"", ".\"#\""}) {
    EXPECT_THAT(error_of("[" + name(200'000, part) + "]"), HasSubstr("Line 1: there are more than 100 dots"));
    EXPECT_THAT(error_of("\n" + name(200'000, part) + " = 1"), HasSubstr("Line 2: there are more than 100 dots"));
  }
  // As deep as it goes: lists and tables in turn, each table on a line of its own.
  std::string deep;
  for (int i = 0; i < 120; ++i) deep += name(100, ".a") + " = [\n{";
  error_of(deep);
  std::string closed = deep + "b = 1";
  for (int i = 0; i < 120; ++i) closed += "}]";
  error_of(closed);
  // Decimal numbers have dots too.
  std::string row = "0.5";
  for (int i = 0; i < 1000; ++i) row += ",-1.25e3, 10.0";
  EXPECT_EQ(error_of("unknown = [" + row + "]"), "");
}

TEST_F(SceneFiles, APathHoldsNoNul) {
  EXPECT_THAT(error_of("[[pictures]]\npath = \"a\\u0000b\""), HasSubstr("holds a NUL"));
}

TEST_F(SceneFiles, HostileTextNeverDoesMoreThanComplain) {
  Scene scene = test::random_scene(generator_, {bundled_picture("coins.png"), pictures_[2]});
  scene.convolve.layers.resize(1);
  scene.convolve.layers[0].weight = first_conv_layer().weight;
  clamp(scene);
  scene.shift.doodle = nullptr;  // its length would soak up most of the mutations
  const std::string original = scene_to_toml(scene, folder());
  const std::vector<std::string> bits = {"[",   "]",     "{",          "}",      "\"",   "'",  "=",  "\n",
                                         "nan", "-1",    "#",          "\\u",    "\xFF", "\0", "[[", "true",
                                         "1e",  "1e999", "2026-01-01", "\"\"\"", ".",    ",",  "0x", "_"};
  int read_well = 0, refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text = original;
    for (int i = test::between(generator_, 1, 4); i > 0 && !text.empty(); --i) {
      const auto at = static_cast<std::size_t>(test::below(generator_, static_cast<int>(text.size())));
      switch (test::below(generator_, 5)) {
        case 0:
          text[at] = static_cast<char>(test::below(generator_, 256));
          break;
        case 1:
          text.insert(at, test::pick(generator_, bits));
          break;
        case 2:
          text.erase(at, static_cast<std::size_t>(test::between(generator_, 1, 12)));
          break;
        case 3:
          text.replace(at, 1, std::to_string(generator_()));
          break;
        default:
          text.resize(std::max<std::size_t>(at, 1));
          break;
      }
    }
    try {
      Scene read_scene = read(text);
      const Scene as_read = read_scene;
      clamp(read_scene);
      ASSERT_EQ(read_scene, as_read);
      ASSERT_FALSE(read_scene.pictures.empty());
      ++read_well;
    } catch (const SceneError&) {
      ++refused;
    }
    complaints_.clear();
  }
  EXPECT_GT(read_well, 100);
  EXPECT_GT(refused, 100);
}

TEST_F(SceneFiles, DeepNestingIsRefused) {
  EXPECT_NE(error_of("a = " + std::string(100'000, '[')), "");
  std::string dotted = "a";
  for (int i = 0; i < 20'000; ++i) dotted += ".a";
  error_of(dotted + " = 1");  // read or refused, either is well
}

}  // namespace
}  // namespace flatscope
