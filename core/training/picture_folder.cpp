#include "core/training/picture_folder.h"

#include <algorithm>
#include <new>
#include <span>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "core/files/file.h"
#include "core/files/image.h"
#include "core/files/natural_order.h"
#include "core/files/npy.h"
#include "core/files/plain_text.h"
#include "core/files/streams.h"
#include "core/training/canvas.h"
#include "core/training/class_names.h"
#include "core/training/class_order.h"
#include "core/training/fitted_picture.h"

namespace flatscope {
namespace fs = std::filesystem;
namespace {

std::string quoted(const fs::path& path) { return "'" + shown(path) + "'"; }

bool hidden(const fs::path& path) {
  const std::string name = utf8(path.filename());
  return name.empty() || name.front() == '.';
}

bool natural_path_less(const fs::path& a, const fs::path& b) { return natural_less(utf8(a), utf8(b)); }

FileError too_many_files(const fs::path& folder, std::int64_t most) {
  return FileError("The folder " + quoted(folder) + " holds more than " + std::to_string(most) +
                   " files, which are too many; one with a part of them, in a sub-folder for each class, would do");
}

// How many of each class may be used so that they are not more than `most` in all.
std::int64_t quota(const std::vector<std::int64_t>& counts, std::int64_t most) {
  std::int64_t low = 0, high = most;
  while (low < high) {
    const std::int64_t middle = (low + high + 1) / 2;
    std::int64_t sum = 0;
    for (const std::int64_t count : counts) sum += std::min(count, middle);
    (sum <= most ? low : high) = sum <= most ? middle : middle - 1;
  }
  return low;
}

// Of `count` pictures of a class, whether number `i` is for testing.
bool for_testing(std::int64_t i, std::int64_t count) { return count < 5 ? i == count - 1 : i % 5 == 4; }

}  // namespace

PictureFolder::PictureFolder(fs::path folder, const PictureFolderSettings& settings)
    : folder_(std::move(folder)), settings_(settings) {
  found_.data.name = shown(folder_.has_filename() ? folder_.filename() : folder_.parent_path().filename());
}

std::int64_t PictureFolder::values_each() const {
  return (settings_.colour ? 3 : 1) * settings_.canvas * settings_.canvas;
}

void PictureFolder::skip(std::string sentence) {
  ++found_.report.skipped;
  found_.report.add_problem(std::move(sentence));
}

bool PictureFolder::advance() {
  switch (work_) {
    case Work::classes:
      list_classes();
      work_ = Work::files;
      break;
    case Work::files:
      list_some_files();
      break;
    case Work::pictures:
      read_next();
      break;
    case Work::done:
      break;
  }
  return work_ != Work::done;
}

void PictureFolder::list_classes() {
  if (settings_.canvas < smallest_canvas || settings_.canvas > possible_canvas) {
    throw std::invalid_argument("pictures can't be put on a canvas of " + std::to_string(settings_.canvas) +
                                " pixels a side; 8 to 256 are possible");
  }
  std::error_code error;
  fs::directory_iterator at(folder_, error);
  if (error) throw FileError("The folder " + quoted(folder_) + " can't be read: " + error.message());
  for (std::int64_t entries = 0; at != fs::directory_iterator(); at.increment(error)) {
    std::error_code unknown;
    if (!hidden(at->path()) && at->is_directory(unknown)) classes_.push_back({at->path(), {}, 0, {}, 0});
    if (++entries > settings_.limits.most_listed) throw too_many_files(folder_, settings_.limits.most_listed);
    if (classes_.size() > most_classes || error) break;
  }
  if (classes_.empty()) {
    throw FileError("The folder " + quoted(folder_) +
                    " has no sub-folders; one for each class, with its pictures, is needed");
  }
  if (classes_.size() > most_classes) {
    throw FileError("The folder " + quoted(folder_) + " has more than 256 sub-folders; each is a class, and 2 to 256 " +
                    "can be told apart");
  }
  std::sort(classes_.begin(), classes_.end(),
            [](const Class& a, const Class& b) { return natural_path_less(a.folder.filename(), b.folder.filename()); });
}

void PictureFolder::list_some_files() {
  constexpr int names_a_piece = 256;
  Class& current = classes_[at_];
  std::error_code error;
  if (!listing_) {
    files_ = fs::directory_iterator(current.folder, error);
    listing_ = true;
    if (error) skip("The folder " + quoted(current.folder) + " can't be read: " + error.message() + ".");
  }
  for (int i = 0; i < names_a_piece && files_ != fs::directory_iterator(); ++i) {
    std::error_code unknown;
    if (!hidden(files_->path())) {
      if (files_->is_directory(unknown)) {
        skip("The folder " + quoted(files_->path()) +
             " was passed over: pictures must lie in their class's own folder.");
      } else {
        current.names.push_back(files_->path().filename());
      }
    }
    if (++listed_ > settings_.limits.most_listed) throw too_many_files(folder_, settings_.limits.most_listed);
    files_.increment(error);
    if (error) break;
  }
  if (!error && files_ != fs::directory_iterator()) return;
  std::sort(current.names.begin(), current.names.end(), natural_path_less);
  files_ = {};
  listing_ = false;
  if (++at_ == classes_.size()) finish_listing();
}

void PictureFolder::finish_listing() {
  // The data set may have as many values as an IDX file.
  constexpr std::int64_t most_values = 250'000'000;
  const std::int64_t most = std::min(settings_.limits.most_used, most_values / values_each());
  std::vector<std::int64_t> counts;
  std::int64_t sum = 0;
  for (const Class& one : classes_) {
    counts.push_back(static_cast<std::int64_t>(one.names.size()));
    sum += counts.back();
  }
  if (sum == 0) throw FileError("The sub-folders of " + quoted(folder_) + " hold no pictures");
  total_ = sum;
  if (sum > most) {
    const std::int64_t each = quota(counts, most);
    total_ = 0;
    for (Class& one : classes_) {
      one.names.resize(std::min(one.names.size(), static_cast<std::size_t>(each)));
      total_ += static_cast<std::int64_t>(one.names.size());
    }
    found_.report.skipped += sum - total_;
    found_.report.add_problem("The folder " + quoted(folder_) + " holds " + std::to_string(sum) + " files; the first " +
                              std::to_string(each) + " of each class are used.");
  }
  work_ = Work::pictures;
  at_ = 0;
}

void PictureFolder::read_next() {
  // One of each class in turn, so that where the limit of bytes ends the reading, all classes have been read alike.
  for (std::size_t tries = 0; tries < classes_.size() && classes_[at_].next == classes_[at_].names.size(); ++tries) {
    at_ = (at_ + 1) % classes_.size();
  }
  Class& current = classes_[at_];
  if (current.next == current.names.size()) return finish();
  at_ = (at_ + 1) % classes_.size();
  const fs::path path = current.folder / current.names[current.next++];
  ++done_;
  try {
    const std::vector<std::byte> bytes = read_plain_file(path, settings_.limits.most_file_bytes);
    bytes_ += bytes.size();
    const Tensor picture = fitted_picture(bytes, settings_.canvas, settings_.colour);
    current.values.insert(current.values.end(), picture.values().begin(), picture.values().end());
    ++current.count;
  } catch (const FileError& error) {
    skip(error.what());
  } catch (const ImageError& error) {
    skip(quoted(path) + " can't be used: " + error.what());
  } catch (const NpyError& error) {
    skip(quoted(path) + " can't be used: " + error.what());
  } catch (const std::bad_alloc&) {
    skip(quoted(path) + " can't be used: it needs more memory than there is.");
  }
  if (bytes_ > settings_.limits.most_bytes && done_ < total_) {
    found_.report.skipped += total_ - done_;
    found_.report.add_problem("The folder " + quoted(folder_) + " holds more than " +
                              std::to_string(settings_.limits.most_bytes / 1'000'000) + " MB; " +
                              std::to_string(total_ - done_) + " of its " + std::to_string(total_) +
                              " files were left out.");
    total_ = done_;
    for (Class& one : classes_) one.next = one.names.size();
  }
}

void PictureFolder::finish() {
  LabelledImages all;
  std::vector<float> values;
  std::vector<std::int64_t> train, test;
  std::int64_t seen = 0;
  for (Class& one : classes_) {
    seen += one.count;
    const std::string name = shown(one.folder.filename());
    if (one.count < 2) {
      found_.report.skipped += one.count;
      found_.report.add_problem("The class '" + name + "' was left out: it has " +
                                (one.count == 0 ? "no picture" : "one picture only") +
                                " that can be read, and at least two are needed, one to learn from and one to test.");
      continue;
    }
    for (std::int64_t i = 0; i < one.count; ++i) {
      (for_testing(i, one.count) ? test : train).push_back(static_cast<std::int64_t>(all.labels.size()));
      all.labels.push_back(static_cast<std::uint8_t>(found_.data.classes.size()));
    }
    values.insert(values.end(), one.values.begin(), one.values.end());
    one.values = {};
    found_.data.classes.push_back(name);
  }
  const std::string problem = found_.report.problems.empty() ? "" : " " + found_.report.problems.front();
  if (seen == 0) {
    throw FileError("The sub-folders of " + quoted(folder_) + " hold no picture that can be read." + problem);
  }
  if (found_.data.classes.size() < fewest_classes) {
    throw FileError("The folder " + quoted(folder_) + " has " +
                    (found_.data.classes.empty()
                         ? "no class with two pictures"
                         : "pictures of one class only, '" + found_.data.classes.front() + "'") +
                    "; at least two sub-folders with two pictures each are needed." + problem);
  }
  const auto count = static_cast<std::int64_t>(all.labels.size());
  all.images = Tensor({count, settings_.colour ? 3 : 1, settings_.canvas, settings_.canvas}, std::move(values));
  const auto part_of = [&](std::vector<std::int64_t>& members) {
    std::vector<std::uint8_t> labels;
    labels.reserve(members.size());
    for (const std::int64_t i : members) labels.push_back(all.labels[static_cast<std::size_t>(i)]);
    std::vector<std::int64_t> order = class_order(labels);
    for (std::int64_t& i : order) i = members[static_cast<std::size_t>(i)];
    return chosen(all, order);
  };
  found_.data.train = part_of(train);
  found_.data.test = part_of(test);
  found_.report.used = count;
  work_ = Work::done;
}

FoundData PictureFolder::take() { return std::move(found_); }

std::optional<FoundData> load_picture_folder(const fs::path& folder, const PictureFolderSettings& settings,
                                             const FolderProgress& progress) {
  PictureFolder reader(folder, settings);
  while (reader.advance()) {
    if (progress && !progress(reader.done(), reader.total())) return std::nullopt;
  }
  return reader.take();
}

}  // namespace flatscope
