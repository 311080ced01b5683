// What several of these tests need.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/engine/scene.h"
#include "core/tensor/random.h"

namespace flatscope::test {

// A folder of its own, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Sets an environment variable, and sets it back.
class Environment {
 public:
  Environment(const char* name, const std::string& value);
  ~Environment();
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  std::string name_, before_;
  bool was_set_ = false;
};

void write_text(const std::filesystem::path& path, const std::string& text);
std::string read_text(const std::filesystem::path& path);

int below(Generator& generator, int n);                // 0 to n - 1
int between(Generator& generator, int low, int high);  // both included
bool coin(Generator& generator);
template <class List>
auto pick(Generator& generator, const List& list) {
  return list[static_cast<std::size_t>(below(generator, static_cast<int>(std::size(list))))];
}

// 8-bit noise, HWC.
std::shared_ptr<const Image> noise_image(Generator& generator, std::int64_t width, std::int64_t height, int channels);
Picture picture_of(std::shared_ptr<const Image> image);
// Values that 8 bit can hold.
std::shared_ptr<const Tensor> random_doodle(Generator& generator);
// Every value somewhere in its range, pictures as given; clamped.
Scene random_scene(Generator& generator, std::vector<Picture> pictures);

}  // namespace flatscope::test
