#include "app/lessons/model/handout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "app/lessons/model/handout_parts.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

// Texts of a lesson may go over several lines, which mean nothing on the page.
std::string escaped(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return xml_text(line);
}

std::string_view tag_of(WordStyle style) {
  switch (style) {
    case WordStyle::bold:
      return "b";
    case WordStyle::code:
      return "code";
    case WordStyle::formula:
      return "var";
    case WordStyle::plain:
      break;
  }
  return {};
}

std::string_view place_words(TargetKind on) {
  return on == TargetKind::index ? "Its index" : on == TargetKind::matrix_row ? "Its row" : "Its row and column";
}

class HandoutWriter {
 public:
  HandoutWriter(const Lesson& lesson, std::span<const HandoutFigure> figures, const HandoutOptions& options)
      : lesson_(lesson), figures_(figures), options_(options) {}

  std::string write() {
    head();
    bool asked = false;
    for (std::size_t i = 0; i < lesson_.steps.size(); ++i) {
      // What comes after a question often tells its answer: it stands on another page.
      step(i, asked);
      asked = lesson_.steps[i].question.has_value();
    }
    const bool any = std::any_of(lesson_.steps.begin(), lesson_.steps.end(),
                                 [](const Step& one) { return one.question.has_value(); });
    if (any && options_.answers) answers();
    text_ += "</body>\n</html>\n";
    return std::move(text_);
  }

 private:
  template <class... Parts>
  void add(fmt::format_string<Parts...> pattern, Parts&&... parts) {
    fmt::format_to(std::back_inserter(text_), pattern, std::forward<Parts>(parts)...);
  }

  void head() {
    const std::string title = escaped(lesson_.title);
    const std::string size = !options_.paper                    ? ""
                             : *options_.paper == Paper::letter ? "@page { size: letter; }\n"
                                                                : "@page { size: A4; }\n";
    add("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{}\">\n<head>\n"
        "<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>{}</title>\n"
        "<style>\n{}{}</style>\n</head>\n<body>\n",
        escaped(lesson_.language), title, handout_style, size);
    std::string about = escaped(lesson_.level);
    if (lesson_.minutes > 0.0) {
      const bool one = lesson_.minutes == 1.0;
      about += fmt::format("{}{} {}", about.empty() ? "" : " · ", value_words({lesson_.minutes}),
                           one ? "minute" : "minutes");
    }
    add("<header>\n<h1>{}</h1>\n", title);
    if (!about.empty()) add("<p class=\"about\">{}</p>\n", about);
    add("<p class=\"name\"><span>Name</span><i></i><span>Date</span><i></i></p>\n</header>\n");
  }

  void step(std::size_t i, bool after_question) {
    const Step& step = lesson_.steps[i];
    add("<section class=\"step{}\" id=\"step-{}\">\n<h2><span>{}</span> {}</h2>\n", after_question ? " apart" : "",
        i + 1, i + 1, escaped(step.title));
    words(step.say, i);
    figure(figures_[i].svg);
    if (step.question) question(*step.question, i);
    add("</section>\n");
  }

  void words(const LessonWords& all, std::size_t i, std::string_view name = {}) {
    for (const Paragraph& paragraph : all) {
      add("<p{}>", name.empty() ? "" : fmt::format(" class=\"{}\"", name));
      runs(paragraph, i);
      add("</p>\n");
    }
  }
  // In one line, wherever a paragraph can't be.
  void line(const LessonWords& all, std::size_t i) {
    for (const Paragraph& paragraph : all) {
      if (&paragraph != &all.front()) add(" ");
      runs(paragraph, i);
    }
  }
  void runs(const Paragraph& paragraph, std::size_t i) {
    for (const WordRun& run : paragraph) {
      const std::string text = escaped(run_text(run, lesson_.steps[i].scene, figures_[i].results));
      const std::string_view tag = tag_of(run.style);
      if (tag.empty())
        add("{}", text);
      else
        add("<{}>{}</{}>", tag, text, tag);
    }
  }

  // Of a page the SVG is a part: what declares it a file of its own is left out.
  void figure(std::string_view svg) {
    const std::size_t begin = svg.find("<svg");
    if (begin != std::string_view::npos) add("<figure>\n{}</figure>\n", svg.substr(begin));
  }

