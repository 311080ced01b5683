#include "app/lessons/model/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

#include "app/engine/stage_table.h"
#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "app/files/toml_read.h"
#include "app/files/toml_text.h"

namespace flatscope {
namespace {

// Whether a line lies inside a text of several lines, which may hold anything.
class Strings {
 public:
  bool inside() const { return !closes_.empty(); }
  void read(std::string_view line) {
    for (std::size_t i = 0; i < line.size();) {
      if (inside()) {
        if (line[i] == '\\' && closes_[0] == '"')
          i += 2;
        else if (line.substr(i, 3) == closes_) {
          closes_ = {};
          i += 3;
        } else
          ++i;
        continue;
      }
      const char c = line[i];
      if (c == '#') return;
      if (c != '"' && c != '\'') {
        ++i;
        continue;
      }
      if (const std::string_view three = line.substr(i, 3); three == "\"\"\"" || three == "'''") {
        closes_ = three[0] == '"' ? "\"\"\"" : "'''";
        i += 3;
        continue;
      }
      ++i;
      while (i < line.size() && line[i] != c) i += c == '"' && line[i] == '\\' ? 2 : 1;
      ++i;
    }
  }

 private:
  std::string_view closes_;  // what ends the text; empty: there is none
};

bool begins_step(std::string_view line) {
  std::string plain;
  for (const char c : line.substr(0, line.find('#')))
    if (c != ' ' && c != '\t') plain += c;
  return plain == "[[step]]";
}

bool is_comment(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t");
  return at != std::string_view::npos && line[at] == '#';
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    line += text[i];
    if (text[i] != '\n') continue;
    lines.push_back(std::move(line));
    line.clear();
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

// A value as it stands on one line.
std::string on_one_line(const toml::node& node) {
  std::string text;
  if (const toml::table* const table = node.as_table()) {
    for (const auto& [key, value] : *table)
      text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", std::string(key.str()), on_one_line(value));
    return "{ " + text + " }";
  }
  if (const toml::array* const list = node.as_array()) {
    for (const toml::node& value : *list) text += (text.empty() ? "" : ", ") + on_one_line(value);
    return "[" + text + "]";
  }
  if (const auto* const words = node.as_string()) return toml_string(words->get());
  std::ostringstream out;
  node.visit([&](const auto& value) {
    if constexpr (toml::is_value<decltype(value)>) out << value;
  });
  return out.str();
}

// The lines of `after` that are other ones in `before`.
std::string changed_lines(const toml::table& before, const toml::table& after, bool tables) {
  std::string text;
  for (const auto& [key, value] : after) {
    if (!tables && value.is_table()) continue;
    const toml::node* const was = before.get(key.str());
    std::string now = on_one_line(value);
    if (was != nullptr && on_one_line(*was) == now) continue;
    text += fmt::format("{} = {}\n", std::string(key.str()), now);
  }
  return text;
}

// Of a part that stands before others, which begin on a line of their own.
int line_ends(std::string_view text) {
  const bool open = !text.empty() && text.back() != '\n';
  return static_cast<int>(std::count(text.begin(), text.end(), '\n')) + (open ? 1 : 0);
}

}  // namespace

LessonText take_apart(std::string_view text) {
  LessonText parts;
  const std::vector<std::string> lines = lines_of(text);
  Strings strings;
  std::string* part = &parts.head;
  std::vector<std::string> comments;  // that may belong to the step below
  for (const std::string& line : lines) {
    const bool inside = strings.inside();
    const std::string_view plain = std::string_view(line).substr(0, line.find('\n'));
    strings.read(plain);
    if (!inside && is_comment(plain)) {
      comments.push_back(line);
      continue;
    }
    if (!inside && begins_step(plain)) part = &parts.steps.emplace_back();
    for (const std::string& comment : comments) *part += comment;
    comments.clear();
    *part += line;
  }
  for (const std::string& comment : comments) *part += comment;
  return parts;
}

std::string put_together(const LessonText& text) {
  std::string all = text.head;
  for (const std::string& step : text.steps) {
    if (!all.empty() && all.back() != '\n') all += '\n';
    all += step;
  }
  return all;
}

int first_line(const LessonText& text, std::size_t step) {
  int line = 1 + line_ends(text.head);
  for (std::size_t i = 0; i < step && i < text.steps.size(); ++i) line += line_ends(text.steps[i]);
  return line;
}

int step_at_line(const LessonText& text, int line) {
  int step = -1;
  for (std::size_t i = 0; i < text.steps.size(); ++i)
    if (first_line(text, i) <= line) step = static_cast<int>(i);
  return step;
}

std::string title_of_step(std::string_view step) {
  for (const std::string& line : lines_of(step)) {
    const std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string::npos || line.compare(at, 5, "title") != 0) continue;
    try {
      return parse_toml(line)["title"].value_or(std::string());
    } catch (const SceneError&) {
      return {};
    }
  }
  return {};
}

std::string scene_changes(const Scene& before, const Scene& after, std::string_view name,
                          const std::filesystem::path& folder) {
  const toml::table old = parse_toml(scene_to_toml(before, folder)), now = parse_toml(scene_to_toml(after, folder));
  std::string text;
  if (const std::string top = changed_lines(old, now, false); !top.empty()) text += fmt::format("[{}]\n{}", name, top);
  const std::string stage(model_of(after.stage).name);
  const toml::table* const mine = now[stage].as_table();
  const toml::table none, *const was = old[stage].as_table();
  if (mine == nullptr) return text;
  if (const std::string own = changed_lines(was == nullptr ? none : *was, *mine, true); !own.empty())
    text += fmt::format("[{}.{}]\n{}", name, stage, own);
  return text;
}

std::string write_step(std::string_view title, std::string_view say, const Scene& before, const Scene& after,
                       const std::filesystem::path& folder) {
  return fmt::format("[[step]]\ntitle = {}\nsay = {}\n{}", toml_string(title), toml_string(say),
                     scene_changes(before, after, "step.scene", folder));
}

std::string example_arguments(const StageQuantity& quantity) {
  std::istringstream read{std::string(quantity.arguments)};
  const std::vector<std::string> words{std::istream_iterator<std::string>(read), {}};
  std::string example;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word.front() == '[') {
      while (words[i].back() != ']' && i + 1 < words.size()) ++i;  // it may be left out
      continue;
    }
    if (word == "C×H×W") return "1x8x8 flatten linear:10";
    std::string one = "0";
    if (word.find('|') != std::string::npos) one = word.substr(0, word.find('|'));
    if (word == "network" || word == "layer" || word == "map") one = "1";
    if (word == "side") one = "8";
    if (word == "samples") one = "60";
    example += (example.empty() ? "" : " ") + one;
  }
  return example;
}

