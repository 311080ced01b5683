#include "app/lessons/model/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/engine/stage_table.h"
#include "app/files/assets.h"
#include "app/files/toml_choice.h"
#include "app/lessons/model/reading.h"
#include "app/look/nearest.h"
#include "core/files/file.h"
#include "core/files/paths.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

constexpr std::size_t most_steps = 100;

// The value that begins on the line is taken away, with what is in it; false if there is none.
bool erase_line(toml::table& table, int line) {
  for (auto it = table.begin(); it != table.end(); ++it) {
    toml::node& node = it->second;
    if (toml::table* const inner = node.as_table()) {
      if (erase_line(*inner, line)) return true;
    } else if (toml::array* const list = node.as_array()) {
      for (const toml::node& one : *list)
        if (LessonFile::line_of(one) == line) {
          table.erase(it);
          return true;
        }
    }
    if (LessonFile::line_of(node) == line) {
      table.erase(it);
      return true;
    }
  }
  return false;
}

// One mistake after the other: what is wrong is told and taken away, and the rest read again.
void read_scene(LessonFile& file, toml::table& changes, Scene& scene) {
  const int line = LessonFile::line_of(changes);
  constexpr int most = 20;
  for (int i = 0; i < most; ++i) {
    Scene changed = scene;
    std::vector<std::string> complaints;
    try {
      lay_over(changed, file.table(changes, "scene"), file.folder(), complaints);
      for (const std::string& complaint : complaints) file.mistake(line, complaint);
      scene = changed;
      return;
    } catch (const SceneError& error) {
      file.mistake(error.line() > 0 ? error.line() : line, error.sentence());
      if (!erase_line(changes, error.line())) return;
    }
  }
}

void read_view(const TomlTable& table, ViewState& view) {
  for (const StageModel* model : stage_models())
    if (const TomlTable own = table.table(model->name)) model->read_view(own, view);
}

std::vector<Stage> read_stages(const TomlTable& table) {
  std::vector<Stage> stages;
  const toml::array* const list = table.array("stages");
  if (list == nullptr) return stages;
  for (const toml::node& node : *list) {
    if (!node.is_string()) complain(node, "stages", "must be a list of stages’ names in quotes.");
    stages.push_back(choice(all_stages(), node.as_string()->get(), node, "stages"));
  }
  return stages;
}

// What stands behind the stage's name and its dot is perhaps a part's name, misspelt.
bool near_to_a_part(Stage stage, std::string_view name) {
  std::vector<std::string_view> names;
  for (const StagePart& part : model_of(stage).parts()) names.push_back(part.name.substr(part.name.find('.') + 1));
  return nearest(name, names).has_value();
}

std::vector<std::string> read_hidden(const TomlTable& table) {
  std::vector<std::string> hidden;
  const toml::array* const list = table.array("hide");
  if (list == nullptr) return hidden;
  for (const toml::node& node : *list) {
    if (!node.is_string()) complain(node, "hide", "must be a list of parts and controls in quotes.");
    const std::string& name = node.as_string()->get();
    // Controls are known to the views alone: "order", "flatten/unroll", "shift.stride". What begins like a part and is
    // none is taken for one that is misspelt where it is near to one, and for a control of a stage elsewhere.
    const std::size_t dot = name.find('.');
    const bool part = name.find('/') == std::string::npos && dot != std::string::npos;
    if (part && part_named(name) == nullptr) {
      std::vector<std::string_view> names;
      for (const StageModel* model : stage_models())
        for (const StagePart& one : model->parts()) names.push_back(one.name);
      const std::optional<Stage> stage = stage_from_string(name.substr(0, dot));
      if (stage && !near_to_a_part(*stage, name.substr(dot + 1))) {
        hidden.push_back(name);
        continue;
      }
      const auto meant = nearest(name, names);
      complain(node, "hide",
               meant ? fmt::format("has no part “{}”. Did you mean “{}”?", name, *meant)
                     : fmt::format("has no part “{}”; it must be one of {}.", name, fmt::join(names, ", ")));
    }
    hidden.push_back(name);
  }
  return hidden;
}

