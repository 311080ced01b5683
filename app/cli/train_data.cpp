#include "app/cli/train_data.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <numeric>
#include <utility>
#include <vector>

#include "app/files/assets.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"
#include "core/training/class_order.h"
#include "core/training/digits_dataset.h"
#include "core/training/fashion.h"
#include "core/training/idx_dataset.h"
#include "core/training/picture_folder.h"
#include "core/training/shapes.h"

namespace flatscope::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t own_canvas = 24;          // of digits, shapes and folders of pictures
constexpr std::int64_t fashion_training = 3000;  // that are bundled
constexpr std::int64_t most_shapes = 1'000'000;

std::int64_t canvas_option(const Command& command, std::int64_t fallback) {
  return command.integer("--canvas", fallback, smallest_canvas, possible_canvas);
}

Dataset told(FoundData found) {
  for (const std::string& problem : found.report.problems)
    std::fprintf(stderr, "flatscope train: %s\n", one_line(problem).c_str());
  const auto named = static_cast<std::int64_t>(found.report.problems.size());
  if (found.report.skipped > named)
    std::fprintf(stderr, "flatscope train: %lld were left out altogether\n",
                 static_cast<long long>(found.report.skipped));
  return std::move(found.data);
}

Dataset fashion(const Command& command) {
  const bool more = command.integer("--samples", 1, 1) > fashion_training;
  if (more && !fashion_is_installed())
    throw UsageError(
        fmt::format("--samples is more than the {} training pictures that are bundled; all 60,000 are in "
                    "Debian's package dataset-fashion-mnist",
                    fashion_training));
  return placed(more ? told(load_whole_fashion()) : bundled_fashion(),
                fashion_placement_on(canvas_option(command, fashion_placement.canvas)));
}

Dataset folder(const Command& command, const std::string& name) {
  const fs::path path = path_from_utf8(name);
  std::error_code error;
  if (!fs::is_directory(path, error))
    throw UsageError(
        fmt::format("--dataset is {}, which is no folder; it must be digits, fashion, shapes, a folder with "
                    "IDX files, or a folder with one sub-folder a class",
                    shown(name)));
  if (is_idx_folder(path)) {
    Dataset data = told(load_idx_folder(path));
    if (!command.given("--canvas")) return data;
    return placed(std::move(data), {.canvas = canvas_option(command, own_canvas)});
  }
  PictureFolderSettings settings;
  settings.canvas = canvas_option(command, own_canvas);
  return told(*load_picture_folder(path, settings));
}

Dataset whole(const Command& command, std::uint32_t seed) {
  const std::string name = command.text("--dataset").value_or("digits");
  if (name == "digits") return digits_dataset(bundled_digits(), {.canvas = canvas_option(command, own_canvas)});
  if (name == "fashion") return fashion(command);
  if (name == "shapes")
    return shapes_dataset(seed, canvas_option(command, own_canvas), command.integer("--samples", 1200, 1, most_shapes),
                          command.integer("--test-samples", 600, 1, most_shapes));
  return folder(command, name);
}

void keep_first(LabelledImages& part, const Command& command, const char* option, std::string_view what) {
  const auto there = static_cast<std::int64_t>(part.labels.size());
  const std::int64_t wanted = command.integer(option, there, 1);
  if (wanted > there) throw UsageError(fmt::format("{} is {}; there are {} {} samples", option, wanted, there, what));
  if (wanted == there) return;
  std::vector<std::int64_t> first(static_cast<std::size_t>(wanted));
  std::iota(first.begin(), first.end(), std::int64_t{0});
  part = chosen(part, first);
}

}  // namespace

void declare_data_options(Command& command) {
  command.option(
      "--dataset", "NAME",
      "digits (default), fashion, shapes, a folder with IDX files (train-images-idx3-ubyte and its companions, "
      "gzip or not), or a folder with one sub-folder of pictures a class");
  command.option("--samples", "N", "For training, the first N (default: all)");
  command.option("--test-samples", "N", "For testing, the first N (default: all)");
  command.option(
      "--canvas", "N",
      "Pixels a side, 8 to 256, with the pictures in the middle (default 24; IDX files: their own size). Fashion "
      "lies there at half its size where N is below 28");
}

Dataset load_dataset(const Command& command, std::uint32_t seed) {
  Dataset data = whole(command, seed);
  keep_first(data.train, command, "--samples", "training");
  keep_first(data.test, command, "--test-samples", "test");
  return data;
}

}  // namespace flatscope::cli
