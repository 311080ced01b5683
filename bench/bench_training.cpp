// One epoch of training against PyTorch's, and how its time grows.
//
//   bench_training [--threads N] [--rounds N] [--only-torch] [--only-scaling]
//
// The same network, data and batch on the same number of threads, in alternating rounds. The PyTorch side is
// bench_training_torch.py, started where python3 has torch; FLATSCOPE_PYTHON names another interpreter.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "bench/timing.h"
#include "core/layers/network.h"
#include "core/tensor/parallel.h"
#include "core/tensor/random.h"
#include "core/training/run.h"

namespace flatscope::bench {
namespace {

std::shared_ptr<const Dataset> random_data(std::int64_t samples, std::int64_t side) {
  Dataset data;
  data.name = "random numbers";
  for (int i = 0; i < 10; ++i) data.classes.push_back(std::to_string(i));
  data.train.images = Tensor({samples, 1, side, side});
  Generator generator(1);
  for (float& value : data.train.images.values()) value = uniform01(generator);
  for (std::int64_t i = 0; i < samples; ++i)
    data.train.labels.push_back(static_cast<std::uint8_t>(uniform_below(generator, 10)));
  return std::make_shared<const Dataset>(std::move(data));
}

std::vector<NetLayer> layers_of(const std::string& words) {
  std::vector<NetLayer> layers;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t space = std::min(words.find(' ', at), words.size());
    layers.push_back(parse_layer(words.substr(at, space - at)));
    at = space + 1;
  }
  return layers;
}

TrainRun make_run(const std::string& layers, std::int64_t side, std::int64_t batch, std::int64_t samples) {
  TrainSettings settings;
  settings.layers = layers_of(layers);
  settings.batch = batch;
  return TrainRun(settings, random_data(samples, side));
}

double epoch_seconds(TrainRun& run) {
  return milliseconds([&] {
           for (std::int64_t i = run.steps_an_epoch(); i > 0; --i) run.step();
         }) /
         1e3;
}

double median_epoch(TrainRun& run, int rounds) {
  epoch_seconds(run);
  std::vector<double> seconds;
  for (int i = 0; i < rounds; ++i) seconds.push_back(epoch_seconds(run));
  return median(seconds);
}

// Multiplications and additions of forward, gradient of the weights and, behind the first layer with parameters, of the
// inputs.
double epoch_flop(const TrainRun& run, std::int64_t side) {
  const NetworkCount count = count_network({1, side, side}, run.settings().layers);
  double macs = 0.0;
  bool first = true;
  for (const LayerCount& layer : count.layers) {
    if (layer.macs.value == 0) continue;
    macs += (first ? 2.0 : 3.0) * static_cast<double>(layer.macs.value);
    first = false;
  }
  return 2.0 * macs * static_cast<double>(run.samples());
}

// The other side, waiting for lines.
class Torch {
 public:
  static std::optional<Torch> start(const char* network, std::int64_t side, std::int64_t batch, std::int64_t samples) {
    // The distribution's python3 may have torch where another one that comes first on the path has not.
    const char* const own = std::getenv("FLATSCOPE_PYTHON");
    for (const char* const python : {own, "python3", "/usr/bin/python3"}) {
      if (python == nullptr) continue;
      if (std::optional<Torch> torch = start(python, network, side, batch, samples)) return torch;
    }
    return std::nullopt;
  }

  static std::optional<Torch> start(const char* python, const char* network, std::int64_t side, std::int64_t batch,
                                    std::int64_t samples) {
    int down[2], up[2];
    if (pipe(down) != 0 || pipe(up) != 0) return std::nullopt;
    const pid_t child = fork();
    if (child < 0) return std::nullopt;
    if (child == 0) {
      dup2(down[0], 0);
      dup2(up[1], 1);
      for (const int end : {down[0], down[1], up[0], up[1]}) close(end);
      if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(127);
      const std::string numbers[] = {std::to_string(side), std::to_string(batch), std::to_string(samples),
                                     std::to_string(thread_count())};
      execlp(python, python, FLATSCOPE_BENCH_DIR "/bench_training_torch.py", network, numbers[0].c_str(),
             numbers[1].c_str(), numbers[2].c_str(), numbers[3].c_str(), static_cast<char*>(nullptr));
      _exit(127);
    }
    close(down[0]);
    close(up[1]);
    Torch torch(child, down[1], fdopen(up[0], "r"));
    if (torch.line().empty()) return std::nullopt;
    return torch;
  }

  Torch(Torch&& other) noexcept : child_(other.child_), to_(other.to_), from_(other.from_) { other.child_ = -1; }
  Torch& operator=(Torch&&) = delete;
  ~Torch() {
    if (child_ < 0) return;
    close(to_);
    std::fclose(from_);
    waitpid(child_, nullptr, 0);
  }