std::vector<std::string> read_operated(const TomlTable& table) {
  std::vector<std::string> operated;
  const toml::array* const list = table.array("operate");
  if (list == nullptr) return operated;
  for (const toml::node& node : *list) {
    const std::string name = node.is_string() ? node.as_string()->get() : std::string();
    if (name.empty()) complain(node, "operate", "must be a list of controls in quotes.");
    if (part_named(name) != nullptr)
      complain(node, "operate", fmt::format("has “{}”, which is a part of the picture and no control.", name));
    operated.push_back(name);
  }
  return operated;
}

TeacherNotes read_notes(const TomlTable& step) {
  TeacherNotes notes;
  if (const toml::node* const node = step.node("notes"); node != nullptr && node->is_string()) {
    notes.ask = node->as_string()->get();
    return notes;
  }
  const TomlTable table = step.table("notes");
  set(notes.ask, table.text("ask"));
  set(notes.mistakes, table.text("mistakes"));
  set(notes.proof, table.text("proof"));
  set(notes.say, table.text("say"));
  return notes;
}

// `scene` is that of the step before (null: it is the first), and becomes this one's.
Step read_step(LessonFile& file, toml::table& source, const Step* before, Scene& scene) {
  Step step;
  step.line = LessonFile::line_of(source);
  const TomlTable table = file.table(source, "step");
  file.attempt(step.line, [&] {
    if (const TomlTable changes = table.table("scene")) read_scene(file, *source.get("scene")->as_table(), scene);
  });
  file.attempt(step.line, [&] {
    step.train_epochs = read_epochs(table, before, scene);
    // So Play goes as far as the step does.
    if (step.train_epochs > 0) scene.train.epochs = step.train_epochs;
  });
  step.scene = scene;
  file.attempt(step.line, [&] { read_recorded(file, table, before, step); });
  file.attempt(step.line, [&] {
    set(step.title, table.text("title"));
    if (step.title.empty()) throw SceneError("the step has no `title`.", step.line);
  });
  file.attempt(step.line, [&] {
    float minutes = 0.0F;
    set(minutes, table.decimal("minutes"));
    if (minutes < 0.0F) complain(*table.node("minutes"), "step.minutes", "must not be negative.");
    step.minutes = static_cast<double>(minutes);
  });
  file.attempt(LessonFile::line_of(table, "say", step.line), [&] {
    const auto text = table.text("say");
    if (!text) throw SceneError("the step has no `say`, its words.", step.line);
    step.say = parse_words(*text, scene);
  });
  file.attempt(step.line, [&] { step.hide = read_hidden(table); });
  file.attempt(step.line, [&] { step.operate = read_operated(table); });
  file.attempt(step.line, [&] { read_view(table.table("view"), step.view); });
  file.attempt(step.line, [&] { step.highlights = read_highlights(file, table, scene); });
  file.attempt(step.line, [&] { step.notes = read_notes(table); });
  file.attempt(step.line, [&] {
    if (const TomlTable question = table.table("question"))
      step.question = read_question(file, question, scene, LessonFile::line_of(*table.node("question")));
  });
  collect_measured(step);
  return step;
}

// `hidden` is what every step does without.
void read_steps(LessonFile& file, toml::table& root, Scene scene, const std::vector<std::string>& hidden,
                Lesson& lesson) {
  toml::node* const node = root.get("step");
  toml::array* const list = node == nullptr ? nullptr : node->as_array();
  if (list == nullptr || list->empty()) {
    file.mistake(0, "there is no step; each begins with [[step]].");
    return;
  }
  if (list->size() > most_steps) {
    file.mistake(0, fmt::format("there are {} steps, and at most {} are read.", list->size(), most_steps));
    return;
  }
  for (toml::node& one : *list) {
    if (toml::table* const step = one.as_table()) {
      lesson.steps.push_back(read_step(file, *step, lesson.steps.empty() ? nullptr : &lesson.steps.back(), scene));
      std::vector<std::string>& hide = lesson.steps.back().hide;
      hide.insert(hide.end(), hidden.begin(), hidden.end());
    } else
      file.mistake(LessonFile::line_of(one), "`step` must be a list of tables, each begun by [[step]].");
  }
}

