// What the readers of a lesson's parts share: the file as it is parsed, and the mistakes that were found.
#pragma once

#include <algorithm>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/files/toml_read.h"
#include "app/lessons/model/read.h"

namespace flatscope {

class LessonFile {
 public:
  LessonFile(std::filesystem::path folder, std::vector<LessonMistake>& mistakes)
      : folder_(std::move(folder)), mistakes_(mistakes) {}

  const std::filesystem::path& folder() const { return folder_; }
  KeysAsked* asked() { return &asked_; }
  TomlTable table(const toml::table& table, std::string name) { return {&table, std::move(name), &asked_}; }

  void mistake(int line, std::string sentence) { mistakes_.push_back({line, std::move(sentence), {}, {}}); }
  // What it throws is a mistake: of its own line, else of `line`. False if it threw.
  template <class Read>
  bool attempt(int line, Read read) {
    try {
      read();
      return true;
    } catch (const SceneError& error) {
      mistake(error.line() > 0 ? error.line() : line, error.sentence());
    } catch (const std::exception& error) {
      mistake(line, error.what());
    }
    return false;
  }
  // Keys of any table that was looked at which nobody asked for.
  void complain_of_unknown_keys();

  static int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }
  static int line_of(const TomlTable& table, std::string_view key, int otherwise) {
    const toml::node* const node = table.node(key);
    return node == nullptr ? otherwise : line_of(*node);
  }

 private:
  std::filesystem::path folder_;
  std::vector<LessonMistake>& mistakes_;
  KeysAsked asked_;
};

// --- the parts (read_*.cpp); all report what is wrong to `file` and leave it as it was by default ---

// A number, a list of numbers, or { quantity = arguments }, computed in `scene`. Throws SceneError.
LessonValue read_value(LessonFile& file, const toml::node& node, std::string_view name, const Scene& scene);
Target read_target(LessonFile& file, const TomlTable& table, const Scene& scene, int line);
std::vector<Highlight> read_highlights(LessonFile& file, const TomlTable& step, const Scene& scene);
Question read_question(LessonFile& file, const TomlTable& table, const Scene& scene, int line);
// Both throw SceneError. What the step `before` (null: there is none) has trained, a step with the same settings has
// too. The recording is that of a step whose Scene and epochs are read.
int read_epochs(const TomlTable& table, const Step* before, const Scene& scene);
void read_recorded(const LessonFile& file, const TomlTable& table, const Step* before, Step& step);
void collect_measured(Step& step);

}  // namespace flatscope
