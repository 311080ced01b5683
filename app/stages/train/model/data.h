// What both networks learn from.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/stages/train/model/scene.h"
#include "core/files/image.h"
#include "core/training/canvas.h"
#include "core/training/data_report.h"
#include "core/training/picture_folder.h"

namespace flatscope {

struct Scene;

struct NamedImage {
  std::string name;
  std::shared_ptr<const Image> image;
  bool operator==(const NamedImage&) const = default;
};

struct DataInputs {
  DataChoice choice;
  std::uint32_t seed = 1;            // of what is drawn or cut; 0 for what lies in a file
  std::vector<NamedImage> pictures;  // those that are open, as classes; for other kinds none
  std::int64_t most = 0;             // training samples that are wanted, of data without an end; 0 for other kinds
  bool operator==(const DataInputs&) const = default;
};

struct TrainData {
  DataInputs inputs;
  std::shared_ptr<const Dataset> set;  // on its canvas; never null
  DataReport report;
  Tensor raw;  // (n, C, H, W): the first training samples as they are in the file, before their canvas; may be empty
  std::vector<EdgeRoom> rooms;  // of the test part
  bool more_installed = false;  // fashion: all 70,000 are on this computer
  bool own_test = false;        // files: with a test part of their own
  Shape input() const;          // (C, H, W)
  int classes() const { return static_cast<int>(set->classes.size()); }
};

DataInputs data_inputs(const Scene& scene);
// The person has not said yet which: no folder is chosen, no second picture open. What is missing is no mistake then.
bool asks_for_data(const Scene& scene);
// "UCI digits", "Fashion-MNIST", "Shapes", "4 pictures", "folder/name"
std::string data_name(const TrainScene& scene);
// What a person should know about how its parts were split: "writers are mixed ...". May be empty.
std::string split_note(const TrainData& data);

// Reads or makes it piece by piece. On a worker.
class DataLoading {
 public:
  explicit DataLoading(DataInputs inputs);
  ~DataLoading();
  DataLoading(const DataLoading&) = delete;
  DataLoading& operator=(const DataLoading&) = delete;
  // False when it is done. Throws with a sentence where it can't be had.
  bool advance();
  double share() const;  // [0, 1]
  std::shared_ptr<const TrainData> take();

 private:
  DataInputs inputs_;
  std::unique_ptr<PictureFolder> folder_;
  std::shared_ptr<const TrainData> made_;
};

}  // namespace flatscope
