#include "app/lessons/model/library.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <system_error>

#include "app/files/assets.h"
#include "app/files/toml_read.h"
#include "app/lessons/model/read.h"
#include "app/look/nearest.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

std::optional<toml::table> parsed(const std::filesystem::path& path) {
  try {
    return parse_toml(lesson_text(path));
  } catch (const std::exception&) {
    return std::nullopt;  // who opens it is told why
  }
}

}  // namespace

std::optional<LessonHead> lesson_head(const std::filesystem::path& path) {
  const std::optional<toml::table> root = parsed(path);
  if (!root) return std::nullopt;
  LessonHead head;
  head.path = path;
  head.title = (*root)["title"].value_or(std::string());
  head.level = (*root)["level"].value_or(std::string());
  head.about = (*root)["about"].value_or(std::string());
  head.minutes = (*root)["minutes"].value_or(0.0);
  if (const toml::array* const steps = (*root)["step"].as_array()) head.steps = static_cast<int>(steps->size());
  if (head.title.empty() || head.steps == 0) return std::nullopt;
  return head;
}

std::vector<LessonHead> bundled_lesson_heads() {
  std::vector<LessonHead> heads;
  for (const BundledLesson& lesson : bundled_lessons())
    if (std::optional<LessonHead> head = lesson_head(lesson.path)) heads.push_back(std::move(*head));
  return heads;
}

bool is_lesson_file(const std::filesystem::path& path) {
  const std::optional<toml::table> root = parsed(path);
  return root && (*root)["step"].is_array();
}

std::vector<BundledLesson> bundled_lessons() {
  // Their names begin with the number of their place in the course.
  std::vector<BundledLesson> lessons;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(resources() / "assets" / "lessons", none)) {
    if (entry.path().extension() != ".toml") continue;
    const std::string stem = utf8(entry.path().stem());
    const std::size_t dash = stem.find('-');
    lessons.push_back({dash == std::string::npos ? stem : stem.substr(dash + 1), entry.path()});
  }
  std::sort(lessons.begin(), lessons.end(),
            [](const BundledLesson& a, const BundledLesson& b) { return a.path.filename() < b.path.filename(); });
  return lessons;
}

std::filesystem::path find_lesson(std::string_view name_or_file) {
  const std::vector<BundledLesson> lessons = bundled_lessons();
  std::vector<std::string_view> names;
  for (const BundledLesson& lesson : lessons) {
    if (lesson.name == name_or_file) return lesson.path;
    names.push_back(lesson.name);
  }
  const std::filesystem::path path = path_from_utf8(name_or_file);
  std::error_code none;
  if (std::filesystem::exists(path, none)) return path;
  const auto meant = nearest(name_or_file, names);
  throw std::invalid_argument(
      meant
          ? fmt::format("there is no lesson and no file {}; did you mean {}?", shown(path), *meant)
          : fmt::format("there is no lesson and no file {}; the lessons are {}", shown(path), fmt::join(names, ", ")));
}

}  // namespace flatscope
