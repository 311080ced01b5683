#include "app/stages/train/model/data.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "app/engine/scene.h"
#include "app/files/assets.h"
#include "app/look/number_text.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"
#include "core/training/class_names.h"
#include "core/training/class_order.h"
#include "core/training/digits_dataset.h"
#include "core/training/fashion.h"
#include "core/training/idx_dataset.h"
#include "core/training/picture_crops.h"
#include "core/training/shapes.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t raw_bytes = 4'000'000;
constexpr std::size_t fewest_picture_classes = 2, most_picture_classes = 10;
constexpr std::int64_t shape_tests = 600, crop_tests = 300;

// The first few pictures, as they lie in the file.
Tensor first_images(const Tensor& images) {
  Shape shape = images.shape();
  const std::int64_t each = std::max<std::int64_t>(1, element_count({shape[1], shape[2], shape[3]}));
  shape[0] = std::clamp<std::int64_t>(raw_bytes / 4 / each, 1, shape[0]);
  const float* const from = images.data();
  return Tensor(shape, std::vector<float>(from, from + element_count(shape)));
}

struct Made {
  Dataset set;
  DataReport report;
  Tensor raw;
  bool more_installed = false;
  bool own_test = false;
};

Made digits(const DataChoice& choice) {
  Made made;
  Placement placement{.canvas = choice.canvas};
  if (choice.fill != 0) placement.share = choice.fill / 100.0;
  made.set = digits_dataset(bundled_digits(), placement);
  made.raw = first_images(digits_dataset(bundled_digits(), {.canvas = 8}).train.images);
  return made;
}

Made fashion(const DataChoice& choice) {
  Made made;
  made.more_installed = fashion_is_installed();
  if (choice.whole) {
    FoundData found = load_whole_fashion();
    made.set = std::move(found.data);
    made.report = std::move(found.report);
  } else {
    made.set = bundled_fashion();
  }
  made.raw = first_images(made.set.train.images);
  made.set = placed(std::move(made.set), fashion_placement_on(choice.canvas));
  return made;
}

Made crops(const DataInputs& inputs) {
  const auto open = static_cast<std::int64_t>(inputs.pictures.size());
  if (inputs.pictures.size() < fewest_picture_classes)
    throw std::invalid_argument(
        "Each opened picture is a class, and samples are cut out of it: two or more must be open, and now it is one. "
        "Click another in the strip at the right, or open files of your own.");
  if (inputs.pictures.size() > most_picture_classes)
    throw std::invalid_argument(
        fmt::format("Each opened picture is a class, up to {} of them, and {} are open: close some of them.",
                    most_picture_classes, open));
  std::vector<NamedPicture> pictures;
  for (const NamedImage& one : inputs.pictures) pictures.push_back({one.name, to_tensor(*one.image)});
  FoundData found = crops_dataset(
      pictures, {.canvas = inputs.choice.canvas, .training = inputs.most, .testing = crop_tests}, inputs.seed);
  return {std::move(found.data), std::move(found.report), {}};
}

// The data is used with the names that it has where the file's do not fit, and that is said.
void rename(FoundData& found, const fs::path& file) {
  std::string problem;
  try {
    std::vector<std::string> names = load_class_names(file);
    if (names.size() == found.data.classes.size()) {
      found.data.classes = std::move(names);
      return;
    }
    problem =
        fmt::format("{} has {}, but there are {} classes: they keep the names that they have.", shown(file.filename()),
                    counted(static_cast<std::int64_t>(names.size()), "name"), found.data.classes.size());
  } catch (const FileError& error) {
    problem = error.what();
  }
  found.report.problems.insert(found.report.problems.begin(), problem);
}

// Its labels are numbers: more names than are used are no mistake, as the test may have more classes than the training.
FoundData named_idx(const DataChoice& choice) {
  if (choice.class_names.empty()) return load_idx_folder(choice.folder, {});
  try {
    return load_idx_folder(choice.folder, load_class_names(choice.class_names));
  } catch (const FileError&) {
    FoundData found = load_idx_folder(choice.folder, {});
    rename(found, choice.class_names);
    return found;
  }
}

Made idx(const DataChoice& choice) {
  FoundData found = named_idx(choice);
  Tensor raw = first_images(found.data.train.images);
  const Shape& shape = found.data.train.images.shape();
  Placement placement{.canvas = choice.canvas};
  // Pictures that are larger than the canvas fill it.
  if (std::max(shape[2], shape[3]) > choice.canvas) placement.share = 1.0;
  return {placed(std::move(found.data), placement), std::move(found.report), std::move(raw), false, true};
}

