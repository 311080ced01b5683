#include "core/training/idx_dataset.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/files/file.h"
#include "core/files/idx.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace fs = std::filesystem;
namespace {

std::string quoted(const fs::path& path) { return "'" + shown(path) + "'"; }

// "train-images" and "idx3-ubyte".
struct PartName {
  std::string_view part, kind;
};
constexpr PartName part_names[] = {{"train-images", "idx3-ubyte"},
                                   {"train-labels", "idx1-ubyte"},
                                   {"t10k-images", "idx3-ubyte"},
                                   {"t10k-labels", "idx1-ubyte"}};

// Empty where there is none.
fs::path find(const fs::path& folder, const PartName& name) {
  for (const char* ending : {"", ".gz"}) {
    for (const char between : {'-', '.'}) {
      fs::path path = folder / (std::string(name.part) + between + std::string(name.kind) + ending);
      std::error_code error;
      if (fs::exists(path, error)) return path;
    }
  }
  return {};
}

struct IdxPart {
  fs::path images_path, labels_path;
  LabelledImages samples;
};

Tensor as_images(const IdxBytes& idx) {
  Tensor images({idx.shape[0], 1, idx.shape[1], idx.shape[2]});
  std::array<float, 256> worth{};
  for (std::size_t value = 0; value < worth.size(); ++value) worth[value] = static_cast<float>(value) / 255.0F;
  std::transform(idx.values.begin(), idx.values.end(), images.data(), [&](std::uint8_t value) { return worth[value]; });
  return images;
}

IdxPart load_part(const fs::path& folder, const PartName& images_name, const PartName& labels_name) {
  IdxPart part;
  for (const auto& [name, path] :
       {std::pair(&images_name, &part.images_path), std::pair(&labels_name, &part.labels_path)}) {
    *path = find(folder, *name);
    if (path->empty()) {
      throw FileError("The folder " + quoted(folder) + " holds no " + std::string(name->part) + "-" +
                      std::string(name->kind) + " (or the same with .gz), one of the four files of an IDX data set");
    }
  }
  IdxBytes labels = load_idx(part.labels_path);
  if (labels.shape.size() != 1) {
    throw FileError(quoted(part.labels_path) + " holds values of shape " + to_string(labels.shape) +
                    ", not one label for each picture");
  }
  {
    const IdxBytes images = load_idx(part.images_path);
    if (images.shape.size() != 3) {
      throw FileError(quoted(part.images_path) + " holds values of shape " + to_string(images.shape) +
                      ", not pictures (N x height x width)");
    }
    if (images.shape[0] != labels.shape[0]) {
      throw FileError(quoted(part.images_path) + " holds " + std::to_string(images.shape[0]) + " pictures, but " +
                      quoted(part.labels_path) + " " + std::to_string(labels.shape[0]) +
                      " labels; there must be one each");
    }
    part.samples.images = as_images(images);
  }
  part.samples.labels = std::move(labels.values);
  return part;
}

// How many classes there are; a large label that stands alone is no class.
std::size_t count_classes(const IdxPart& train) {
  std::array<bool, 256> seen{};
  for (const std::uint8_t label : train.samples.labels) seen[label] = true;
  const auto different = static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
  if (different < 2) {
    throw FileError(quoted(train.labels_path) + " has one class only; at least two are needed to learn from");
  }
  std::size_t largest = seen.size() - 1;
  while (!seen[largest]) --largest;
  constexpr std::size_t telling = 256;
  if (train.samples.labels.size() >= telling && largest > 2 * different + 8) {
    std::size_t last = 0;
    for (std::size_t label = 0; label <= 2 * different + 8; ++label) last = seen[label] ? label : last;
    return last + 1;
  }
  return largest + 1;
}

void require_labels(const IdxPart& part, std::size_t classes) {
  for (std::size_t i = 0; i < part.samples.labels.size(); ++i) {
    if (part.samples.labels[i] < classes) continue;
    throw FileError(quoted(part.labels_path) + " gives sample " + std::to_string(i) + " the label " +
                    std::to_string(part.samples.labels[i]) + ", past the last class, " + std::to_string(classes - 1));
  }
}

}  // namespace

bool is_idx_folder(const fs::path& folder) {
  return std::any_of(std::begin(part_names), std::end(part_names),
                     [&](const PartName& name) { return !find(folder, name).empty(); });
}

FoundData load_idx_folder(const fs::path& folder, std::vector<std::string> classes) {
  IdxPart train = load_part(folder, part_names[0], part_names[1]);
  IdxPart test = load_part(folder, part_names[2], part_names[3]);
  const Tensor& known = train.samples.images;
  const Tensor& unknown = test.samples.images;
  if (known.height() != unknown.height() || known.width() != unknown.width()) {
    const auto size = [](const Tensor& images) {
      return std::to_string(images.width()) + " x " + std::to_string(images.height());
    };
    throw FileError(quoted(train.images_path) + " holds pictures of " + size(known) + " pixels, but " +
                    quoted(test.images_path) + " of " + size(unknown) + "; they must be of one size");
  }
  const std::size_t counted = count_classes(train);
  if (classes.empty()) {
    for (std::size_t label = 0; label < counted; ++label) classes.push_back(std::to_string(label));
  }
  require_labels(train, classes.size());
  require_labels(test, classes.size());
  FoundData found;
  found.data.name = shown(folder.has_filename() ? folder.filename() : folder.parent_path().filename());
  found.data.classes = std::move(classes);
  found.data.train = std::move(train.samples);
  found.data.test = std::move(test.samples);
  found.report.used = static_cast<std::int64_t>(found.data.train.labels.size() + found.data.test.labels.size());
  return found;
}

}  // namespace flatscope
