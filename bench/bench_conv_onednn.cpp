// Our convolution beside oneDNN's, in one process, on the shapes that the program lives from.
//
//   bench_conv_onednn [--threads N] [--target AVX2|SSE4] [--rounds N] [--sizes]
//
// Rules of the comparison. Both get the input and give the output as plain NCHW float32, with bias, on the same number
// of threads (all cores unless --threads says otherwise). oneDNN's weights are laid out as it likes beforehand; ours
// are packed inside the timed call, as in the program. oneDNN is tried with and without blocked layouts (its reorders
// of input and output inside the timing), and with its own choice of algorithm, and the fastest of these is timed.
//
// Single calls are timed, ours and theirs in turn, the one that goes first changing each round, and medians compared.
// After a call OpenMP's threads spin for some milliseconds waiting for the next, which would take a core from whoever
// runs then; so each timed call comes after a pause that outlasts the spinning, and after one untimed call of the same
// library, which wakes its threads and warms the caches for it.
#include <hwy/targets.h>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <dnnl.hpp>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "bench/timing.h"
#include "core/layers/conv2d.h"
#include "core/tensor/parallel.h"
#include "core/tensor/random.h"

namespace flatscope::bench {
namespace {

struct Case {
  std::int64_t in_channels, out_channels, kernel, height, width;
};

std::string name_of(const Case& c) {
  return std::to_string(c.in_channels) + "->" + std::to_string(c.out_channels) + " k" + std::to_string(c.kernel) + " " +
         std::to_string(c.height) + "x" + std::to_string(c.width);
}

Tensor random_tensor(Shape shape, Generator& generator) {
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = 2.0F * uniform01(generator) - 1.0F;
  return tensor;
}

struct Data {
  Tensor input, weight, bias;
  Conv2dOptions options;
  Tensor ours, theirs;
};

Data make_data(const Case& c) {
  Generator generator(7);
  Data data;
  data.input = random_tensor({c.in_channels, c.height, c.width}, generator);
  data.weight = random_tensor({c.out_channels, c.in_channels, c.kernel, c.kernel}, generator);
  data.bias = random_tensor({c.out_channels}, generator);
  data.options.padding_h = data.options.padding_w = (c.kernel - 1) / 2;
  data.ours = Tensor({c.out_channels, c.height, c.width});
  data.theirs = Tensor({c.out_channels, c.height, c.width});
  return data;
}

// One way of asking oneDNN for the convolution; call() runs it whole, NCHW to NCHW.
class Peer {
 public:
  Peer(const Case& c, Data& data, bool blocked, dnnl::algorithm algorithm)
      : engine_(dnnl::engine::kind::cpu, 0), stream_(engine_) {
    using Tag = dnnl::memory::format_tag;
    const auto type = dnnl::memory::data_type::f32;
    const dnnl::memory::dims in{1, c.in_channels, c.height, c.width}, out{1, c.out_channels, c.height, c.width};
    const dnnl::memory::dims weights{c.out_channels, c.in_channels, c.kernel, c.kernel}, bias{c.out_channels};
    const dnnl::memory::dim pad = (c.kernel - 1) / 2;
    const dnnl::memory::desc plain_in(in, type, Tag::nchw), plain_out(out, type, Tag::nchw);
    const Tag tag = blocked ? Tag::any : Tag::nchw;
    const dnnl::memory::desc source_desc(in, type, tag), weights_desc(weights, type, Tag::any);
    const dnnl::memory::desc bias_desc(bias, type, Tag::x), destination_desc(out, type, tag);
    const dnnl::memory::dims strides{1, 1}, padding{pad, pad};
#if DNNL_VERSION_MAJOR >= 3  // an operation and its engine are described in one step
    const dnnl::convolution_forward::primitive_desc primitive(engine_, dnnl::prop_kind::forward_inference, algorithm,
                                                              source_desc, weights_desc, bias_desc, destination_desc,
                                                              strides, padding, padding);
#else
    const dnnl::convolution_forward::primitive_desc primitive(
        {dnnl::prop_kind::forward_inference, algorithm, source_desc, weights_desc, bias_desc, destination_desc, strides,
         padding, padding},
        engine_);
#endif
    name_ = std::string(primitive.impl_info_str()) + (blocked ? ", blocked" : ", nchw");

    dnnl::memory user_in(plain_in, engine_, data.input.data()), user_out(plain_out, engine_, data.theirs.data());
    dnnl::memory user_weights({weights, type, Tag::oihw}, engine_, data.weight.data());
    const dnnl::memory user_bias({bias, type, Tag::x}, engine_, data.bias.data());
    dnnl::memory own_weights(primitive.weights_desc(), engine_);
    dnnl::reorder(user_weights, own_weights).execute(stream_, user_weights, own_weights);
    stream_.wait();

    dnnl::memory source = user_in, destination = user_out;
    if (primitive.src_desc() != plain_in) {
      source = dnnl::memory(primitive.src_desc(), engine_);
      add(dnnl::reorder(user_in, source), {{DNNL_ARG_FROM, user_in}, {DNNL_ARG_TO, source}});
    }
    if (primitive.dst_desc() != plain_out) destination = dnnl::memory(primitive.dst_desc(), engine_);
    add(dnnl::convolution_forward(primitive), {{DNNL_ARG_SRC, source},
                                               {DNNL_ARG_WEIGHTS, own_weights},
                                               {DNNL_ARG_BIAS, user_bias},
                                               {DNNL_ARG_DST, destination}});
    if (primitive.dst_desc() != plain_out) {
      add(dnnl::reorder(destination, user_out), {{DNNL_ARG_FROM, destination}, {DNNL_ARG_TO, user_out}});
    }
  }

