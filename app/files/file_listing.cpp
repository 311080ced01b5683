#include "app/files/file_listing.h"

#include <algorithm>
#include <system_error>

#include "app/files/typed_path.h"
#include "core/files/file.h"
#include "core/files/natural_order.h"
#include "core/files/plain_text.h"
#include "core/files/utf8.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view picture_endings[] = {".jpg", ".jpeg", ".png", ".bmp", ".tga", ".gif", ".psd",
                                                ".hdr", ".pgm",  ".ppm", ".pnm", ".pbm", ".npy"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool ends_like(std::string_view name, std::string_view ending) {
  if (name.size() <= ending.size()) return false;
  name.remove_prefix(name.size() - ending.size());
  return std::equal(name.begin(), name.end(), ending.begin(), [](char a, char b) { return lower(a) == b; });
}

// Byte offset of the n-th character.
std::size_t offset_of(std::string_view text, std::size_t n) {
  std::size_t at = 0;
  while (at < text.size() && n > 0) {
    ++at;
    while (at < text.size() && continues_character(text[at])) ++at;
    --n;
  }
  return at;
}

FileEntry entry_of(const fs::directory_entry& item) {
  std::error_code error;
  FileEntry entry;
  entry.path = item.path();
  entry.name = utf8(item.path().filename());
  const bool folder = item.is_directory(error) && !error;
  if (!folder && !item.is_regular_file(error)) return entry;
  entry.kind = folder ? FileKind::folder : kind_of_name(entry.name);
  const auto time = item.last_write_time(error);
  if (!error) entry.modified = static_cast<std::int64_t>(time.time_since_epoch().count());
  if (!folder) {
    const std::uintmax_t size = item.file_size(error);
    if (!error) entry.size = size;
  }
  return entry;
}

}  // namespace

FileKind kind_of_name(std::string_view name) {
  for (const std::string_view ending : picture_endings)
    if (ends_like(name, ending)) return FileKind::picture;
  return ends_like(name, ".toml") ? FileKind::scene : FileKind::other;
}

std::span<const std::string_view> all_picture_endings() { return picture_endings; }

FileEntry file_entry(const fs::path& path) {
  std::error_code error;
  const fs::directory_entry item(path, error);
  FileEntry entry;
  if (!error) entry = entry_of(item);
  entry.path = path;
  entry.name = utf8(path.filename());
  return entry;
}

FolderListing list_folder(const fs::path& folder, bool with_pictures, bool with_scenes, bool with_others) {
  FolderListing listing;
  listing.folder = folder;
  std::error_code error;
  fs::directory_iterator at(folder, error);
  if (error) {
    listing.problem = look_to_open(folder).sentence;
    if (listing.problem.empty())
      listing.problem = "The folder " + shown(folder) + " can’t be read: " + error.message() + ".";
    return listing;
  }
  for (; at != fs::directory_iterator(); at.increment(error)) {
    FileEntry entry;
    entry.name = utf8(at->path().filename());
    if (entry.name.empty() || entry.name.front() == '.') continue;
    entry = entry_of(*at);
    const bool wanted = entry.kind == FileKind::folder || (with_pictures && entry.kind == FileKind::picture) ||
                        (with_scenes && entry.kind == FileKind::scene) ||
                        (with_others && entry.kind == FileKind::other);
    if (wanted) listing.entries.push_back(std::move(entry));
    if (error) break;
  }
  return listing;
}

void sort_entries(std::vector<FileEntry>& entries, SortBy by) {
  std::sort(entries.begin(), entries.end(), [by](const FileEntry& a, const FileEntry& b) {
    const bool a_folder = a.kind == FileKind::folder, b_folder = b.kind == FileKind::folder;
    if (a_folder != b_folder) return a_folder;
    if (by == SortBy::newest && a.modified != b.modified) return a.modified > b.modified;
    return natural_less(a.name, b.name);
  });
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

std::string shorten_middle(std::string_view name, std::size_t characters) {
  const std::size_t count = count_characters(name);
  if (count <= characters) return std::string(name);
  if (characters <= 1) return "…";
  // The ending and what stands before it often tell names apart (scan_0001.png), so the tail gets nearly half.
  const std::size_t tail = (characters - 1) / 2, head = characters - 1 - tail;
  std::string shown(name.substr(0, offset_of(name, head)));
  shown += "…";
  shown += name.substr(offset_of(name, count - tail));
  return shown;
}

int move_selection(int current, int count, int columns, int rows_a_page, Move move) {
  if (count <= 0) return -1;
  columns = std::max(1, columns);
  if (move == Move::first) return 0;
  if (move == Move::last) return count - 1;
  if (current < 0 || current >= count) return 0;
  const auto rows_down = [&](int rows) {
    const int last_row = (count - 1) / columns;
    const int row = std::clamp(current / columns + rows, 0, last_row);
    return std::min(count - 1, row * columns + current % columns);
  };
  switch (move) {
    case Move::left:
      return std::max(0, current - 1);
    case Move::right:
      return std::min(count - 1, current + 1);
    case Move::up:
      return rows_down(-1);
    case Move::down:
      return rows_down(1);
    case Move::page_up:
      return rows_down(-std::max(1, rows_a_page));
    default:
      return rows_down(std::max(1, rows_a_page));
  }
}

}  // namespace flatscope
