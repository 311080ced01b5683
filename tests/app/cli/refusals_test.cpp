// Every mistake ends with exit code 2 and one line that names it; nothing is written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "core/files/plain_text.h"
#include "tests/app/cli/program.h"

namespace flatscope::testing {
namespace {

using ::testing::HasSubstr;

struct Mistake {
  std::string line;      // words, split at spaces; '' is an empty word
  std::string sentence;  // must be part of what is said
};

// For the runner's messages.
void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.line; }

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  while (begin < line.size()) {
    const std::size_t end = std::min(line.find(' ', begin), line.size());
    const std::string word = line.substr(begin, end - begin);
    words.push_back(word == "''" ? "" : word);
    begin = end + 1;
  }
  return words;
}

class Refusals : public ::testing::TestWithParam<std::vector<Mistake>> {};

TEST_P(Refusals, say_what_is_wrong) {
  const TemporaryFolder folder;
  for (const char* name : {"rgb.npy", "grey.npy", "five.npy", "rgb8.png", "conv-w3-3x3.npy", "conv-b3-3x3.npy",
                           "dense-w0-6.npy", "dense-b0-6.npy"}) {
    std::filesystem::copy_file(golden(name), folder.file(name));
  }
  std::filesystem::create_directory(folder.file("folder"));
  std::filesystem::copy_file(golden("rgb8.png"), folder.file("-dash.png"));
  for (const char* name : {"long.npy", "long.png"}) {  // holes that no disk could fill
    std::ofstream(folder.file(name));
    std::filesystem::resize_file(folder.file(name), 8'000'000'000);
  }
  std::ofstream(folder.file("empty.png"));
  std::ofstream(folder.file("empty.npy"));
  std::ofstream(folder.file("words.png")) << "these are words, not pixels";
  write_npy(folder.file("vector.npy"), Tensor({4}));
  write_npy(folder.file("four.npy"), Tensor({1, 2, 3, 4}));
  write_npy(folder.file("none.npy"), Tensor({3, 0, 4}));
  write_npy(folder.file("two.npy"), Tensor({2, 4, 4}));
  write_npy(folder.file("no-kernel.npy"), Tensor({2, 3, 0, 3}));
  {
    std::ofstream cut(folder.file("cut.npy"), std::ios::binary);
    std::ifstream whole(golden("rgb.npy"), std::ios::binary);
    std::string bytes(200, '\0');
    whole.read(bytes.data(), 200);
    cut << bytes;
  }
  const std::vector<std::string> before = folder.names();
  const bool on_windows = std::getenv("FLATSCOPE_WINDOWS_PROGRAM") != nullptr;  // which has no devices that are files
  for (const Mistake& mistake : GetParam()) {
    SCOPED_TRACE(mistake.line);
    if (on_windows && mistake.line.find("/dev/") != std::string::npos) continue;
    const Outcome outcome = run(split(mistake.line), {.folder = folder.path()});
    expect_refusal(outcome);
    EXPECT_THAT(outcome.err, HasSubstr(mistake.sentence));
    EXPECT_EQ(folder.names(), before);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Program, Refusals,
    ::testing::Values(std::vector<Mistake>{
        {"flaten x.png", "did you mean the subcommand flatten?"},
        {"flaten --out v.npy", "did you mean the subcommand flatten?"},
        {"counter --input 3x8x8 flatten", "did you mean the subcommand count?"},
        {"folder", "folder is a folder; FILE must be a picture"},
        {"missing.png", "flatscope: the file missing.png does not exist"},
        {"chelsea.png missing.png", "the file missing.png does not exist"},
        {"none/chelsea.png", "the file none/chelsea.png does not exist"},
        {"''", "does not exist"},
        {"--theme light flatten", "the subcommand flatten must be the first word"},
        {"--theme blue", "--theme is blue; it must be dark or light"},
        {"--theme", "--theme needs one value"},
        {"--scale 0.7", "--scale is 0.7; it must be a number from 0.8 to 2.5"},
        {"--scale 2.6", "from 0.8 to 2.5"},
        {"--scale nan", "--scale is nan"},
        {"--scale 1e0", "--scale is 1e0"},
        {"--scale 1,5", "--scale is '1,5'"},
        {"--scale ''", "--scale"},
        {"--scale -1", "--scale is -1"},
        {"--stage training", "--stage is training; it must be flatten, shift, convolve, parameters or train"},
        {"--lesson pixel-belov", "there is no lesson and no file pixel-belov; did you mean pixel-below?"},
        {"--scene none.toml", "the file none.toml does not exist"},
        {"--them dark", "there is no option --them; did you mean --theme?"},
        {"--quiet", "there is no option --quiet; its options are"},
        {"-x", "there is no option -x"},
        {"--theme dark --theme dark", "--theme was given 2 times"},
    }));

INSTANTIATE_TEST_SUITE_P(
    Flatten, Refusals,
    ::testing::Values(std::vector<Mistake>{
        {"flatten", "flatscope flatten: INPUT is missing"},
        {"flatten rgb.npy", "--out is missing"},
        {"flatten rgb.npy --out", "--out needs one value"},
        {"flatten rgb.npy --out ''", "--out"},
        {"flatten rgb.npy --out --grey", "--out has no value before --grey"},
        {"flatten rgb.npy --out v.png", "a vector is no picture, so it must end in .npy"},
        {"flatten rgb.npy --out v.txt", "--out is v.txt; it must end in .npy"},
        {"flatten rgb.npy --out v", "it must end in .npy"},
        {"flatten rgb.npy --out .npy", "it must end in .npy"},
        {"flatten rgb.npy five.npy --out v.npy", "five.npy is one word too many"},
        {"flatten rgb.npy --order zigzag --out v.npy",
         "--order is zigzag; it must be row-major, column-major, boustrophedon, morton or hilbert"},
        {"flatten rgb.npy --layout whc --out v.npy", "--layout is whc; it must be chw or hwc"},
        {"flatten rgb.npy --size 0x5 --out v.npy", "--size is 0x5"},
        {"flatten rgb.npy --size 5x0 --out v.npy", "--size is 5x0"},
        {"flatten rgb.npy --size 5 --out v.npy", "--size is 5;"},
        {"flatten rgb.npy --size 5x --out v.npy", "--size is 5x;"},
        {"flatten rgb.npy --size x5 --out v.npy", "--size is x5;"},
        {"flatten rgb.npy --size 5x5x5 --out v.npy", "--size is 5x5x5"},
        {"flatten rgb.npy --size -5x5 --out v.npy", "--size is -5x5"},
        {"flatten rgb.npy --size 5X5 --out v.npy", "--size is 5X5"},
        {"flatten rgb.npy --size 99999999x99999999 --out v.npy", "more than 250000000 pixels"},
        {"flatten rgb.npy --size 99999999999999999999x2 --out v.npy", "--size is 99999999999999999999x2"},
        {"flatten five.npy --size 16000x15000 --out v.npy", "numbers fit"},
        {"flatten five.npy --grey --out v.npy", "--grey needs 1 or 3 channels, but five.npy has 5"},
        {"flatten two.npy --grey --out v.npy", "--grey needs 1 or 3 channels, but two.npy has 2"},
        {"flatten rgb.npy --grey --grey --out v.npy", "--grey was given 2 times"},
        {"flatten rgb.npy --grey=maybe --out v.npy", "--grey"},
        {"flatten vector.npy --out v.npy", "it must be (height, width) or (channels, height, width)"},
        {"flatten four.npy --out v.npy", "four.npy has the shape (1, 2, 3, 4)"},
        {"flatten none.npy --out v.npy", "each at least 1"},
        {"flatten cut.npy --out v.npy", "cut.npy"},
        {"flatten empty.npy --out v.npy", "empty.npy"},
        {"flatten empty.png --out v.npy", "empty.png"},
        {"flatten words.png --out v.npy", "words.png"},
        {"flatten -dash.png --out v.npy", "there is no option -dash.png; for the file of that name write ./-dash.png"},
        {"flatten -none.png --out v.npy", "there is no option -none.png; its options are"},
        {"flatten /dev/zero --out v.npy", "/dev/zero: this is not a picture that can be read"},
        {"flatten long.npy --out v.npy", "long.npy: this is not a .npy file"},
        {"flatten long.png --out v.npy", "long.png: this is not a picture that can be read"},
        {"flatten folder --out v.npy", "folder is a folder; INPUT must be"},
        {"flatten missing.png --out v.npy", "the file missing.png does not exist"},
        {"flatten '' --out v.npy", "does not exist"},
        {"flatten rgb.npy --ordr morton --out v.npy", "there is no option --ordr; did you mean --order?"},
        {"flatten rgb.npy --out none/v.npy", "none/v.npy"},
    }));

INSTANTIATE_TEST_SUITE_P(
    Shift, Refusals,
    ::testing::Values(std::vector<Mistake>{
        {"shift rgb.npy --dy 1 --out y.npy", "--dx is missing"},
        {"shift rgb.npy --dx 1 --out y.npy", "--dy is missing"},
        {"shift rgb.npy --dx 3x --dy 1 --out y.npy", "--dx is 3x; it must be a whole number"},
        {"shift rgb.npy --dx 1.5 --dy 1 --out y.npy", "--dx is 1.5"},
        {"shift rgb.npy --dx 1e99 --dy 1 --out y.npy", "--dx is 1e99"},
        {"shift rgb.npy --dx nan --dy 1 --out y.npy", "--dx is nan"},
        {"shift rgb.npy --dx - --dy 1 --out y.npy", "--dx is -"},
        {"shift rgb.npy --dx= --dy 1 --out y.npy", "--dx"},
        {"shift rgb.npy --dx 2147483648 --dy 1 --out y.npy", "--dx is 2147483648"},
        {"shift rgb.npy --dx -99999999999999999999 --dy 1 --out y.npy", "--dx is -99999999999999999999"},
        {"shift rgb.npy --dx 1 --dx 2 --dy 1 --out y.npy", "--dx was given 2 times"},
        {"shift rgb.npy --dx 1 --dy 1 --border mirror --out y.npy",
         "--border is mirror; it must be zeros, circular, replicate or reflect"},
        {"shift five.npy --dx 1 --dy 1 --out y.png", "the result has 5 channels and a .png holds 1 or 3"},
        {"shift rgb.npy --dx 1 --dy 1 --out y.jpg", "it must end in .npy or .png"},
        {"shift rgb.npy --dx 1 --dy 1", "--out is missing"},
    }));

INSTANTIATE_TEST_SUITE_P(Dense, Refusals,
                         ::testing::Values(std::vector<Mistake>{
                             {"dense rgb.npy --out y.npy", "--weights is missing"},
                             {"dense rgb.npy --weights missing.npy --out y.npy", "the file missing.npy does not exist"},
                             {"dense rgb.npy --weights rgb8.png --out y.npy", "no .npy file; --weights must be one"},
                             {"dense rgb.npy --weights conv-w3-3x3.npy --out y.npy", "it must be (out, in)"},
                             {"dense grey.npy --weights dense-w0-6.npy --out y.npy",
                              "--weights has the shape (6, 105), for 105 inputs, but grey.npy has 24 values, shape 6 x "
                              "4; weights of shape (6, "
                              "24) would fit"},
                             {"dense rgb.npy --weights dense-w0-6.npy --bias conv-b3-3x3.npy --out y.npy",
                              "--bias has the shape (2,) and --weights (6, 105); the bias must be (6,)"},
                             {"dense rgb.npy --weights dense-w0-6.npy --bias grey.npy --out y.npy",
                              "the bias must be (6,)"},
                             {"dense rgb.npy --weights dense-w0-6.npy --out y.png", "must end in .npy"},
                         }));

INSTANTIATE_TEST_SUITE_P(
    Conv, Refusals,
    ::testing::Values(std::vector<Mistake>{
        {"conv rgb.npy --weights conv-w3-3x3.npy --stride 0 --out y.npy",
         "flatscope conv: --stride is 0; it must be a whole number of at least 1\n"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --stride 9223372036854775808 --out y.npy",
         "--stride is 9223372036854775808; it must be a whole number from 1 to 1000000000\n"},
        {"conv rgb.npy --weights /dev/zero --out y.npy", "/dev/zero: this is no .npy file"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --stride -1 --out y.npy", "--stride is -1"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --dilation 0 --out y.npy", "--dilation is 0"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --padding -1 --out y.npy",
         "--padding is -1; it must be a whole number of at least 0, or same"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --padding valid --out y.npy", "--padding is valid"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --padding '' --out y.npy", "--padding"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --padding same --stride 2 --out y.npy",
         "--padding same needs --stride 1, but --stride is 2"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --padding-mode wrap --out y.npy", "--padding-mode is wrap"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --dilation 2147483647 --out y.npy", "flatscope conv"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --dilation 4 --out y.npy", "flatscope conv"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --padding 1000000 --out y.npy", "the padded input would have"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --padding 2147483647 --out y.npy", "the padded input would have"},
        {"conv grey.npy --weights conv-w3-3x3.npy --out y.npy",
         "--weights has the shape (2, 3, 3, 3), for 3 input channels, but grey.npy has 1; weights of shape (2, 1, 3, "
         "3) would fit"},
        {"conv rgb.npy --weights dense-w0-6.npy --out y.npy", "it must be (out, in, kh, kw)"},
        {"conv rgb.npy --weights no-kernel.npy --out y.npy", "each at least 1"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --bias dense-b0-6.npy --out y.npy", "the bias must be (2,)"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --out y.png", "2 channels and a .png holds 1 or 3"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --kernel-size 3 --out y.npy", "there is no option --kernel-size"},
    }));

INSTANTIATE_TEST_SUITE_P(Pool, Refusals,
                         ::testing::Values(std::vector<Mistake>{
                             {"pool rgb.npy --kernel-size 2 --out y.npy", "--kind is missing"},
                             {"pool rgb.npy --kind max --out y.npy", "--kernel-size is missing"},
                             {"pool rgb.npy --kind median --kernel-size 2 --out y.npy",
                              "--kind is median; it must be max or avg"},
                             {"pool rgb.npy --kind max --kernel-size 0 --out y.npy", "--kernel-size is 0"},
                             {"pool rgb.npy --kind max --kernel-size 2 --stride 0 --out y.npy", "--stride is 0"},
                             {"pool rgb.npy --kind max --kernel-size 6 --out y.npy", "flatscope pool: "},
                             {"pool rgb.npy --kind max --kernel-size 2147483647 --out y.npy", "flatscope pool: "},
                         }));

INSTANTIATE_TEST_SUITE_P(
    Equivariance, Refusals,
    ::testing::Values(std::vector<Mistake>{
        {"equivariance rgb.npy --dx 1 --dy 1", "--weights is missing"},
        {"equivariance rgb.npy --weights conv-w3-3x3.npy --dx 1", "--dy is missing"},
        {"equivariance rgb.npy --weights conv-w3-3x3.npy --dx 1 --dy 1 --stride 0", "--stride is 0"},
        {"equivariance rgb.npy --weights conv-w3-3x3.npy --dx 1 --dy 1 --padding-mode x", "--padding-mode is x"},
        {"equivariance rgb.npy --weights conv-w3-3x3.npy --dx 1 --dy 1 --border x", "--border is x"},
        {"equivariance rgb.npy --weights conv-w3-3x3.npy --dx 1 --dy 1 --out y.npy", "there is no option --out"},
        {"equivariance grey.npy --weights conv-w3-3x3.npy --dx 1 --dy 1", "(2, 1, 3, 3) would fit"},
    }));

INSTANTIATE_TEST_SUITE_P(
    Render, Refusals,
    ::testing::Values(std::vector<Mistake>{
        {"render --size 640x480 --out s.png",
         "there is nothing to draw; give --scene F, --lesson NAME --step N or --stage NAME"},
        {"render --stage flatten --scene f.toml --out s.png", "--scene and --stage were both given"},
        {"render --scene f.toml --out s.png", "the file f.toml does not exist"},
        {"render --scene words.png --out s.png", "flatscope render: "},
        {"render --scene folder --out s.png", "folder"},
        {"render --scene empty.npy --out s.png", "empty.npy: this is no saved scene"},
        {"render --stage flatten /dev/zero --out s.png", "this is not a picture that can be read"},
        {"render --stage training --out s.png", "--stage is training"},
        {"render --stage flatten --size 63x64 --out s.png", "each side must be from 64 to 8192 pixels"},
        {"render --stage flatten --size 64x8193 --out s.png", "each side must be from 64 to 8192 pixels"},
        {"render --stage flatten --scale 3 --out s.png", "--scale is 3"},
        {"render --stage flatten --theme grey --out s.png", "--theme is grey"},
        {"render --stage flatten --out s.npy", "it must end in .png or .svg"},
        {"render --stage flatten --size 640x480", "--out is missing"},
        {"render --stage flatten words.png --out s.png", "words.png"},
        {"render --stage flatten five.npy --out s.png", "five.npy"},
        {"render --stage flatten missing.png --out s.png", "the file missing.png does not exist"},
        {"render --lesson flattenings-all --step 1 --out s.png",
         "there is no lesson and no file flattenings-all; the lessons are"},
        {"render --lesson pixel-below --out s.png", "--step is missing"},
        {"render --lesson pixel-below --step 70 --out s.png", "--step is 70"},
        {"render --lesson pixel-below --step 1 --stage flatten --out s.png", "were both given"},
        {"render --stage flatten --step 1 --out s.png", "--step was given without --lesson"},
        {"render --lesson words.png --step 1 --out s.png", "words.png:1: "},
    }));

INSTANTIATE_TEST_SUITE_P(
    Count, Refusals,
    ::testing::Values(std::vector<Mistake>{
        {"count", "flatscope count: --input is missing"},
        {"count", "the usage is flatscope count --input CxHxW LAYER...\n"},
        {"count --input 3x8x8", "LAYER is missing"},
        {"count flatten", "--input is missing"},
        {"count --input 3x8 flatten", "--input is 3x8; it must be CxHxW"},
        {"count --input 3x8x8x8 flatten", "it must be CxHxW"},
        {"count --input 3x-8x8 flatten", "it must be CxHxW"},
        {"count --input 3x0x8 flatten", "--input"},
        {"count --input 3x8xa flatten", "it must be CxHxW"},
        {"count --input 3x8x99999999999 flatten",
         "--input is 3x8x99999999999; it must be CxHxW, such as 3x256x256, each from 1 to 2147483647"},
        {"conv rgb.npy --weights conv-w3-3x3.npy --stride 3000000000 --out y.npy",
         "--stride is 3000000000; it must be a whole number from 1 to 1000000000"},
        {"count --input 3x8x8 dense:4", "There is no layer \"dense\""},
        {"count --input 3x8x8 linear:4", "layer 1, linear:4, needs a flat input"},
        {"count --input 3x8x8 conv:4", "needs its kernel size, as in conv:OUT:K"},
        {"count --input 3x8x8 conv:4:9", "its extent is 9 x 9, but its input is only 8 wide and 8 high"},
        {"count --input 3x8x8 flatten conv:4:3", "layer 2, conv:4:3, needs channels, rows and columns"},
        {"count --input 3x8x8 conv:4:3:stride=0", "the stride is 0; it must be from 1"},
        {"count --input 3x8x8 conv:4:3:bias", "\"bias\" is not known"},
        {"count --input 3x1000000x1000000 conv:9000000:1000000", "more than 9223372036854775807 weights"},
        {"count --inputs 3x8x8 flatten", "did you mean --input?"},
    }));

TEST(Refusal, IsOneLineOfTextWhateverTheNameHolds) {
  const TemporaryFolder folder;
  for (const std::string name :
       {"two\nlines.png", "bell\a\x1B[31m.png", "k\xE4se.png", "none\uFFFF.png", "next\u0085line\u2028.png"}) {
    std::ofstream(folder.file(name)) << "these are words, not pixels";
    for (const std::vector<std::string>& words : {std::vector<std::string>{"flatten", name, "--out", "v.npy"},
                                                  {"render", "--stage", "flatten", name, "--out", "p.png"},
                                                  {"flatten", "missing " + name, "--out", "v.npy"},
                                                  {"missing " + name}}) {
      const Outcome outcome = run(words, {.folder = folder.path()});
      expect_refusal(outcome);
      const std::string line = outcome.err.substr(0, outcome.err.size() - 1);
      EXPECT_EQ(line, one_line(line)) << words[0];
      EXPECT_THAT(line, HasSubstr(one_line(name)));
    }
  }
}

}  // namespace
}  // namespace flatscope::testing
