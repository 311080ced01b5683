#include "app/stages/parameters/model/run_networks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine/computer.h"
#include "app/engine/machine.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;

Network network_of(std::initializer_list<const char*> layers) {
  Network network;
  for (const char* layer : layers) network.layers.push_back(parse_layer(layer));
  return network;
}

RunLimits roomy() { return {10'000'000'000, 1'000'000'000'000}; }

TEST(RunNetworks, ADenseLayerIsReallyRunAndMeasured) {
  const NetworkRun run = run_network({nullptr, {3, 32, 32}, network_of({"flatten", "linear:64"})}, roomy());
  ASSERT_EQ(run.refusal, "");
  EXPECT_EQ(run.output, (Shape{64}));
  EXPECT_EQ(run.weight_bytes, 4 * (3 * 32 * 32 * 64 + 64));
  EXPECT_EQ(run.activation_bytes, 4 * (3 * 32 * 32 + 64));
  EXPECT_GT(run.seconds, 0.0);
  EXPECT_EQ(run.passes, 3);
  EXPECT_EQ(run.left_out, 0);
}

TEST(RunNetworks, TheBytesAreThoseAtTheWorstMoment) {
  // Input 1 x 8 x 8 = 64, conv 4 x 8 x 8 = 256, pooled 4 x 4 x 4 = 64, 10 outputs: the pooling sees 64 + 256 + 64.
  const Network network = network_of({"conv:4:3:padding=1", "relu", "maxpool:2", "flatten", "linear:10", "relu"});
  const NetworkRun run = run_network({nullptr, {1, 8, 8}, network}, roomy());
  ASSERT_EQ(run.refusal, "");
  EXPECT_EQ(run.output, (Shape{10}));
  EXPECT_EQ(run.weight_bytes, 4 * (4 * 9 + 4 + 64 * 10 + 10));
  EXPECT_EQ(run.activation_bytes, 4 * (64 + 256 + 64));
}

TEST(RunNetworks, WhatIsAllocatedIsWhatWasCountedBefore) {
  Generator generator(5);
  for (int round = 0; round < 60; ++round) {
    const Shape input{test::between(generator, 1, 4), test::between(generator, 1, 24), test::between(generator, 1, 24)};
    Network network;
    for (int i = test::between(generator, 0, 6); i > 0; --i) {
      NetLayer layer;
      layer.kind = test::pick(generator, all_layer_kinds);
      layer.out = test::between(generator, 1, 9);
      layer.kernel = layer.kind == LayerKind::blurpool ? 3 : test::between(generator, 1, 4);
      layer.stride = test::between(generator, 1, 3);
      layer.padding = test::between(generator, 0, 2);
      layer.dilation = test::between(generator, 1, 2);
      layer.bias = test::coin(generator);
      network.layers.push_back(parse_layer(to_string(layer)));  // settings that a kind does not have go
    }
    std::string words = to_string(input);
    for (const NetLayer& layer : network.layers) words += " " + to_string(layer);
    SCOPED_TRACE(words);
    const NetworkRun run = run_network({nullptr, input, network}, roomy());
    const NetworkCount count = count_network(input, network.layers);
    if (!run.refusal.empty()) {
      EXPECT_EQ(run.left_out, static_cast<int>(network.layers.size())) << run.refusal;
      continue;
    }
    EXPECT_EQ(run.weight_bytes, run.needs.weight_bytes.value);
    EXPECT_EQ(run.activation_bytes, run.needs.activation_bytes.value);
    EXPECT_EQ(run.output, count.total.output);
  }
}

TEST(RunNetworks, WhatDoesNotFitIsNotAllocated) {
  // 201,326,592 weights and 1,024 biases are 805 MB; the input and the outputs come on top.
  const Network network = network_of({"flatten", "linear:1024"});
  const NetworkRun run = run_network({nullptr, {3, 256, 256}, network}, {1'000'000'000, 1'000'000'000'000});
  EXPECT_THAT(run.refusal, HasSubstr("it would take 806 MB of memory"));
  EXPECT_THAT(run.refusal, HasSubstr("1.00 GB are free here"));
  EXPECT_EQ(run.weight_bytes, 0);
  EXPECT_EQ(run.seconds, 0.0);
  // The limit is six tenths: what just fits is run, a byte less is not.
  const Network small = network_of({"flatten", "linear:5"});
  const std::int64_t bytes = needs_of({1, 4, 4}, small).bytes().value;
  ASSERT_EQ(bytes, 4 * (16 * 5 + 5 + 16 + 5));
  EXPECT_EQ(run_network({nullptr, {1, 4, 4}, small}, {710, 1'000'000}).refusal, "");
  EXPECT_NE(run_network({nullptr, {1, 4, 4}, small}, {700, 1'000'000}).refusal, "");
}

// The panel that says what fits asks the same question as a run does.
TEST(RunNetworks, WhatFitsIsWhatIsRun) {
  const Network small = network_of({"flatten", "linear:5"});
  const Count bytes = needs_of({1, 4, 4}, small).bytes();
  for (std::int64_t free = 600; free < 800; free += 10) {
    const RunLimits limits{free, 1'000'000};
    EXPECT_EQ(fits(bytes, limits.usable_bytes()), run_network({nullptr, {1, 4, 4}, small}, limits).refusal.empty())
        << free;
  }
}

TEST(RunNetworks, CountsPastEveryLimitAreRefused) {
  const NetworkRun run =
      run_network({nullptr, {4096, 8192, 8192}, network_of({"flatten", "linear:2147483647"})}, roomy());
  EXPECT_THAT(run.refusal, HasSubstr("more than 9.22 EB"));
  const NetworkRun slow = run_network({nullptr, {3, 32, 32}, network_of({"conv:8:3"})}, {10'000'000'000, 1000});
  EXPECT_THAT(slow.refusal, HasSubstr("194,400 multiply-adds"));
}

TEST(RunNetworks, ImpossibleLayersAreLeftOut) {
  const NetworkRun run =
      run_network({nullptr, {1, 4, 4}, network_of({"linear:3", "maxpool:9", "flatten", "linear:3"})}, roomy());
  ASSERT_EQ(run.refusal, "");
  EXPECT_EQ(run.left_out, 2);
  EXPECT_EQ(run.output, (Shape{3}));
  EXPECT_THAT(run_network({nullptr, {1, 4, 4}, network_of({"linear:3"})}, roomy()).refusal, HasSubstr("no layer"));
  EXPECT_THAT(run_network({nullptr, {1, 4, 4}, {}}, roomy()).refusal, HasSubstr("no layer"));
}

TEST(RunNetworks, ItStopsWhenAskedTo) {
  int asked = 0;
  const NetworkRun run = run_network({nullptr, {1, 8, 8}, network_of({"conv:2:3", "relu", "relu"})}, roomy(),
                                     [&] { return ++asked == 2; });
  EXPECT_TRUE(run.stopped);
  EXPECT_EQ(asked, 2);
}

class Runs : public ::testing::Test {
 protected:
  Runs() {
    scene_.pictures = {test::picture_of(test::noise_image(generator_, 40, 30, 1))};
    scene_.stage = Stage::parameters;
    scene_.parameters.height = scene_.parameters.width = 16;
  }
  void run() {
    ++view_.parameters.runs_asked;
    computer_.request(scene_, view_);
  }
  Generator generator_{8};
  Scene scene_;
  ViewState view_;
  Worker worker_{{}};
  Computer computer_{worker_};
};

TEST_F(Runs, ThePictureIsTheInputWhereItCanBe) {
  EXPECT_EQ(network_run_inputs(scene_, 0).image, scene_.pictures[0].image);
  EXPECT_EQ(run_network(network_run_inputs(scene_, 1), roomy()).refusal, "");  // a grey picture as RGB
  scene_.parameters.channels = 7;
  EXPECT_EQ(network_run_inputs(scene_, 0).image, nullptr);
}

TEST_F(Runs, BothAreRunOnRequestAndStoredWithTheirInputs) {
  EXPECT_FALSE(computer_.results().runs[0].done);
  run();
  EXPECT_TRUE(computer_.results().runs[0].running);
  EXPECT_TRUE(computer_.results().runs[1].running);
  worker_.finish();
  for (std::size_t i = 0; i < 2; ++i) {
    const RunShown& shown = computer_.results().runs[i];
    EXPECT_FALSE(shown.running);
    ASSERT_TRUE(shown.done);
    EXPECT_EQ(shown.done.inputs, network_run_inputs(scene_, i));
  }
  EXPECT_EQ(computer_.results().runs[0].done->output, (Shape{64}));
  EXPECT_EQ(computer_.results().runs[1].done->output, (Shape{64, 16, 16}));
  // Another size: what is stored says of itself that it is another network's.
  scene_.parameters.height = 17;
  EXPECT_NE(computer_.results().runs[0].done.inputs, network_run_inputs(scene_, 0));
}

TEST_F(Runs, NothingRunsUnasked) {
  computer_.request(scene_, view_);
  EXPECT_FALSE(computer_.results().runs[0].running);
  run();
  worker_.finish();
  const auto first = computer_.results().runs[0].done.value;
  scene_.parameters.height = 20;
  computer_.request(scene_, view_);
  worker_.finish();
  EXPECT_EQ(computer_.results().runs[0].done.value, first);
}

TEST_F(Runs, ANewerRunReplacesOneUnderWay) {
  run();
  scene_.parameters.height = 20;
  run();
  worker_.finish();
  EXPECT_EQ(computer_.results().runs[1].done->output, (Shape{64, 20, 16}));
  EXPECT_FALSE(computer_.results().runs[1].running);
}

TEST(Machine, MemoryIsToldOrZero) {
  const MachineMemory memory = machine_memory();
  EXPECT_GE(memory.total, memory.available);
  EXPECT_GE(memory.available, 0);
#ifdef __linux__
  EXPECT_GT(memory.available, 10'000'000);
#endif
}

TEST(Machine, BytesAndTimesInWords) {
  EXPECT_EQ(bytes_words(1), "1 byte");
  EXPECT_EQ(bytes_words(999), "999 bytes");
  EXPECT_EQ(bytes_words(7'168), "7.17 kB");
  EXPECT_EQ(bytes_words(805'310'464), "805 MB");
  EXPECT_EQ(bytes_words(999'499), "999 kB");
  EXPECT_EQ(bytes_words(999'500), "1.00 MB");
  EXPECT_EQ(bytes_words(25'480'404'992), "25.5 GB");
  EXPECT_EQ(bytes_words(largest_count), "9.22 EB");
  EXPECT_EQ(bytes_words({largest_count, true}), "more than 9.22 EB");
  EXPECT_EQ(time_words(0.0000123), "12.3 µs");
  EXPECT_EQ(time_words(0.00123), "1.23 ms");
  EXPECT_EQ(time_words(0.9996), "1.00 s");
  EXPECT_EQ(time_words(12.34), "12.3 s");
}

}  // namespace
}  // namespace flatscope
