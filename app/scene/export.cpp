#include "app/scene/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <system_error>

#include "core/file.h"

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
    for (const fs::path& path : paths_) fs::remove(path, ignored);
  }
  void add(fs::path path) { paths_.push_back(std::move(path)); }
  void keep() { paths_.clear(); }

 private:
  std::vector<fs::path> paths_;
};

}  // namespace

std::string size_in_words(std::int64_t bytes) {
  constexpr double kilo = 1000.0;
  const auto size = static_cast<double>(bytes);
  if (bytes == 1) return "1 byte";
  if (size < kilo) return fmt::format("{} bytes", bytes);
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
  if (!fs::exists(plan.folder, error)) return fmt::format("There is no folder {}.", utf8(plan.folder));
  if (!fs::is_directory(plan.folder, error)) return fmt::format("{} is a file, not a folder.", utf8(plan.folder));
  for (const ExportItem& item : plan.items) {
    if (fs::is_directory(file_of(plan, item), error))
      return fmt::format("{} is a folder; choose another name.", utf8(file_of(plan, item).filename()));
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

void write_exports(const ExportPlan& plan, bool replace) {
  NewFiles fresh;
  for (const ExportItem& item : plan.items) {
    const fs::path path = file_of(plan, item);
    std::vector<std::byte> bytes;
    try {
      bytes = item.make();
    } catch (const std::bad_alloc&) {
      throw FileError(fmt::format("{} needs more memory than there is.", utf8(path.filename())));
    }
    const bool there = is_there(path);
    if (there && !replace) throw FileError(fmt::format("{} is there already; nothing was written.", utf8(path)));
    write_file(path, bytes);
    if (!there) fresh.add(path);
  }
  fresh.keep();
}

}  // namespace flatscope
