// A folder with one sub-folder a class, each with pictures of any kind and size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/training/data_report.h"

namespace flatscope {

struct PictureFolderLimits {
  std::int64_t most_listed = 100'000;            // entries in all sub-folders; more is an error
  std::int64_t most_used = 20'000;               // pictures; of more the first of each class are used
  std::uintmax_t most_bytes = 4'000'000'000;     // of all files that are read; the rest is left out
  std::uintmax_t most_file_bytes = 500'000'000;  // of one file; a longer one is skipped
};

struct PictureFolderSettings {
  std::int64_t canvas = 24;  // pixels a side, 8 to 256
  bool colour = false;       // three channels; else the pictures' luma
  PictureFolderLimits limits{};
};

// Reads such a folder piece by piece, so that a window stays alive and a person can stop it.
//
// Classes are the sub-folders in natural order, samples the files directly in them; names that begin with a dot are
// passed over. Every picture that decode_image reads, and .npy of 1 or 3 channels, is scaled to fit the canvas, its
// aspect kept (resample_area, or resample_bilinear where it is smaller), zeros beside it; transparent pixels lie on
// white, as most programs show them. What can't be read is skipped, counted and named.
//
// The split is fixed: of the pictures of a class that could be read, in natural order of their names, every fifth is
// for testing; of two to four the last one. Pictures that resemble their neighbours (frames of a film) are therefore in
// both parts. Both parts are in class_order. A class of fewer than two pictures is left out with a sentence.
class PictureFolder {
 public:
  explicit PictureFolder(std::filesystem::path folder, const PictureFolderSettings& settings = {});

  // One picture, or some hundred names of files; false when nothing is left. Throws FileError with a sentence that
  // names the folder when it can't be used: it can't be opened, has no sub-folders or more than 256, too many files, no
  // pictures, pictures of one class only. Throws std::invalid_argument for a canvas out of range.
  bool advance();

  // Pictures looked at and pictures to look at; the second is 0 while names are still collected.
  std::int64_t done() const { return done_; }
  std::int64_t total() const { return total_; }

  // Once advance() has returned false.
  FoundData take();

 private:
  struct Class {
    std::filesystem::path folder;
    std::vector<std::filesystem::path> names;  // of files, in natural order once all are listed
    std::size_t next = 0;                      // the one to be read
    std::vector<float> values;                 // of the pictures that were read, one behind the other
    std::int64_t count = 0;
  };

  void list_classes();
  void list_some_files();
  void finish_listing();
  void read_next();
  void finish();
  void skip(std::string sentence);
  std::int64_t values_each() const;

  std::filesystem::path folder_;
  PictureFolderSettings settings_;
  enum class Work { classes, files, pictures, done } work_ = Work::classes;
  std::vector<Class> classes_;
  std::size_t at_ = 0;  // the class in hand
  std::filesystem::directory_iterator files_;
  bool listing_ = false;  // files_ stands in the class in hand
  std::int64_t listed_ = 0, done_ = 0, total_ = 0;
  std::uintmax_t bytes_ = 0;
  FoundData found_;
};

// All of it at once. `progress` is called after every piece with done() and total(); where it returns false the reading
// stops and there is no data set.
using FolderProgress = std::function<bool(std::int64_t done, std::int64_t total)>;
std::optional<FoundData> load_picture_folder(const std::filesystem::path& folder,
                                             const PictureFolderSettings& settings = {},
                                             const FolderProgress& progress = {});

}  // namespace flatscope