std::shared_ptr<const TrainData> finished(const DataInputs& inputs, Made made) {
  auto data = std::make_shared<TrainData>();
  data->inputs = inputs;
  data->rooms = edge_rooms(made.set.test.images);
  data->set = std::make_shared<const Dataset>(std::move(made.set));
  data->report = std::move(made.report);
  data->raw = std::move(made.raw);
  data->more_installed = made.more_installed;
  data->own_test = made.own_test;
  return data;
}

}  // namespace

Shape TrainData::input() const {
  const Shape& shape = set->train.images.shape();
  return {shape[1], shape[2], shape[3]};
}

DataInputs data_inputs(const Scene& scene) {
  const TrainScene& train = scene.train;
  DataInputs inputs;
  inputs.choice = train.data;
  inputs.seed = 0;
  DataChoice& choice = inputs.choice;
  if (choice.kind != DataKind::files) choice.folder.clear(), choice.class_names.clear();
  if (choice.kind != DataKind::digits) choice.fill = 0;
  if (choice.kind != DataKind::fashion) choice.whole = false;
  if (choice.kind != DataKind::shapes && choice.kind != DataKind::pictures) return inputs;
  inputs.seed = static_cast<std::uint32_t>(train.seed);
  // Twice as many at a time, so that a slider makes no new data at every step.
  for (inputs.most = 1000; inputs.most < train.samples;) inputs.most *= 2;
  if (choice.kind == DataKind::pictures)
    for (const Picture& picture : scene.pictures) inputs.pictures.push_back({stem_of(picture), picture.image});
  return inputs;
}

bool asks_for_data(const Scene& scene) {
  const DataChoice& choice = scene.train.data;
  return (choice.kind == DataKind::files && choice.folder.empty()) ||
         (choice.kind == DataKind::pictures && scene.pictures.size() < fewest_picture_classes);
}

std::string data_name(const TrainScene& scene) {
  switch (scene.data.kind) {
    case DataKind::digits:
      return "Handwritten digits";
    case DataKind::fashion:
      return "Fashion-MNIST";
    case DataKind::shapes:
      return "Shapes drawn by rule";
    case DataKind::pictures:
      return "The opened pictures";
    case DataKind::files:
      return scene.data.folder.empty() ? "A folder" : shown(scene.data.folder.filename());
  }
  return {};
}

std::string split_note(const TrainData& data) {
  switch (data.inputs.choice.kind) {
    case DataKind::digits:
      return "Both parts have digits by the same 13 writers: with new writers the test would be harder.";
    case DataKind::fashion:
    case DataKind::shapes:
      return {};
    case DataKind::pictures:
      return "The test shows other parts of the same pictures, no other pictures.";
    case DataKind::files:
      return data.own_test ? "Both parts are as its files have them."
                           : "Every fifth picture of a class is for the test.";
  }
  return {};
}

DataLoading::DataLoading(DataInputs inputs) : inputs_(std::move(inputs)) {}
DataLoading::~DataLoading() = default;

bool DataLoading::advance() {
  if (made_ != nullptr) return false;
  const DataChoice& choice = inputs_.choice;
  if (folder_ != nullptr) {
    if (folder_->advance()) return true;
    FoundData found = folder_->take();
    if (!choice.class_names.empty()) rename(found, choice.class_names);
    made_ = finished(inputs_, {std::move(found.data), std::move(found.report), {}});
    return false;
  }
  switch (choice.kind) {
    case DataKind::digits:
      made_ = finished(inputs_, digits(choice));
      return false;
    case DataKind::fashion:
      made_ = finished(inputs_, fashion(choice));
      return false;
    case DataKind::shapes:
      made_ = finished(inputs_, {shapes_dataset(inputs_.seed, choice.canvas, inputs_.most, shape_tests), {}, {}});
      return false;
    case DataKind::pictures:
      made_ = finished(inputs_, crops(inputs_));
      return false;
    case DataKind::files:
      break;
  }
  if (choice.folder.empty())
    throw std::invalid_argument(
        "Choose a folder first: with IDX files as MNIST has them, or with one folder of pictures a class.");
  if (is_idx_folder(choice.folder)) {
    made_ = finished(inputs_, idx(choice));
    return false;
  }
  folder_ = std::make_unique<PictureFolder>(choice.folder, PictureFolderSettings{.canvas = choice.canvas});
  return true;
}

double DataLoading::share() const {
  if (made_ != nullptr) return 1.0;
  if (folder_ == nullptr || folder_->total() == 0) return 0.0;
  return static_cast<double>(folder_->done()) / static_cast<double>(folder_->total());
}

std::shared_ptr<const TrainData> DataLoading::take() { return made_; }

}  // namespace flatscope