std::string use_in_words(const StageQuantity& quantity) {
  const std::string arguments = example_arguments(quantity);
  return fmt::format("{{{}{}{}}}", quantity.name, arguments.empty() ? "" : " ", arguments);
}

std::string use_as_value(const StageQuantity& quantity) {
  std::string list;
  std::istringstream words(example_arguments(quantity));
  for (std::string word; words >> word;) {
    const bool number = word.find_first_not_of("0123456789") == std::string::npos;
    list += (list.empty() ? "" : ", ") + (number ? word : toml_string(word));
  }
  return fmt::format("{{ {} = [{}] }}", quantity.name, list);
}

std::string question_template(QuestionKind kind, const StageQuantity& number) {
  switch (kind) {
    case QuestionKind::choose:
      return "[step.question]\nkind = \"choose\"\nask = \"Which?\"\nchoices = [\"This\", \"That\"]\nright = \"A\"\n"
             "because = \"Why it is so.\"\nsay = { B = \"What to say to those who chose B.\" }\n";
    case QuestionKind::number:
      return fmt::format(
          "[step.question]\nkind = \"number\"\nask = \"How many?\"\nanswer = {}\nunit = \"\"\n"
          "because = \"Why it is so.\"\nmistakes = [{{ is = 1, say = \"why many think so.\" }}]\n",
          use_as_value(number));
    case QuestionKind::place:
      return "[step.question]\nkind = \"place\"\non = \"pixel\"\nask = \"Which pixel? Click it.\"\nanswer = [0, 0]\n"
             "because = \"Why it is so.\"\n";
    case QuestionKind::shift:
      return "[step.question]\nkind = \"shift\"\non = \"map\"\nof = 1\nask = \"Where does it go? Drag it there.\"\n"
             "answer = [0, 0]  # rows down, columns right\nbecause = \"Why it is so.\"\n";
    case QuestionKind::curve:
      return "[step.question]\nkind = \"curve\"\nask = \"How does it go on? Drag the points.\"\nat = [0, 1, 2]\n"
             "answers = [0, 1, 4]\nlow = 0\nhigh = 10\nx_axis = \"\"\ny_axis = \"\"\ntolerance = 1\n"
             "because = \"Why it is so.\"\n";
  }
  return {};
}

std::string write_lesson(std::string_view title, const Scene& scene, const std::filesystem::path& folder) {
  Scene first = first_scene();
  clamp(first);
  const std::string changes = scene_changes(first, scene, "scene", folder);
  return fmt::format("title = {}\nabout = \"\"\nminutes = 5\n{}{}\n{}", toml_string(title), changes.empty() ? "" : "\n",
                     changes, write_step("The first step", "What the class is to see.", scene, scene, folder));
}

}  // namespace flatscope
