// A trainer of a program of its own, on small data, and a folder in which its scenes are saved.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "app/engine/results.h"
#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "app/stages/train/model/trainer.h"
#include "core/training/models.h"
#include "tests/app/support.h"

namespace flatscope::test {

inline Scene small_scene() {
  Scene scene = first_scene();
  scene.stage = Stage::train;
  TrainScene& train = scene.train;
  train.data.canvas = 10;
  train.networks = {parse_layers("flatten linear:8 relu linear:10"),
                    parse_layers("conv:3:3:padding=same relu globalmaxpool linear:10")};
  train.samples = 60;
  train.epochs = 2;
  train.radius = 1;
  return scene;
}

class Lesson {
 public:
  explicit Lesson(Scene scene) : scene_(std::move(scene)) {}
  void settle() {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    do {
      trainer_.request(scene_, view_);
      worker_.collect(std::chrono::milliseconds(1));
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "it does not come to rest";
    } while (trainer_.behind() || trainer_.asks_again() || worker_.busy(Worker::Lane::background) ||
             worker_.has_deliveries());
  }
  void ask(TrainCommand::Kind kind) {
    ask_trainer(view_, kind);
    settle();
  }
  Scene& scene() { return scene_; }
  TrainScene& train() { return scene_.train; }
  const Results& results() const { return results_; }
  const NetworkState& network(std::size_t i) const { return *results_.train.networks[i]; }
  const std::vector<NamedTensor>& weights(std::size_t i) const { return *network(i).weights; }

 private:
  Scene scene_;
  TrainView view_;
  Worker worker_{{}};
  Asker asker_{worker_};
  Results results_;
  Trainer trainer_{asker_, results_.train};
};

class SavedLessons : public testing::Test {
 protected:
  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path save(Lesson& lesson, const char* name = "lesson.toml") {
    const std::filesystem::path path = folder() / name;
    Scene kept = lesson.scene();
    const std::vector<BesideFile> beside = keep_results(kept, lesson.results(), beside_scene(path));
    save_scene(kept, path, beside);
    return path;
  }
  Scene load(const std::filesystem::path& path) {
    complaints_.clear();
    return load_scene(path, complaints_);
  }

  TemporaryFolder folder_;
  std::vector<std::string> complaints_;
};

}  // namespace flatscope::test
