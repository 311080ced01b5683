// Weights as files: what Python wrote is read, what is written is read back, what is damaged is refused in a sentence.
#include "core/files/weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/tensor/random.h"
#include "core/training/predictor.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

using testing::HasSubstr;
using Bytes = std::vector<std::byte>;

const std::filesystem::path folder = std::filesystem::path(FLATSCOPE_GOLDEN_DIR) / "weights";

Bytes bytes_of(std::string_view text) {
  Bytes bytes;
  for (const char letter : text) bytes.push_back(static_cast<std::byte>(letter));
  return bytes;
}

Bytes with_header(const std::string& header, std::size_t data = 0) {
  std::string text;
  for (int bit = 0; bit < 64; bit += 8) text += static_cast<char>(std::uint64_t{header.size()} >> bit & 255);
  return bytes_of(text + header + std::string(data, '\1'));
}

std::string refused(const std::string& header, std::size_t data = 0) {
  return refusal<WeightsError>([&] { decode_safetensors(with_header(header, data)); });
}

TEST(Weights, what_python_wrote_gives_pytorchs_answers) {
  for (const char* name : {"net.safetensors", "net.npz", "net_deflated.npz"}) {
    Predictor net({1, 4, 5},
                  {parse_layer("flatten"), parse_layer("linear:6"), parse_layer("tanh"), parse_layer("linear:3")});
    net.set_parameters(read_weights(folder / name));
    const Tensor logits = net.answers(decode_npy(read_file(folder / "inputs.npy"))).logits;
    const Tensor expected = decode_npy(read_file(folder / "logits.npy"));
    ASSERT_EQ(logits.shape(), expected.shape());
    for (std::int64_t i = 0; i < logits.size(); ++i) EXPECT_NEAR(logits.data()[i], expected.data()[i], 1e-5F) << name;
  }
}

TEST(Weights, types_that_are_not_float32_become_it) {
  const std::vector<NamedTensor> tensors = read_weights(folder / "types.safetensors");
  ASSERT_EQ(tensors.size(), 5U);
  const auto of = [&](std::string_view name) {
    for (const NamedTensor& tensor : tensors) {
      if (tensor.name == name) return tensor.tensor;
    }
    return Tensor();
  };
  EXPECT_EQ(of("double"), Tensor({1, 2}, {0.5F, -3.25F}));
  EXPECT_EQ(of("half"), Tensor({5}, {1.5F, -0.0F, 0x1p-24F, std::numeric_limits<float>::infinity(), 65504.0F}));
  EXPECT_EQ(of("long"), Tensor({}, {-7.0F}));
  EXPECT_EQ(of("byte"), Tensor({3}, {0.0F, 1.0F, 2.0F}));
  EXPECT_EQ(of("none").shape(), (Shape{0, 4}));
}

TEST(Weights, round_trip) {
  Generator generator(1);
  std::vector<NamedTensor> tensors = {
      {"1.weight", Tensor({3, 4})}, {"1.bias", Tensor({3})}, {"a \"name\" é", Tensor({2, 1, 2})}};
  for (NamedTensor& tensor : tensors) {
    for (float& value : tensor.tensor.values()) value = normal(generator);
  }
  EXPECT_EQ(decode_safetensors(encode_safetensors(tensors)), tensors);
  EXPECT_EQ(decode_npz(encode_npz(tensors)), tensors);
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "flatscope_weights_test.safetensors";
  write_weights(path, tensors);
  EXPECT_EQ(read_weights(path), tensors);
  std::filesystem::remove(path);
  EXPECT_THAT(refusal<WeightsError>([&] { write_weights("weights.pt", tensors); }),
              HasSubstr("written as .safetensors or .npz"));
  tensors.push_back(tensors[0]);
  EXPECT_THROW(encode_safetensors(tensors), std::invalid_argument);
}