  void question(const Question& question, std::size_t i) {
    add("<div class=\"question\">\n");
    words(question.ask, i, "ask");
    switch (question.kind) {
      case QuestionKind::choose:
        add("<ul class=\"choices\">\n");
        for (std::size_t k = 0; k < question.choices.size(); ++k) {
          add("<li><span class=\"box\"></span><b>{}</b><span>", choice_letter(k));
          line(question.choices[k].words, i);
          add("</span></li>\n");
        }
        add("</ul>\n");
        break;
      case QuestionKind::number:
        add("<p class=\"write\"><span>Your number</span><i></i><span>{}</span></p>\n", escaped(question.unit));
        break;
      case QuestionKind::place:
        add("<p class=\"hint\">Mark it in the figure.</p>\n<p class=\"write\"><span>{}</span><i></i></p>\n",
            place_words(question.on));
        break;
      case QuestionKind::shift:
        add("<p class=\"hint\">Draw in the figure where you expect it.</p>\n");
        break;
      case QuestionKind::curve:
        add("<p class=\"hint\">Draw the points where you expect them, and the curve through them.</p>\n");
        text_ += empty_chart(question);
        break;
    }
    add("</div>\n");
  }

  void answers() {
    add("<section class=\"answers apart\" id=\"answers\">\n<h1>Answers</h1>\n");
    for (std::size_t i = 0; i < lesson_.steps.size(); ++i) {
      const Step& step = lesson_.steps[i];
      if (!step.question) continue;
      add("<div class=\"answer\">\n<h2><span>{}</span> {}</h2>\n<p class=\"truth\">", i + 1, escaped(step.title));
      answer(*step.question, i);
      add("</p>\n");
      if (!step.question->because.empty()) add("<p>{}</p>\n", escaped(step.question->because));
      mistakes(*step.question, i);
      add("</div>\n");
    }
    add("</section>\n");
  }

  void answer(const Question& question, std::size_t i) {
    if (question.kind == QuestionKind::choose) {
      const auto right = static_cast<std::size_t>(question.right);
      add("<b>{}</b> ", choice_letter(right));
      line(question.choices[right].words, i);
      return;
    }
    const std::vector<double> truth = truth_of(question, lesson_.steps[i].scene, figures_[i].results);
    if (truth.empty()) {
      add("It is measured by the program, in this step.");
      return;
    }
    if (question.kind == QuestionKind::curve) {
      for (std::size_t k = 0; k < truth.size() && k < question.at.size(); ++k)
        add("{}at {}: <b>{}</b>", k == 0 ? "" : ", ", value_words({question.at[k]}),
            answer_words(question, {truth[k]}));
    } else {
      add("<b>{}</b>", answer_words(question, truth));
    }
    if (!question.unit.empty()) add(" {}", escaped(question.unit));
    if (question.tolerance > 0.0) add(" (as near as {} is right)", value_words({question.tolerance}));
  }

  // What is said to those who answered so.
  void mistakes(const Question& question, std::size_t i) {
    std::string items;
    for (std::size_t k = 0; k < question.choices.size(); ++k)
      if (static_cast<int>(k) != question.right && !question.choices[k].say.empty())
        items += fmt::format("<li><b>{}</b> {}</li>\n", choice_letter(k), escaped(question.choices[k].say));
    for (const CommonMistake& mistake : question.mistakes) {
      const std::vector<double> is = asked_now(mistake.is, lesson_.steps[i].scene, figures_[i].results);
      if (!is.empty() && !mistake.say.empty())
        items += fmt::format("<li><b>{}</b>: {}</li>\n", answer_words(question, is), escaped(mistake.say));
    }
    if (!items.empty()) add("<p class=\"others\">If you had another answer:</p>\n<ul>\n{}</ul>\n", items);
  }

  const Lesson& lesson_;
  std::span<const HandoutFigure> figures_;
  const HandoutOptions& options_;
  std::string text_;
};

}  // namespace

std::string_view to_string(Paper paper) { return paper == Paper::letter ? "letter" : "a4"; }

std::string handout_html(const Lesson& lesson, std::span<const HandoutFigure> figures, const HandoutOptions& options) {
  return HandoutWriter(lesson, figures, options).write();
}

bool names_pdf(const std::filesystem::path& path) {
  std::string ending = utf8(path.extension());
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending == ".pdf";
}

std::string handout_stem(const Lesson& lesson) {
  if (!lesson.path.empty()) return utf8(lesson.path.stem());
  std::string stem;
  for (const char letter : lesson.title) {
    const auto code = static_cast<unsigned char>(letter);
    if (code >= 0x80 || std::isalnum(code) != 0)
      stem += code < 0x80 ? static_cast<char>(std::tolower(code)) : letter;
    else if (!stem.empty() && stem.back() != '-')
      stem += '-';
  }
  while (!stem.empty() && stem.back() == '-') stem.pop_back();
  return stem.empty() ? "lesson" : stem;
}

}  // namespace flatscope