// Where a word is misspelt, what else is wrong with its line comes of that.
void drop_what_follows(std::vector<LessonMistake>& mistakes) {
  const auto misspelt = [&](int line) {
    return std::any_of(mistakes.begin(), mistakes.end(),
                       [line](const LessonMistake& one) { return one.line == line && !one.meant.empty(); });
  };
  std::vector<LessonMistake> kept;
  std::copy_if(mistakes.begin(), mistakes.end(), std::back_inserter(kept),
               [&](const LessonMistake& one) { return !one.word.empty() || !misspelt(one.line); });
  mistakes = std::move(kept);
}

void read_head(LessonFile& file, const TomlTable& table, Lesson& lesson) {
  file.attempt(0, [&] {
    set(lesson.title, table.text("title"));
    if (lesson.title.empty()) throw SceneError("the lesson has no `title`.");
  });
  file.attempt(0, [&] {
    set(lesson.level, table.text("level"));
    set(lesson.about, table.text("about"));
    set(lesson.language, table.text("language"));
    float minutes = 0.0F;
    set(minutes, table.decimal("minutes"));
    lesson.minutes = static_cast<double>(minutes);
  });
  file.attempt(0, [&] { lesson.stages = read_stages(table); });
}

}  // namespace

void LessonFile::complain_of_unknown_keys() {
  for (const auto& [table, asked] : asked_.of) {
    const std::vector<std::string_view> names(asked.begin(), asked.end());
    for (const auto& [key, node] : *table) {
      if (asked.find(key.str()) != asked.end()) continue;
      const auto meant = nearest(key.str(), names);
      LessonMistake mistake;
      mistake.line = static_cast<int>(key.source().begin.line);
      mistake.word = std::string(key.str());
      mistake.meant = meant.value_or("");
      mistake.sentence =
          meant ? fmt::format("“{}” means nothing here. Did you mean “{}”?", mistake.word, *meant)
                : fmt::format("“{}” means nothing here; it must be one of {}.", mistake.word, fmt::join(names, ", "));
      mistakes_.push_back(std::move(mistake));
    }
  }
}

LessonReading read_lesson(std::string_view text, const std::filesystem::path& folder) {
  LessonReading reading;
  toml::table root;
  try {
    root = parse_toml(text);
  } catch (const SceneError& error) {
    reading.mistakes.push_back({error.line(), error.sentence(), {}, {}});
    return reading;
  }
  LessonFile file(folder, reading.mistakes);
  const TomlTable table = file.table(root, "");
  Lesson lesson;
  read_head(file, table, lesson);
  Scene scene = first_scene();
  clamp(scene);
  file.attempt(0, [&] {
    if (const TomlTable changes = table.table("scene")) read_scene(file, *root.get("scene")->as_table(), scene);
  });
  std::vector<std::string> hidden;
  file.attempt(0, [&] { hidden = read_hidden(table); });
  table.node("step");
  read_steps(file, root, scene, hidden, lesson);
  file.complain_of_unknown_keys();
  drop_what_follows(reading.mistakes);
  std::stable_sort(reading.mistakes.begin(), reading.mistakes.end(),
                   [](const LessonMistake& a, const LessonMistake& b) { return a.line < b.line; });
  if (reading.mistakes.empty()) reading.lesson = std::move(lesson);
  return reading;
}

std::string lesson_text(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = read_file(path, longest_lesson_file);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

LessonReading read_lesson_text(std::string_view text, const std::filesystem::path& path) {
  LessonReading reading = read_lesson(text, absolute_path(path).parent_path());
  if (reading.lesson) reading.lesson->path = path;
  return reading;
}

LessonReading read_lesson_file(const std::filesystem::path& path) { return read_lesson_text(lesson_text(path), path); }

std::string mistake_line(const std::filesystem::path& path, const LessonMistake& mistake) {
  return fmt::format("{}:{}: {}", shown(path), std::max(mistake.line, 1), mistake.sentence);
}

}  // namespace flatscope