TEST(Weights, notes_come_and_go_with_the_arrays) {
  const std::vector<NamedTensor> tensors = {{"0.weight", Tensor({1, 2}, {3, 4})}};
  const WeightsNotes notes = {{"layers", "linear:1:nobias"}, {"name", "a \"name\" é"}};
  const Bytes bytes = encode_safetensors(tensors, notes);
  WeightsNotes read = {{"old", "gone"}};
  EXPECT_EQ(decode_safetensors(bytes, &read), tensors);
  read.erase("old");
  EXPECT_EQ(read, notes);
  EXPECT_EQ(decode_safetensors(bytes), tensors);
  // Notes that are no texts are nothing.
  read.clear();
  decode_safetensors(with_header(R"({"__metadata__":{"a":3,"b":"c"}})"), &read);
  EXPECT_EQ(read, (WeightsNotes{{"b", "c"}}));
  read_weights(folder / "net.safetensors", &read);
  EXPECT_EQ(read, (WeightsNotes{{"format", "pt"}}));
  read_weights(folder / "net.npz", &read);
  EXPECT_TRUE(read.empty());
}

TEST(Weights, a_damaged_safetensors_file_says_how) {
  const std::string good = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
  EXPECT_EQ(refused(good, 8), "accepted");
  EXPECT_THAT(refused(good, 7), HasSubstr("\"a\" lies outside"));
  EXPECT_THAT(refused(good, 9), HasSubstr("bytes are left"));
  EXPECT_THAT(refused(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8),
              HasSubstr("of shape 3 has 8 bytes"));
  EXPECT_THAT(refused(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}})", 8),
              HasSubstr("does not fit"));
  EXPECT_THAT(refused(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", 8),
              HasSubstr("a number that is none"));
  EXPECT_THAT(refused(R"({"a":{"dtype":"F32","shape":[1e30],"data_offsets":[0,8]}})", 8),
              HasSubstr("a number that is none"));
  EXPECT_THAT(refused(R"({"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}})", 8), HasSubstr("is of type C64"));
  EXPECT_THAT(refused(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", 8), HasSubstr("lies outside"));
  EXPECT_THAT(refused(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":3})", 8),
              HasSubstr("two arrays \"a\""));
  EXPECT_THAT(
      refused(
          R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
          4),
      HasSubstr("a gap or an overlap before the array \"b\""));
  EXPECT_THAT(refused(R"({"a":{"dtype":"F32","shape":[1]}})", 4), HasSubstr("no proper data_offsets"));
  EXPECT_THAT(refused(R"({"a":5})"), HasSubstr("no proper dtype"));
  EXPECT_THAT(refused("[]"), HasSubstr("no JSON object"));
  EXPECT_THAT(refused("{"), HasSubstr("no JSON object"));
  EXPECT_THAT(refused(std::string(100'000, '[')), HasSubstr("nested too deep"));
  EXPECT_THAT(refused("{\"\xFF\":1}"), HasSubstr("no JSON object"));
  EXPECT_THAT(refusal<WeightsError>([] { decode_safetensors(bytes_of("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F{}")); }),
              HasSubstr("promises a header of"));
  EXPECT_EQ(refused("{}"), "accepted");
}

TEST(Weights, a_file_of_another_kind_is_named) {
  EXPECT_THAT(refusal<WeightsError>([] { read_weights(folder / "logits.npy"); }),
              testing::AllOf(HasSubstr("logits.npy"), HasSubstr("neither a .safetensors nor a .npz")));
  EXPECT_THROW(read_weights(folder / "not there.npz"), FileError);
}

// Whatever is cut off or changed, the answer is a sentence or arrays, never a crash.
TEST(Weights, cut_and_changed_files_end_in_sentences) {
  Generator generator(2);
  for (const char* name : {"net.safetensors", "net.npz", "net_deflated.npz", "types.safetensors"}) {
    const Bytes whole = read_file(folder / name);
    const auto decode = [&](const Bytes& bytes) {
      const bool zip = std::string_view(name).ends_with("npz");
      return refusal<WeightsError>([&] { zip ? decode_npz(bytes) : decode_safetensors(bytes); });
    };
    ASSERT_EQ(decode(whole), "accepted");
    for (std::size_t size = 0; size < whole.size(); size += size < 200 ? 1 : 37)
      EXPECT_NE(decode({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}), "accepted")
          << name << " at " << size;
    for (int round = 0; round < 3000; ++round) {
      Bytes changed = whole;
      for (std::uint32_t i = uniform_below(generator, 4); i < 4; ++i)
        changed[uniform_below(generator, static_cast<std::uint32_t>(whole.size()))] =
            static_cast<std::byte>(generator() & 255);
      decode(changed);
    }
  }
}

}  // namespace
}  // namespace flatscope
