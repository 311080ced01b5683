// The data as a sheet: samples of every class, those to learn from apart from those for the test.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "app/stages/train/view/sample_picture.h"
#include "app/stages/train/view/set_up.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// Where the samples of each class stand in both parts; found once for a data set and a number of samples.
struct ClassPlaces {
  std::weak_ptr<const TrainData> data;
  std::int64_t samples = -1;
  std::vector<std::vector<std::int64_t>> train, test;
};

const ClassPlaces& places_of(Ui& ui, const std::shared_ptr<const TrainData>& data, std::int64_t samples) {
  auto& places = ui.kept.of<ClassPlaces>();
  if (places.data.lock() == data && places.samples == samples) return places;
  places = {data, samples, {}, {}};
  const auto classes = static_cast<std::size_t>(data->classes());
  const auto sort = [&](const std::vector<std::uint8_t>& labels, std::int64_t most) {
    std::vector<std::vector<std::int64_t>> found(classes);
    for (std::int64_t i = 0; i < most; ++i) found[labels[static_cast<std::size_t>(i)]].push_back(i);
    return found;
  };
  const std::vector<std::uint8_t>&train = data->set->train.labels, &test = data->set->test.labels;
  places.train = sort(train, std::min<std::int64_t>(samples, static_cast<std::int64_t>(train.size())));
  places.test = sort(test, static_cast<std::int64_t>(test.size()));
  return places;
}

// How the sheet is divided, in pixels.
struct SheetPlan {
  float head = 0.0F, note = 0.0F, names = 0.0F;  // heights
  float label = 0.0F;                            // width of the words at the left; 0: they stand above
  float column = 0.0F, cell = 0.0F, between = 0.0F;
  std::size_t classes = 1;  // that are seen at once
  int across = 1;           // samples of a class on a line
  float above() const { return head + note + names; }
};

SheetPlan plan_of(const StageContext& context, float width) {
  Ui& ui = context.ui;
  const TrainResults& results = context.results.train;
  SheetPlan plan;
  const auto all = static_cast<std::size_t>(results.data->classes());
  plan.label = width >= ui.dp(560) ? ui.dp(64) : 0.0F;
  plan.between = ui.dp(3);
  const float room = width - plan.label, narrowest = ui.dp(72);
  plan.classes = std::clamp<std::size_t>(static_cast<std::size_t>(room / narrowest), 1, all);
  plan.column = std::floor(room / static_cast<float>(plan.classes));
  const float inner = plan.column - ui.dp(8);
  // As many as are about 36 units wide, then as wide as that allows.
  plan.across = std::max(1, static_cast<int>((inner + plan.between) / (ui.dp(34) + plan.between)));
  plan.cell = std::min(ui.dp(48), std::floor((inner - plan.between * static_cast<float>(plan.across - 1)) /
                                             static_cast<float>(plan.across)));
  plan.head = std::max(ui.line_height(Type::section), ui.line_height(Type::small)) + ui.dp(6);
  const std::string note = split_note(*results.data);
  if (!note.empty()) plan.note = ui.text_wrapped({}, width, Type::small, 0, note, false) + ui.dp(4);
  plan.names = ui.line_height(Type::small) + ui.dp(4);
  return plan;
}

float part_label(const Ui& ui, const SheetPlan& plan) {
  return plan.label > 0.0F ? 0.0F : ui.line_height(Type::small) + ui.dp(2);
}

struct Pages {
  std::size_t groups = 1;  // of classes
  std::size_t all = 1;
};

Pages pages_of(const ClassPlaces& places, const SheetPlan& plan, int lines) {
  Pages pages;
  pages.groups = (places.train.size() + plan.classes - 1) / plan.classes;
  std::size_t most = 1;
  const auto each = static_cast<std::size_t>(plan.across * lines);
  for (const auto& one : places.train) most = std::max(most, (one.size() + each - 1) / each);
  pages.all = pages.groups * most;
  return pages;
}

