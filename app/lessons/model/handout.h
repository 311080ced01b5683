// A lesson to take home: one HTML file that needs nothing beside it, with a figure for each step, questions with room
// to answer them by hand, and the right answers on a page of their own. It is XML as well, so that any reader of either
// can check it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/results.h"
#include "app/files/render_wish.h"
#include "app/lessons/model/lesson.h"

namespace flatscope {

// Of one step.
struct HandoutFigure {
  std::string svg;  // a whole SVG file, its ids like no other figure's
  Results results;  // what is known of the step's Scene: for numbers that are measured
};

enum class Paper { a4, letter };

inline constexpr Paper all_papers[] = {Paper::a4, Paper::letter};
std::string_view to_string(Paper paper);  // "a4", "letter"

struct HandoutOptions {
  bool answers = true;         // the page with the right answers
  std::optional<Paper> paper;  // empty: whoever prints it chooses; it fits both
};

// `figures` is one for each step.
std::string handout_html(const Lesson& lesson, std::span<const HandoutFigure> figures, const HandoutOptions& options);

// --- its figures ---

// What a picture of the step shows, as when it is begun: its Scene, its view, its question still open.
void show_step(RenderWish& wish, std::shared_ptr<const Lesson> lesson, int step);

// Asks `draw` for every step's figure, one after another: the stage's picture alone, black on white. `done` comes where
// the last answer came, with a sentence where one could not be drawn.
using FiguresDone = std::function<void(std::vector<HandoutFigure> figures, const std::string& problem)>;
void draw_figures(std::shared_ptr<const Lesson> lesson, const RenderLater& draw, FiguresDone done);

// A name that ends in .pdf, in whatever letters.
bool names_pdf(const std::filesystem::path& path);

// "where-does-the-pixel-below-go": the lesson's file without its ending, or its title made fit to be one.
std::string handout_stem(const Lesson& lesson);

}  // namespace flatscope
