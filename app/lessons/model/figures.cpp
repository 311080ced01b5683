// The figures of a handout: which pictures are asked for.
#include <fmt/format.h>

#include <utility>

#include "app/engine/stage_table.h"
#include "app/lessons/model/handout.h"
#include "app/lessons/model/waits.h"

namespace flatscope {
namespace {

// As wide as the text of a page, where letters of 13 pixels are 7.5 points then; most are so high that two steps have
// room on a page.
constexpr int figure_width = 860;

struct Drawing {
  std::shared_ptr<const Lesson> lesson;
  RenderLater draw;
  FiguresDone done;
  std::vector<HandoutFigure> figures;
};

void draw_next(const std::shared_ptr<Drawing>& drawing) {
  const auto step = static_cast<int>(drawing->figures.size());
  if (step == static_cast<int>(drawing->lesson->steps.size())) return drawing->done(std::move(drawing->figures), {});
  const Step& shown = drawing->lesson->steps[static_cast<std::size_t>(step)];
  RenderWish wish;
  show_step(wish, drawing->lesson, step);
  wish.view.lesson.on_paper = true;
  wish.format = PictureFormat::svg;
  wish.theme = Theme::light;
  wish.width = figure_width;
  wish.height = model_of(shown.scene.stage).figure_height;
  wish.title = shown.title;
  wish.ids = fmt::format("s{}-", step + 1);
  const auto results = std::make_shared<Results>();
  wish.known = [results](const Results& known) { *results = known; };
  drawing->draw(std::move(wish), [drawing, results](const std::vector<std::byte>& file, const std::string& problem) {
    if (!problem.empty()) return drawing->done({}, problem);
    drawing->figures.push_back({{reinterpret_cast<const char*>(file.data()), file.size()}, std::move(*results)});
    draw_next(drawing);
  });
}

}  // namespace

void show_step(RenderWish& wish, std::shared_ptr<const Lesson> lesson, int step) {
  const Step& shown = lesson->steps[static_cast<std::size_t>(step)];
  wish.scene = shown.scene;
  wish.view = shown.view;
  wish.view.lesson = begin_lesson(std::move(lesson));
  wish.view.lesson.step = step;
  at_hand(wish.view.lesson).seen = true;
  set_off(wish.view, wish.results);
}

void draw_figures(std::shared_ptr<const Lesson> lesson, const RenderLater& draw, FiguresDone done) {
  draw_next(std::make_shared<Drawing>(Drawing{std::move(lesson), draw, std::move(done), {}}));
}

}  // namespace flatscope
