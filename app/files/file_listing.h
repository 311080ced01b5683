// What the chooser knows about files, without a window: folders listed and sorted, typed paths completed and answered.
// All of it may touch a slow disk, so the chooser calls it on a worker.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

enum class FileKind { folder, picture, scene, other };
// What a new scene's name ends in, by which desktops know it. Any other .toml opens as a scene too.
inline constexpr std::string_view scene_ending = ".flatscope.toml";
// From the ending of its name, upper or lower case; never `folder`.
FileKind kind_of_name(std::string_view name);

struct FileEntry {
  std::filesystem::path path;
  std::string name;  // to show, UTF-8
  FileKind kind = FileKind::other;
  std::int64_t modified = 0;  // larger is newer; otherwise in the file system's own unit
  std::uintmax_t size = 0;    // bytes, 0 for folders
};

// Of all that is a `picture`, in small letters: ".png".
std::span<const std::string_view> all_picture_endings();

// The entry of one existing file or folder; its kind is `other` where nothing is there.
FileEntry file_entry(const std::filesystem::path& path);

struct FolderListing {
  std::filesystem::path folder;
  std::vector<FileEntry> entries;  // folders, and files of the kinds asked for; hidden ones left out; unsorted
  std::string problem;             // a sentence where it could not be read, and no entries then
};
FolderListing list_folder(const std::filesystem::path& folder, bool with_pictures, bool with_scenes,
                          bool with_others = false);

enum class SortBy { name, newest };
// Folders stay before files.
void sort_entries(std::vector<FileEntry>& entries, SortBy by);

// At most `characters` of a UTF-8 name, an ellipsis in the middle and its ending kept where there is room.
std::string shorten_middle(std::string_view name, std::size_t characters);
std::size_t count_characters(std::string_view text);

// Where the selection goes in rows of `columns` cells; -1 as `current` means nothing is selected yet. -1 if `count` is
// 0.
enum class Move { left, right, up, down, first, last, page_up, page_down };
int move_selection(int current, int count, int columns, int rows_a_page, Move move);

}  // namespace flatscope
