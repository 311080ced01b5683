#include "app/files/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <system_error>
#include <utility>

#include "app/look/number_text.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

// Takes away again what it was told of, unless all went well.
class NewFiles {
 public:
  ~NewFiles() {
    std::error_code ignored;
    for (const fs::path& path : paths_) fs::remove_all(path, ignored);
  }
  void add(fs::path path) { paths_.push_back(std::move(path)); }
  void keep() { paths_.clear(); }

 private:
  std::vector<fs::path> paths_;
};

std::vector<std::byte> bytes_of(const ExportItem& item, const std::string& name) {
  try {
    return item.make();
  } catch (const std::bad_alloc&) {
    throw FileError(fmt::format("{} needs more memory than there is.", name));
  }
}

// Beside `path`, with a name that nothing has.
fs::path hidden_beside(const fs::path& path) {
  for (int number = 1;; ++number) {
    const fs::path hidden = path.parent_path() / path_from_utf8(fmt::format(".{}.{}", utf8(path.filename()), number));
    if (!is_there(hidden)) return hidden;
  }
}

// Whether its README.txt names everything in it.
bool holds_only_ours(const fs::path& folder) {
  std::string names;
  try {
    const std::vector<std::byte> bytes = read_file(folder / "README.txt", 1'000'000);
    names.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  } catch (const FileError&) {
    return false;
  }
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (names.find("\n  " + utf8(at->path().filename()) + "  ") == std::string::npos) return false;
  return !error;
}

[[noreturn]] void cannot_make(const fs::path& folder, const std::error_code& error) {
  throw FileError(fmt::format("can't make the folder {}: {}", shown(folder), error.message()));
}

// Into a hidden folder beside, which then takes the name.
void write_folder(const fs::path& path, const ExportItem& item, bool there) {
  if (there && !holds_only_ours(path))
    throw FileError(
        fmt::format("{} holds files that are not Flatscope's; choose another name.", shown(path.filename())));
  const fs::path part = hidden_beside(path);
  std::error_code error;
  if (!fs::create_directory(part, error)) cannot_make(path, error);
  NewFiles fresh;
  fresh.add(part);
  for (const ExportItem& file : item.files) {
    const std::vector<std::byte> bytes = bytes_of(file, file.ending);
    try {
      write_file(part / path_from_utf8(file.ending), bytes);
    } catch (const FileError& failed) {
      // The person knows the folder by the name it would have had.
      std::string words = failed.what();
      const std::string hidden = shown(part);
      if (const std::size_t at = words.find(hidden); at != std::string::npos)
        words.replace(at, hidden.size(), shown(path));
      throw FileError(words);
    }
  }
  const fs::path old = there ? hidden_beside(path) : fs::path();
  if (there) fs::rename(path, old, error);
  if (error) cannot_make(path, error);
  fs::rename(part, path, error);
  if (error) {
    const std::error_code why = error;
    if (there) fs::rename(old, path, error);
    cannot_make(path, why);
  }
  fresh.keep();
  if (there) fs::remove_all(old, error);
}

ExportItem* first_asked(std::vector<ExportItem>& items) {
  for (ExportItem& item : items) {
    if (item.ask) return &item;
    if (ExportItem* const inside = first_asked(item.files)) return inside;
  }
  return nullptr;
}

}  // namespace

std::string size_in_words(std::int64_t bytes) {
  constexpr double kilo = 1000.0;
  const auto size = static_cast<double>(bytes);
  if (size < kilo) return counted(bytes, "byte");
  if (size < 999.95 * kilo) return fmt::format("{:.1f} kB", size / kilo);
  if (size < 999.95 * kilo * kilo) return fmt::format("{:.1f} MB", size / (kilo * kilo));
  return fmt::format("{:.1f} GB", size / (kilo * kilo * kilo));
}

fs::path file_of(const ExportPlan& plan, const ExportItem& item) {
  return plan.folder / path_from_utf8(plan.base + item.ending);
}

std::string problem_of(const ExportPlan& plan) {
  if (plan.items.empty()) return "Choose something to export.";
  if (plan.base.find_first_not_of(" .") == std::string::npos) return "Type a name for the files, such as layer1.";
  if (plan.base.find_first_of("/\\") != std::string::npos)
    return fmt::format("The name \"{}\" has a slash in it; the folder goes into the field above.", plan.base);
  std::error_code error;
  if (plan.folder.empty()) return "Type a folder for the files, such as ~/Documents.";
  if (!fs::exists(plan.folder, error)) return fmt::format("There is no folder {}.", shown(plan.folder));
  if (!fs::is_directory(plan.folder, error)) return fmt::format("{} is a file, not a folder.", shown(plan.folder));
  for (const ExportItem& item : plan.items) {
    const bool folder = fs::is_directory(file_of(plan, item), error);
    if (!item.files.empty() && !folder && is_there(file_of(plan, item)))
      return fmt::format("{} is a file; choose another name.", shown(file_of(plan, item).filename()));
    if (item.files.empty() && folder)
      return fmt::format("{} is a folder; choose another name.", shown(file_of(plan, item).filename()));
  }
  return {};
}

std::vector<fs::path> already_there(const ExportPlan& plan) {
  std::vector<fs::path> found;
  for (const ExportItem& item : plan.items) {
    if (is_there(file_of(plan, item))) found.push_back(file_of(plan, item));
  }
  return found;
}

std::string free_base(const ExportPlan& plan) {
  ExportPlan other = plan;
  for (int number = 2; !already_there(other).empty(); ++number) other.base = fmt::format("{}-{}", plan.base, number);
  return other.base;
}

void gather_asked(const std::shared_ptr<ExportPlan>& plan, std::function<void(const std::string& problem)> done) {
  ExportItem* const item = first_asked(plan->items);
  if (item == nullptr) return done({});
  const auto ask = std::exchange(item->ask, {});
  ask([plan, item, done = std::move(done)](std::vector<std::byte> file, const std::string& problem) {
    if (!problem.empty()) return done(problem);
    item->make = [kept = std::make_shared<const std::vector<std::byte>>(std::move(file))] { return *kept; };
    gather_asked(plan, done);
  });
}

void write_exports(const ExportPlan& plan, bool replace) {
  NewFiles fresh;
  for (const ExportItem& item : plan.items) {
    const fs::path path = file_of(plan, item);
    std::vector<std::byte> bytes;
    if (item.files.empty()) bytes = bytes_of(item, utf8(path.filename()));
    const bool there = is_there(path);
    if (there && !replace) throw FileError(fmt::format("{} is there already; nothing was written.", shown(path)));
    if (item.files.empty())
      write_file(path, bytes);
    else
      write_folder(path, item, there);
    if (!there) fresh.add(path);
  }
  fresh.keep();
}

}  // namespace flatscope