  void call() {
    for (auto& [primitive, arguments] : steps_) primitive.execute(stream_, arguments);
    stream_.wait();
  }

  const std::string& name() const { return name_; }

 private:
  using Arguments = std::unordered_map<int, dnnl::memory>;

  void add(dnnl::primitive primitive, Arguments arguments) {
    steps_.emplace_back(std::move(primitive), std::move(arguments));
  }

  dnnl::engine engine_;
  dnnl::stream stream_;
  std::vector<std::pair<dnnl::primitive, Arguments>> steps_;
  std::string name_;
};

Peer fastest_peer(const Case& c, Data& data) {
  std::optional<Peer> best;
  double best_time = 0.0;
  for (const auto algorithm : {dnnl::algorithm::convolution_direct, dnnl::algorithm::convolution_auto}) {
    for (const bool blocked : {false, true}) {
      Peer peer(c, data, blocked, algorithm);
      std::vector<double> times;
      for (int i = 0; i < 12; ++i) times.push_back(milliseconds([&] { peer.call(); }));
      const double time = median(times);
      if (!best || time < best_time) {
        best = std::move(peer);
        best_time = time;
      }
    }
  }
  return std::move(*best);
}

double timed_after_pause(const std::function<void()>& call) {
  std::this_thread::sleep_for(std::chrono::milliseconds(12));
  call();
  return milliseconds(call);
}

void compare(const Case& c, int rounds) {
  Data data = make_data(c);
  Peer peer = fastest_peer(c, data);
  const auto ours = [&] { conv2d_into(data.input, data.weight, data.bias.values(), data.options, data.ours.values()); };
  const auto theirs = [&] { peer.call(); };
  std::vector<double> our_times, their_times;
  for (int round = 0; round < rounds; ++round) {
    if (round % 2 == 0) our_times.push_back(timed_after_pause(ours));
    their_times.push_back(timed_after_pause(theirs));
    if (round % 2 != 0) our_times.push_back(timed_after_pause(ours));
  }
  float difference = 0.0F;
  for (std::int64_t i = 0; i < data.ours.size(); ++i) {
    difference = std::max(difference, std::abs(data.ours.data()[i] - data.theirs.data()[i]));
  }
  const double our_time = median(our_times), their_time = median(their_times);
  std::printf("conv %-20s ours %8.3f ms  oneDNN %8.3f ms (%s)  max abs difference %.1e  ratio %.2f\n",
              name_of(c).c_str(), our_time, their_time, peer.name().c_str(), static_cast<double>(difference),
              our_time / their_time);
  std::fflush(stdout);
}

// Time against size: the last column should stay level.
void print_sizes() {
  const Case families[] = {{1, 8, 3, 0, 0}, {3, 8, 3, 0, 0}, {3, 16, 7, 0, 0}, {64, 64, 3, 0, 0}};
  for (Case c : families) {
    for (const std::int64_t size : {64, 96, 128, 192, 256, 384, 512, 768, 1024}) {
      c.height = c.width = size;
      Data data = make_data(c);
      std::vector<double> times;
      const int rounds = size <= 256 ? 60 : 12;
      for (int round = 0; round < rounds; ++round) {
        times.push_back(milliseconds(
            [&] { conv2d_into(data.input, data.weight, data.bias.values(), data.options, data.ours.values()); }));
      }
      const double outputs = static_cast<double>(data.ours.size());
      std::printf("conv %-20s %9.3f ms  %7.3f ns an output\n", name_of(c).c_str(), median(times),
                  median(times) * 1e6 / outputs);
    }
  }
}

int run(int argc, char** argv) {
  const std::string threads = option(argc, argv, "--threads", std::to_string(std::thread::hardware_concurrency()));
  const std::string target = option(argc, argv, "--target", "");
  std::vector<std::pair<std::string, std::string>> variables{{"FLATSCOPE_NUM_THREADS", threads},
                                                             {"OMP_NUM_THREADS", threads}};
  if (target == "AVX2") variables.emplace_back("DNNL_MAX_CPU_ISA", "AVX2");
  if (target == "SSE4") variables.emplace_back("DNNL_MAX_CPU_ISA", "SSE41");
  restart_with(argv, variables);
  // Better instruction sets have lower bits.
  if (target == "AVX2") hwy::DisableTargets(HWY_AVX2 - 1);
  if (target == "SSE4") hwy::DisableTargets(HWY_SSE4 - 1);

  std::printf("%d threads, our instruction set %s\n", thread_count(), simd_target());
  if (flag(argc, argv, "--sizes")) {
    print_sizes();
    return 0;
  }
  const int rounds = std::max(1, std::atoi(option(argc, argv, "--rounds", "60").c_str()));
  const Case cases[] = {
      {3, 64, 3, 256, 256}, {1, 8, 3, 256, 256}, {3, 16, 7, 256, 256}, {3, 8, 3, 1080, 1920}, {64, 64, 3, 128, 128},
  };
  for (const Case& c : cases) compare(c, rounds);
  return 0;
}

}  // namespace
}  // namespace flatscope::bench

int main(int argc, char** argv) { return flatscope::bench::run(argc, argv); }