// A page back or on; returns where the words left of them must end.
float draw_paging(StageContext& context, const Rect& area, const Pages& pages, std::size_t page) {
  if (pages.all < 2) return area.max.x;
  Ui& ui = context.ui;
  const float side = area.height(), right = area.max.x;
  int& chosen = context.view.train.sheet_page;
  const Rect next{{right - side, area.min.y}, {right, area.max.y}};
  const std::string words = fmt::format("{} of {}", page + 1, grouped(static_cast<std::int64_t>(pages.all)));
  const float width =
      ui.measure(Type::mono, fmt::format("{0} of {0}", grouped(static_cast<std::int64_t>(pages.all)))).x;
  const Rect back{{next.min.x - width - ui.dp(12) - side, area.min.y}, {next.min.x - width - ui.dp(12), area.max.y}};
  if (push_button(ui, "train.sheet.next", next, "", "More samples.")) chosen = static_cast<int>((page + 1) % pages.all);
  if (push_button(ui, "train.sheet.back", back, "", "The samples before."))
    chosen = static_cast<int>((page + pages.all - 1) % pages.all);
  for (const float way : {-1.0F, 1.0F}) {
    const ImVec2 at = (way < 0.0F ? back : next).centre();
    const float size = ui.dp(4);
    const ImVec2 points[] = {{at.x - way * size * 0.5F, at.y - size},
                             {at.x + way * size * 0.5F, at.y},
                             {at.x - way * size * 0.5F, at.y + size}};
    compat::add_polyline(ui.draw, points, 3, ui.colours.text, false, std::max(1.0F, ui.dp(1.5F)));
  }
  ui.text({(back.max.x + next.min.x) * 0.5F, area.centre().y - ui.line_height(Type::mono) * 0.5F}, Type::mono,
          ui.colours.muted, words, Align::centre);
  return back.min.x - ui.dp(12);
}

void draw_head(StageContext& context, const Rect& area, const Pages& pages, std::size_t page,
               const ClassPlaces& places) {
  Ui& ui = context.ui;
  std::int64_t learn = 0, test = 0;
  for (const auto& one : places.train) learn += static_cast<std::int64_t>(one.size());
  for (const auto& one : places.test) test += static_cast<std::int64_t>(one.size());
  const float end = draw_paging(context, area, pages, page);
  const float y = area.centre().y;
  float x = area.min.x;
  x +=
      ui.text({x, y - ui.line_height(Type::section) * 0.5F}, Type::section, ui.colours.muted, "DATA SHEET") + ui.dp(10);
  const std::vector<std::string> counts = {
      fmt::format("{} to learn from, {} others to test", grouped(learn), grouped(test)),
      fmt::format("{} to learn from, {} to test", grouped(learn), grouped(test)),
      fmt::format("{} + {}", grouped(learn), grouped(test))};
  const std::string name = data_name(context.scene.train);
  const float name_width = ui.measure(Type::small, name).x;
  const std::string& said = first_fitting(ui, Type::small, end - x - name_width - ui.dp(16), counts);
  const float said_width = ui.measure(Type::small, said).x;
  ui.text_fit({end, y - ui.line_height(Type::small) * 0.5F}, end - x, Type::small, ui.colours.muted, said,
              Align::right);
  ui.text_fit({x, y - ui.line_height(Type::small) * 0.5F}, end - x - said_width - ui.dp(16), Type::small,
              ui.colours.text, name);
  ui.record.fact("train.sheet", fmt::format("{} + {}", learn, test));
  ui.record.fact("train.sheet.page", fmt::format("{} of {}", page + 1, pages.all));
}

