// Files that a person takes away from a stage: what there is, how large it will be, and writing it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace flatscope {

// A file, or instead of it a sentence that says why there is none.
using FileAnswer = std::function<void(std::vector<std::byte> file, const std::string& problem)>;

struct ExportItem {
  std::string id;       // "maps"; the same item has the same id in every Scene
  std::string label;    // "Feature maps"
  std::string details;  // "shape 3 × 9 × 12"
  std::string ending;   // of the file's name, behind the base: "-maps.npy"
  // Of the file, in bytes. Known before the file is made unless `about`.
  std::int64_t size = 0;
  bool about = false;
  std::string refusal;  // why it can't be had: a sentence; empty if it can
  // The whole file. Called on a worker; throws with a sentence.
  std::function<std::vector<std::byte>()> make;
  // Of a folder, whose name the ending belongs to; `make` is not called then. Each file's `ending` is its whole name;
  // README.txt is among them and names them all.
  std::vector<ExportItem> files = {};
  // Of a file that no worker can make, since it is drawn between the window's frames: asks for it there, where the
  // answer comes, too. gather_asked() then sets `make`.
  std::function<void(FileAnswer)> ask = {};
};

// "864 bytes", "12.4 kB", "1.2 MB"
std::string size_in_words(std::int64_t bytes);

struct ExportPlan {
  std::filesystem::path folder;
  std::string base;  // UTF-8, without a slash
  std::vector<ExportItem> items;
};

std::filesystem::path file_of(const ExportPlan& plan, const ExportItem& item);

// Why nothing can be written there: a sentence; empty if nothing speaks against it. Looks at the disk.
std::string problem_of(const ExportPlan& plan);
// Those of its files that exist.
std::vector<std::filesystem::path> already_there(const ExportPlan& plan);
// plan.base, or the first of base-2, base-3 ... under which none of its files exists.
std::string free_base(const ExportPlan& plan);

// Asks for every file that has to be asked for, one after another, and puts it where write_exports() takes it from. On
// the window's thread; `done` comes there, too, with a sentence where one could not be had, else with an empty one. At
// once if there is none to be asked for.
void gather_asked(const std::shared_ptr<ExportPlan>& plan, std::function<void(const std::string& problem)> done);

// Makes and writes every file, each whole or not at all. Where one fails, those that are new are taken away again and
// the sentence is thrown as FileError. Files that exist are only written over with `replace`; FileError otherwise. A
// folder appears whole, too; one that exists gives way to the new one only if it holds nothing but what its README.txt
// names, so that no file of the person's own is lost.
void write_exports(const ExportPlan& plan, bool replace);

}  // namespace flatscope
