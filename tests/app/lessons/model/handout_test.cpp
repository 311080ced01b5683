// What a handout says and where: nothing is told before the page of answers, and whatever a lesson holds, it is XML.
#include "app/lessons/model/handout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"
#include "tests/app/lessons/good_lesson.h"
#include "tests/app/xml.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::wrong_with_xml;

Lesson lesson_of(const std::string& text) { return *test::good_lesson(text); }

std::vector<HandoutFigure> figures_of(const Lesson& lesson) {
  std::vector<HandoutFigure> figures;
  for (std::size_t i = 0; i < lesson.steps.size(); ++i)
    figures.push_back(
        {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg id=\"s" + std::to_string(i + 1) + "-f\"></svg>\n", {}});
  return figures;
}

std::string html_of(const Lesson& lesson, const HandoutOptions& options = {}) {
  std::string html = handout_html(lesson, figures_of(lesson), options);
  EXPECT_EQ(wrong_with_xml(html), "");
  return html;
}

// From the step's heading to where the next one begins.
std::string section_of(const std::string& html, int step) {
  const std::size_t begin = html.find("id=\"step-" + std::to_string(step) + "\"");
  EXPECT_NE(begin, std::string::npos) << step;
  return html.substr(begin, html.find("</section>", begin) - begin);
}

std::string with_question(const std::string& question) {
  return "title = \"t\"\n[scene.flatten]\nworking_size = 16\n[[step]]\ntitle = \"Ask\"\nsay = "
         "\"s\"\n[step.question]\n" +
         question;
}

constexpr const char* several = R"(title = "Rows & <columns>"
level = "first"
minutes = 7.5
language = "de"
about = "It tells the claim."
[scene.flatten]
working_size = 16
[[step]]
title = "One"
say = "A **bold {index_of 5 9}**, `a < b && c`, $r·W$ and \"quotes\".\n\nAnother."
[step.notes]
ask = "For the teacher."
[[step]]
title = "Number"
say = "s"
[step.question]
kind = "number"
ask = "Where does (5, 9) land?"
answer = { index_of = [5, 9] }
tolerance = 2
unit = "places"
because = "A row <further>."
mistakes = [{ is = { index_of = [4, 10] }, say = "one to the right." }]
[[step]]
title = "Told"
say = "It is so."
[[step]]
title = "Vote"
say = "s"
[step.question]
kind = "choose"
ask = "Which?"
choices = ["turns", "moves `along`"]
right = "B"
say = { A = "It never turns." }
because = "That is equivariance."
)";

TEST(Handout, HasEveryStepWithItsWordsAndItsFigure) {
  const std::string html = html_of(lesson_of(several));
  EXPECT_THAT(html, HasSubstr("<title>Rows &amp; &lt;columns&gt;</title>"));
  EXPECT_THAT(html, HasSubstr("lang=\"de\""));
  EXPECT_THAT(html, HasSubstr("<p class=\"about\">first · 7.5 minutes</p>"));
  EXPECT_THAT(html, HasSubstr("<span>Name</span>"));
  EXPECT_THAT(html, HasSubstr("<p>A <b>bold </b><b>89</b>, <code>a &lt; b &amp;&amp; c</code>, <var>r·W</var> and "
                              "&quot;quotes&quot;.</p>\n<p>Another.</p>"));
  for (int step = 1; step <= 4; ++step)
    EXPECT_THAT(section_of(html, step), HasSubstr("<figure>\n<svg id=\"s" + std::to_string(step) + "-f\"></svg>"));
  EXPECT_THAT(html, Not(HasSubstr("<?xml")));
  EXPECT_THAT(html, Not(HasSubstr("For the teacher")));
  EXPECT_THAT(html, Not(HasSubstr("It tells the claim")));
  EXPECT_THAT(html, Not(::testing::ContainsRegex("(src|href)=\"http"))) << "nothing is fetched";
}

TEST(Handout, TellsNothingBeforeTheAnswers) {
  const std::string html = html_of(lesson_of(several));
  const std::size_t answers = html.find("id=\"answers\"");
  ASSERT_NE(answers, std::string::npos);
  const std::string before = section_of(html, 2) + section_of(html, 4), after = html.substr(answers);
  for (const char* told : {"89", "A row", "one to the right", "It never turns", "equivariance"}) {
    EXPECT_THAT(before, Not(HasSubstr(told)));
    EXPECT_THAT(after, HasSubstr(told));
  }
  EXPECT_THAT(after, HasSubstr("<b>89</b> places (as near as 2 is right)</p>\n<p>A row &lt;further&gt;.</p>"));
  EXPECT_THAT(after, HasSubstr("<li><b>74</b>: one to the right.</li>"));
  EXPECT_THAT(after, HasSubstr("<b>B</b> moves <code>along</code></p>"));
  EXPECT_THAT(after, HasSubstr("<li><b>A</b> It never turns.</li>"));
  // What comes after a question tells what it asked: on another page.
  EXPECT_THAT(html, HasSubstr("<section class=\"step apart\" id=\"step-3\">"));
  EXPECT_THAT(html, HasSubstr("<section class=\"step\" id=\"step-4\">"));
  EXPECT_THAT(html, HasSubstr("<section class=\"answers apart\""));
}

TEST(Handout, LeavesTheAnswersOut) {
  const std::string html = html_of(lesson_of(several), {.answers = false, .paper = Paper::letter});
  for (const char* told : {"Answers", "A row", "one to the right", "equivariance"})
    EXPECT_THAT(html, Not(HasSubstr(told)));
  EXPECT_THAT(html, HasSubstr("size: letter"));
  EXPECT_THAT(html_of(lesson_of(several)), Not(HasSubstr("{ size: ")));
}

