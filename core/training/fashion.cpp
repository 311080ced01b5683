#include "core/training/fashion.h"

#include <cstdint>
#include <utility>
#include <variant>

#include "core/files/file.h"
#include "core/files/image.h"
#include "core/files/plain_text.h"
#include "core/training/idx_dataset.h"

namespace flatscope {
namespace {

constexpr std::int64_t side = 28, across = 50, classes = 10, training_rows = 6, test_rows = 2;
constexpr std::int64_t sheet_width = across * side, sheet_height = classes * (training_rows + test_rows) * side;

// Rows [first_row, first_row + rows) of every class, class after class in turn.
LabelledImages part_of(const std::vector<std::uint8_t>& sheet, std::int64_t first_row, std::int64_t rows) {
  const std::int64_t of_class = rows * across;
  LabelledImages part{Tensor({of_class * classes, 1, side, side}), {}};
  float* to = part.images.data();
  for (std::int64_t i = 0; i < of_class; ++i) {
    for (std::int64_t label = 0; label < classes; ++label) {
      const std::int64_t row = label * (training_rows + test_rows) + first_row + i / across;
      for (std::int64_t line = 0; line < side; ++line) {
        const std::int64_t from = (row * side + line) * sheet_width + i % across * side;
        for (std::int64_t column = 0; column < side; ++column) {
          *to++ = static_cast<float>(sheet[static_cast<std::size_t>(from + column)]) / 255.0F;
        }
      }
      part.labels.push_back(static_cast<std::uint8_t>(label));
    }
  }
  return part;
}

}  // namespace

Placement fashion_placement_on(std::int64_t canvas) {
  Placement placement = fashion_placement;
  placement.canvas = canvas;
  placement.half_size = canvas < side;
  return placement;
}

std::vector<std::string> fashion_classes() {
  return {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"};
}

Dataset load_fashion_subset(const std::filesystem::path& sheet) {
  Image image;
  try {
    image = load_image(sheet);
  } catch (const ImageError& error) {
    throw FileError("'" + shown(sheet) + "' can't be used: " + error.what());
  }
  const auto* samples = std::get_if<std::vector<std::uint8_t>>(&image.samples);
  if (samples == nullptr || image.channels != 1 || image.width != sheet_width || image.height != sheet_height) {
    throw FileError("'" + shown(sheet) + "' is not the bundled sheet of clothes: 1400 x 2240 grey pixels of 8 bit");
  }
  return {"Fashion-MNIST", fashion_classes(), part_of(*samples, 0, training_rows),
          part_of(*samples, training_rows, test_rows)};
}

bool fashion_is_installed(const std::filesystem::path& folder) { return is_idx_folder(folder); }

FoundData load_whole_fashion(const std::filesystem::path& folder) {
  FoundData found = load_idx_folder(folder, fashion_classes());
  found.data.name = "Fashion-MNIST";
  return found;
}

}  // namespace flatscope