// The samples of one class from `first` on; a click takes one in hand for the switches below.
void draw_samples(StageContext& context, const SheetPlan& plan, ImVec2 at, const std::vector<std::int64_t>& indices,
                  std::size_t first, int lines, SamplePart part) {
  Ui& ui = context.ui;
  int& shown = context.view.train.shown_sample;
  for (int i = 0; i < plan.across * lines; ++i) {
    const std::size_t which = first + static_cast<std::size_t>(i);
    if (which >= indices.size()) return;
    const std::int64_t index = indices[which];
    const float step = plan.cell + plan.between;
    const ImVec2 corner{at.x + step * static_cast<float>(i % plan.across),
                        at.y + step * static_cast<float>(i / plan.across)};
    const Rect cell{corner, {corner.x + plan.cell, corner.y + plan.cell}};
    draw_sample(ui, cell, context.results.train.data, part, index);
    if (part != SamplePart::train) continue;
    const bool chosen = index == shown;
    if (hit_area(ui, fmt::format("train.sample.{}", index).c_str(), cell, chosen ? "on" : "off"))
      shown = static_cast<int>(index);
    ui.tooltip(cell, "The switches below are shown on the one that is clicked.");
    if (chosen || ImGui::IsItemHovered())
      compat::add_rect(ui.draw, cell.min, cell.max, chosen ? ui.colours.text : ui.colours.muted, 0.0F,
                       std::max(1.0F, ui.dp(chosen ? 2 : 1)));
  }
}

}  // namespace

float sheet_height(const StageContext& context, float width, int lines) {
  if (context.results.train.data == nullptr) return 0.0F;
  const Ui& ui = context.ui;
  const SheetPlan plan = plan_of(context, width);
  return plan.above() + 2.0F * part_label(ui, plan) + static_cast<float>(lines + 1) * (plan.cell + plan.between) +
         ui.dp(6);
}

float draw_data_sheet(StageContext& context, const Rect& area, int lines) {
  Ui& ui = context.ui;
  const std::shared_ptr<const TrainData>& data = context.results.train.data;
  const float bottom = area.min.y + sheet_height(context, area.width(), lines);
  if (data == nullptr) return bottom;
  const SheetPlan plan = plan_of(context, area.width());
  const ClassPlaces& places = places_of(ui, data, context.scene.train.samples);
  const Pages pages = pages_of(places, plan, lines);
  const std::size_t page = static_cast<std::size_t>(std::max(0, context.view.train.sheet_page)) % pages.all;
  const std::size_t first_class = page % pages.groups * plan.classes, turn = page / pages.groups;
  const std::size_t end_class = std::min(places.train.size(), first_class + plan.classes);

  float y = area.min.y;
  draw_head(context, {area.min, {area.max.x, y + plan.head - ui.dp(2)}}, pages, page, places);
  y += plan.head;
  if (plan.note > 0.0F)
    ui.text_wrapped({area.min.x, y}, area.width(), Type::small, ui.colours.muted, split_note(*data));
  y += plan.note;
  const auto column_x = [&](std::size_t index) {
    return area.min.x + plan.label + plan.column * static_cast<float>(index - first_class);
  };
  const float used = plan.cell * static_cast<float>(plan.across) + plan.between * static_cast<float>(plan.across - 1);
  for (std::size_t i = first_class; i < end_class; ++i)
    ui.text_fit({column_x(i) + used * 0.5F, y}, plan.column - ui.dp(4), Type::small, ui.colours.text,
                data->set->classes[i], Align::centre);
  y += plan.names;
  const auto part = [&](std::string_view words, const std::vector<std::vector<std::int64_t>>& samples, int rows,
                        SamplePart which) {
    if (plan.label > 0.0F)
      ui.text_wrapped({area.min.x, y + ui.dp(4)}, plan.label - ui.dp(8), Type::small, ui.colours.muted, words);
    else
      ui.text_fit({area.min.x, y}, area.width(), Type::small, ui.colours.muted, words);
    y += part_label(ui, plan);
    for (std::size_t i = first_class; i < end_class; ++i) {
      const auto each = static_cast<std::size_t>(plan.across * rows);
      // There are fewer for the test: they come round again.
      const std::size_t turns = std::max<std::size_t>(1, (samples[i].size() + each - 1) / each);
      const std::size_t first = which == SamplePart::test ? turn % turns * each : turn * each;
      draw_samples(context, plan, {column_x(i), y}, samples[i], first, rows, which);
    }
    y += static_cast<float>(rows) * (plan.cell + plan.between);
  };
  part("to learn from", places.train, lines, SamplePart::train);
  y += ui.dp(6);
  part("to test", places.test, 1, SamplePart::test);
  ui.record.area("train.sheet", area.min, {area.max.x, bottom});
  return bottom;
}

}  // namespace flatscope