TEST(Handout, HasRoomForEveryKindOfAnswer) {
  const std::string choose = html_of(
      lesson_of(with_question("kind = \"choose\"\nask = \"?\"\nchoices = [\"a\", \"b\", \"c\"]\nright = \"C\"")));
  for (const char* letter : {"A", "B", "C"})
    EXPECT_THAT(choose, HasSubstr("<span class=\"box\"></span><b>" + std::string(letter) + "</b>"));
  const std::string number =
      html_of(lesson_of(with_question("kind = \"number\"\nask = \"?\"\nanswer = 12345\nunit = \"<places>\"")));
  EXPECT_THAT(section_of(number, 1), HasSubstr("<span>Your number</span><i></i><span>&lt;places&gt;</span>"));
  EXPECT_THAT(number, HasSubstr("<b>12,345</b>"));
  const std::string place =
      html_of(lesson_of(with_question("kind = \"place\"\non = \"pixel\"\nask = \"?\"\nanswer = { place_of = 89 }")));
  EXPECT_THAT(section_of(place, 1), HasSubstr("Mark it in the figure"));
  EXPECT_THAT(section_of(place, 1), HasSubstr("Its row and column"));
  EXPECT_THAT(place, HasSubstr("<b>(5, 9)</b>"));
  const std::string shift =
      html_of(lesson_of(with_question("kind = \"shift\"\non = \"pixel\"\nask = \"?\"\nanswer = [3, 4]")));
  EXPECT_THAT(section_of(shift, 1), HasSubstr("Draw in the figure"));
}

TEST(Handout, HasAnEmptyChartForACurve) {
  const std::string html =
      html_of(lesson_of(with_question("kind = \"curve\"\nask = \"?\"\nat = [8, 64, 512]\nanswers = [1, 4, 9]\nlow = "
                                      "0\nhigh = 12\nunit = \"% & more\"")));
  const std::string asked = section_of(html, 1);
  EXPECT_THAT(asked, HasSubstr("class=\"chart\""));
  for (const char* tick : {">8<", ">64<", ">512<", ">0<", ">12<", ">% &amp; more<"})
    EXPECT_THAT(asked, HasSubstr(tick));
  EXPECT_THAT(asked, Not(HasSubstr(">4<")));
  EXPECT_THAT(html, HasSubstr("at 8: <b>1</b>, at 64: <b>4</b>, at 512: <b>9</b>"));
}

TEST(Handout, OfEveryBundledLessonTellsNoReasonInTheQuestionsOwnStep) {
  for (const BundledLesson& bundled : bundled_lessons()) {
    SCOPED_TRACE(bundled.name);
    const LessonReading reading = read_lesson_file(bundled.path);
    ASSERT_TRUE(reading.lesson.has_value());
    const Lesson& lesson = *reading.lesson;
    const std::string html = html_of(lesson);
    for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
      const std::string section = section_of(html, static_cast<int>(i) + 1);
      EXPECT_THAT(section, HasSubstr("<figure>"));
      if (!lesson.steps[i].question) continue;
      const Question& question = *lesson.steps[i].question;
      if (!question.because.empty()) {
        EXPECT_THAT(section, Not(HasSubstr(question.because)));
      }
      for (const Choice& choice : question.choices)
        EXPECT_TRUE(choice.say.empty() || section.find(choice.say) == std::string::npos) << choice.say;
      for (const CommonMistake& mistake : question.mistakes) EXPECT_THAT(section, Not(HasSubstr(mistake.say)));
    }
  }
}

TEST(Handout, AsksForOneFigureAfterAnother) {
  const auto lesson = std::make_shared<const Lesson>(lesson_of(several));
  std::vector<RenderWish> asked;
  std::vector<FileAnswer> waiting;
  const RenderLater draw = [&](const RenderWish& wish, const FileAnswer& answer) {
    asked.push_back(wish);
    waiting.push_back(answer);
  };
  std::vector<HandoutFigure> figures;
  std::string problem = "none yet";
  draw_figures(lesson, draw, [&](std::vector<HandoutFigure> all, const std::string& what) {
    figures = std::move(all);
    problem = what;
  });
  for (std::size_t i = 0; i < 4; ++i) {
    ASSERT_EQ(asked.size(), i + 1);
    EXPECT_EQ(asked[i].scene, lesson->steps[i].scene);
    EXPECT_EQ(asked[i].format, PictureFormat::svg);
    EXPECT_TRUE(asked[i].view.lesson.on_paper);
    EXPECT_EQ(waits_for_answer(asked[i].view.lesson), lesson->steps[i].question.has_value());
    waiting[i]({std::byte{'<'}}, {});
  }
  EXPECT_EQ(problem, "");
  EXPECT_EQ(figures.size(), 4U);
  draw_figures(lesson, draw, [&](const std::vector<HandoutFigure>& all, const std::string& what) {
    figures = all;
    problem = what;
  });
  waiting.back()({}, "no memory");
  EXPECT_EQ(problem, "no memory");
  EXPECT_TRUE(figures.empty());
}

TEST(Handout, IsNamedAfterItsLesson) {
  Lesson lesson = lesson_of(several);
  EXPECT_EQ(handout_stem(lesson), "rows-columns");
  lesson.title = "Größe?";
  EXPECT_EQ(handout_stem(lesson), "größe");
  lesson.path = "/somewhere/05-orders.toml";
  EXPECT_EQ(handout_stem(lesson), "05-orders");
  EXPECT_TRUE(names_pdf("a.PDF"));
  EXPECT_FALSE(names_pdf("pdf.html"));
}

}  // namespace
}  // namespace flatscope
