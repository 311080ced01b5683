// Scenes as TOML files: readable, diffable, with pictures named by paths relative to the file.
#pragma once

#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/scene.h"
#include "app/files/scene_parts.h"

namespace flatscope {

struct Results;
class TomlTable;

// what() is one sentence for a person: what is wrong with what (file, key, line), and what would be right.
class SceneError : public std::runtime_error {
 public:
  explicit SceneError(const std::string& sentence) : std::runtime_error(sentence), sentence_(sentence) {}
  // what() begins with "Line 12: ".
  SceneError(const std::string& sentence, int line)
      : std::runtime_error("Line " + std::to_string(line) + ": " + sentence), sentence_(sentence), line_(line) {}
  const std::string& sentence() const { return sentence_; }  // without the line
  int line() const { return line_; }                         // from 1; 0: no single one is to blame

 private:
  std::string sentence_;
  int line_ = 0;
};

// Pictures under `folder` or near it are named relatively (so a folder can be moved whole), bundled ones by name. A
// doodle goes in as base64 of its 8-bit values.
std::string scene_to_toml(const Scene& scene, const std::filesystem::path& folder);

// Reads and loads every picture. Values outside their range are clamped, unknown keys ignored (a newer version may
// have written them), a value of the wrong type or an unknown name is a SceneError. A picture that can't be read is
// left out and a sentence about it added to `complaints`; if none is left the bundled cat takes its place.
Scene scene_from_toml(std::string_view text, const std::filesystem::path& folder, std::vector<std::string>& complaints);

// The same of a text that came from elsewhere: of all that it names only what comes with the program is read, and no
// file is opened or asked for.
Scene scene_from_foreign_toml(std::string_view text, std::vector<std::string>& complaints);

// What a lesson changes: what `file` has, laid over `scene`; pictures are replaced as a whole. Unknown keys are
// ignored, but TomlTable's KeysAsked tells of them. Everything else as above.
void lay_over(Scene& scene, const TomlTable& file, const std::filesystem::path& folder,
              std::vector<std::string>& complaints);

Scene load_scene(const std::filesystem::path& path, std::vector<std::string>& complaints);

// What of the results a file keeps: it comes into `scene`, which is then what is to be saved, and the files that it
// names are returned, their paths beginning with `begin`. On the window's thread, and quick: the files are made when
// they are written.
std::vector<BesideFile> keep_results(Scene& scene, const Results& results, const std::filesystem::path& begin);
// "folder/lesson-" of folder/lesson.toml and of folder/lesson.flatscope.toml.
std::filesystem::path beside_scene(const std::filesystem::path& scene_path);
// The files beside it first, so that it never names one that is not there. Each whole or not at all; where one fails,
// those that are new are taken away again. Throws FileError.
void save_scene(const Scene& scene, const std::filesystem::path& path, std::span<const BesideFile> beside = {});

}  // namespace flatscope
