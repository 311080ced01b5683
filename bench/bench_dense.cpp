// The dense layers against what the memory can deliver.
//
//   bench_dense [--threads N] [--rounds N]
//
// A dense layer reads every weight once, so its limit is the speed of reading. That speed is measured here, in the same
// run and in turn with the layer: a plain SIMD sum over the very same weights on the same number of threads.
#include <hwy/highway.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "bench/timing.h"
#include "core/layers/dense.h"
#include "core/layers/seeded_dense.h"
#include "core/tensor/parallel.h"
#include "core/tensor/random.h"

namespace flatscope::bench {
namespace {

Tensor random_tensor(Shape shape, Generator& generator) {
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = 2.0F * uniform01(generator) - 1.0F;
  return tensor;
}

// Eight independent sums of the widest vectors that every x86-64 has; wider ones read no faster from memory.
float plain_sum(const float* values, std::int64_t count) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::ScalableTag<float> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  auto s0 = hn::Zero(d), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
  std::int64_t i = 0;
  for (; i + 8 * lanes <= count; i += 8 * lanes) {
    s0 = hn::Add(s0, hn::LoadU(d, values + i));
    s1 = hn::Add(s1, hn::LoadU(d, values + i + lanes));
    s2 = hn::Add(s2, hn::LoadU(d, values + i + 2 * lanes));
    s3 = hn::Add(s3, hn::LoadU(d, values + i + 3 * lanes));
    s4 = hn::Add(s4, hn::LoadU(d, values + i + 4 * lanes));
    s5 = hn::Add(s5, hn::LoadU(d, values + i + 5 * lanes));
    s6 = hn::Add(s6, hn::LoadU(d, values + i + 6 * lanes));
    s7 = hn::Add(s7, hn::LoadU(d, values + i + 7 * lanes));
  }
  float total = hn::GetLane(
      hn::SumOfLanes(d, hn::Add(hn::Add(hn::Add(s0, s1), hn::Add(s2, s3)), hn::Add(hn::Add(s4, s5), hn::Add(s6, s7)))));
  for (; i < count; ++i) total += values[i];
  return total;
}

// Each thread reads one contiguous part.
float threaded_sum(std::span<const float> values) {
  const auto threads = static_cast<std::int64_t>(thread_count());
  const auto count = static_cast<std::int64_t>(values.size());
  std::vector<float> sums(static_cast<std::size_t>(threads));
  parallel_for(threads, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t first = count * i / threads, last = count * (i + 1) / threads;
      sums[static_cast<std::size_t>(i)] = plain_sum(values.data() + first, last - first);
    }
  });
  float total = 0.0F;
  for (float sum : sums) total += sum;
  return total;
}

double kept = 0.0;  // results go here, so that no call is left out

void compare_with_reading(std::int64_t inputs, std::int64_t outputs, int rounds) {
  Generator generator(3);
  const Tensor weight = random_tensor({outputs, inputs}, generator), input = random_tensor({inputs}, generator);
  std::vector<double> ours, reading;
  for (int round = 0; round < rounds; ++round) {
    ours.push_back(milliseconds([&] { kept += static_cast<double>(dense(input, weight, {}).data()[0]); }));
    reading.push_back(milliseconds([&] { kept += static_cast<double>(threaded_sum(weight.values())); }));
  }
  const double gigabytes = static_cast<double>(weight.size()) * 4e-9;
  std::printf("dense %lld->%lld %9.3f ms %6.2f GB/s, reading alone %9.3f ms %6.2f GB/s, bandwidth share %.0f %%\n",
              static_cast<long long>(inputs), static_cast<long long>(outputs), median(ours),
              gigabytes / median(ours) * 1e3, median(reading), gigabytes / median(reading) * 1e3,
              100.0 * median(reading) / median(ours));
  std::fflush(stdout);
}

void time_seeded(std::int64_t inputs, std::int64_t outputs, int rounds) {
  Generator generator(4);
  const Tensor input = random_tensor({inputs}, generator);
  const SeededDense layer{.seed = 1, .out_features = outputs, .in_features = inputs};
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    times.push_back(milliseconds([&] { kept += static_cast<double>(dense(input, layer).data()[0]); }));
  }
  std::printf("seeded dense %lld->%lld %9.3f ms  %.4f ns a weight\n", static_cast<long long>(inputs),
              static_cast<long long>(outputs), median(times),
              median(times) * 1e6 / (static_cast<double>(inputs) * static_cast<double>(outputs)));
  std::fflush(stdout);
}

int run(int argc, char** argv) {
  restart_with(argv, {{"FLATSCOPE_NUM_THREADS",
                       option(argc, argv, "--threads", std::to_string(std::thread::hardware_concurrency()))}});
  const int rounds = std::max(1, std::atoi(option(argc, argv, "--rounds", "15").c_str()));
  std::printf("%d threads\n", thread_count());
  compare_with_reading(196'608, 1'024, rounds);
  // Time against size: share and time a weight should stay level once the weights are past the caches.
  for (const std::int64_t inputs : {12'288, 49'152, 110'592, 786'432}) compare_with_reading(inputs, 256, rounds);
  for (const std::int64_t inputs : {3'072, 12'288, 49'152, 196'608, 786'432, 3'145'728, 6'220'800}) {
    time_seeded(inputs, 64, rounds);
  }
  return std::isnan(kept) ? 1 : 0;
}

}  // namespace
}  // namespace flatscope::bench

int main(int argc, char** argv) { return flatscope::bench::run(argc, argv); }