  double epoch_seconds() {
    if (write(to_, "\n", 1) != 1) return 0.0;
    return std::strtod(line().c_str(), nullptr);
  }

 private:
  Torch(pid_t child, int to, std::FILE* from) : child_(child), to_(to), from_(from) {}

  std::string line() {
    std::array<char, 256> text{};
    return std::fgets(text.data(), static_cast<int>(text.size()), from_) == nullptr ? "" : text.data();
  }

  pid_t child_;
  int to_;
  std::FILE* from_;
};

struct Case {
  const char* name;
  const char* torch_name;
  const char* layers;
  std::int64_t side, batch;
  double budget;
};

constexpr const char* cnn_layers =
    "conv:16:3:padding=same relu maxpool:2 conv:32:3:padding=same relu conv:32:3:padding=same relu globalmaxpool "
    "linear:10";
constexpr Case cases[] = {
    {"MLP 576-128-10, batch 32", "mlp", "flatten linear:128 relu linear:10", 24, 32, 0.4},
    {"CNN 16-32-32 global max, batch 32", "cnn", cnn_layers, 24, 32, 1.0},
    {"CNN 16-16 flatten, batch 32", "flat",
     "conv:16:3:padding=same relu maxpool:2 conv:16:3:padding=same relu maxpool:2 flatten linear:10", 24, 32, 0.5},
    {"CNN 16-32-32 at 28 x 28, batch 128", "cnn", cnn_layers, 28, 128, 0.7},
};

void against_torch(const Case& one, int rounds) {
  constexpr std::int64_t samples = 1200;
  TrainRun run = make_run(one.layers, one.side, one.batch, samples);
  const double gigaflop = epoch_flop(run, one.side) * 1e-9;
  std::vector<double> ours, theirs;
  epoch_seconds(run);
  std::optional<Torch> torch = Torch::start(one.torch_name, one.side, one.batch, samples);
  if (torch) torch->epoch_seconds();
  for (int i = 0; i < rounds; ++i) {
    ours.push_back(epoch_seconds(run));
    if (torch) theirs.push_back(torch->epoch_seconds());
  }
  const double seconds = median(ours);
  std::printf("%-38s %8.2f ms %7.1f GFLOP/s", one.name, seconds * 1e3, gigaflop / seconds);
  if (theirs.empty()) {
    std::printf("   (no python3 with torch here)\n");
  } else {
    std::printf("   PyTorch %8.2f ms %7.1f GFLOP/s   ratio %.2f (budget %.1f)\n", median(theirs) * 1e3,
                gigaflop / median(theirs), seconds / median(theirs), one.budget);
  }
  std::fflush(stdout);
}

void scaling(int rounds) {
  std::printf("\nCNN 16-32-32 at 24 x 24, batch 32, by samples\n");
  for (const std::int64_t samples : {300, 600, 1200, 2400, 4800}) {
    TrainRun run = make_run(cnn_layers, 24, 32, samples);
    const double seconds = median_epoch(run, rounds);
    std::printf("%6lld samples %8.2f ms, %6.2f us a sample\n", static_cast<long long>(samples), seconds * 1e3,
                seconds * 1e6 / static_cast<double>(samples));
  }
  std::printf("\nCNN C-2C-2C at 24 x 24, batch 32, by channels\n");
  for (const std::int64_t channels : {4, 8, 16, 32, 64}) {
    const std::string one = std::to_string(channels), two = std::to_string(2 * channels);
    TrainRun run = make_run("conv:" + one + ":3:padding=same relu maxpool:2 conv:" + two +
                                ":3:padding=same relu conv:" + two + ":3:padding=same relu globalmaxpool linear:10",
                            24, 32, 600);
    const double seconds = median_epoch(run, rounds);
    std::printf("%6lld channels %8.2f ms, %7.1f GFLOP/s\n", static_cast<long long>(channels), seconds * 1e3,
                epoch_flop(run, 24) * 1e-9 / seconds);
  }
}

}  // namespace
}  // namespace flatscope::bench

int main(int argc, char** argv) {
  using namespace flatscope::bench;
  const std::string threads = option(argc, argv, "--threads", "");
  if (!threads.empty()) restart_with(argv, {{"FLATSCOPE_NUM_THREADS", threads}});
  const int rounds = std::max(1, std::atoi(option(argc, argv, "--rounds", "9").c_str()));
  std::printf("%d threads, medians of %d rounds, Adam\n", flatscope::thread_count(), rounds);
  if (!flag(argc, argv, "--only-scaling")) {
    std::printf("One epoch of 1,200 samples\n");
    for (const Case& one : cases) against_torch(one, rounds);
  }
  if (!flag(argc, argv, "--only-torch")) scaling(std::max(3, rounds / 3));
  return 0;
}
