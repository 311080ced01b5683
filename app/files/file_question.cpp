#include "app/files/file_question.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/files/file_listing.h"

namespace flatscope {
namespace {

constexpr std::array<std::pair<FileUse, SavedFile>, 5> saved_files = {{
    {FileUse::save_scene,
     {.endings = {scene_ending, ".toml"},
      .heading = "Save the scene",
      .example = "lesson.flatscope.toml",
      .about_name = "The scene’s file: .flatscope.toml is added where no .toml is there.",
      .about_saving = "Write the scene into this folder (Enter).",
      .none_here = "No scenes in this folder yet."}},
    {FileUse::save_array,
     {.endings = {".npy"},
      .heading = "Save the kernels",
      .example = "kernel.npy",
      .about_name = "The array’s file: .npy is added where it is missing.",
      .about_saving = "Write the array into this folder (Enter).",
      .none_here = "No arrays in this folder yet."}},
    {FileUse::save_handout,
     {.endings = {".html", ".pdf"},
      .heading = "Save the handout",
      .example = "handout.html",
      .about_name =
          "A page to open and print: .html is added where it is missing. A name that ends in .pdf makes a PDF.",
      .about_saving = "Write the handout into this folder (Enter).",
      .none_here = "No pages in this folder yet."}},
    {FileUse::save_lesson,
     {.endings = {".toml"},
      .heading = "Save the lesson",
      .example = "my-lesson.toml",
      .about_name = "The lesson’s file: .toml is added where it is missing.",
      .about_saving = "Write the lesson into this folder (Enter).",
      .none_here = "No lessons in this folder yet."}},
    {FileUse::save_table,
     {.endings = {".csv"},
      .heading = "Save the answers",
      .example = "answers.csv",
      .about_name = "A table for a spreadsheet: .csv is added where it is missing.",
      .about_saving = "Write the table into this folder (Enter).",
      .none_here = "No tables in this folder yet."}},
}};

}  // namespace

const SavedFile& saved_file(FileUse use) {
  const auto found =
      std::find_if(saved_files.begin(), saved_files.end(), [use](const auto& one) { return one.first == use; });
  return (found == saved_files.end() ? saved_files.front() : *found).second;
}

bool SavedFile::has_ending(std::string_view name) const {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    return !ending.empty() && name.size() > ending.size() &&
           std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [&](char a, char b) { return a == lower(b); });
  });
}

}  // namespace flatscope
