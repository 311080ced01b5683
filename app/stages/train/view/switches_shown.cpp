// What the switches do to one sample: as it is in the file, as both networks get it, moved, and with its pixels
// shuffled by the very order that a training would use.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/look/size_text.h"
#include "app/stages/train/view/sample_picture.h"
#include "app/stages/train/view/set_up.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/wording.h"
#include "core/training/run.h"

namespace flatscope {
namespace {

struct Panel {
  SamplePart part = SamplePart::train;
  int dx = 0, dy = 0;
  bool shuffled = false;
  bool on = true;  // it is so, not only if
  std::string title;
  std::vector<std::string> words;  // from long to short
  const char* name = "";
};

// Two thirds as far up as to the right, so that both are seen.
constexpr int shown_right = 3, shown_up = 2;

std::vector<Panel> panels_of(const StageContext& context) {
  const TrainScene& scene = context.scene.train;
  const TrainData& data = *context.results.train.data;
  const std::int64_t index = context.view.train.shown_sample;
  std::vector<Panel> panels;
  if (data.raw.rank() == 4 && index < data.raw.shape()[0]) {
    const std::string size = size_text(data.raw.width(), data.raw.height());
    panels.push_back({SamplePart::raw, 0, 0, false, true, "As in the file", {size + " grey", size}, "file"});
  }
  const std::string size = size_text(data.input()[2], data.input()[1]);
  panels.push_back({SamplePart::train, 0, 0, false, true, "As both get it", {"on " + size + " pixels", size}, "given"});
  const bool moves = scene.moved > 0;
  const int right = moves ? scene.moved : shown_right;
  const int up = moves ? (scene.moved * shown_up + shown_right / 2) / shown_right : shown_up;
  std::vector<std::string> how;
  const std::string here =
      up > 0 ? fmt::format("here {} right, {} up", right, up) : fmt::format("here {} right", right);
  if (moves) how.push_back(fmt::format("up to {} px; {}", scene.moved, here));
  how.push_back(here);
  how.push_back(fmt::format("{} →, {} ↑", right, up));
  panels.push_back(
      {SamplePart::train, right, -up, false, moves, moves ? "Moved in training" : "If moved", how, "moved"});
  panels.push_back({SamplePart::train,
                    moves && scene.shuffle ? right : 0,
                    moves && scene.shuffle ? -up : 0,
                    true,
                    scene.shuffle,
                    scene.shuffle ? "Shuffled" : "If shuffled",
                    {"one order for all pictures", "one order for all", "one order"},
                    "shuffled"});
  return panels;
}

int columns_for(const Ui& ui, float width, std::size_t panels) {
  const auto fit = static_cast<int>(width / ui.dp(150));
  if (fit >= static_cast<int>(panels)) return static_cast<int>(panels);
  return fit >= 2 ? 2 : 1;
}

float panel_height(const Ui& ui) {
  return std::max(ui.dp(54), ui.line_height(Type::strong) + ui.line_height(Type::small) + ui.dp(4));
}

}  // namespace

float switches_height(const StageContext& context, float width) {
  if (context.results.train.data == nullptr) return 0.0F;
  const Ui& ui = context.ui;
  const std::size_t panels = panels_of(context).size();
  const int columns = columns_for(ui, width, panels);
  const int rows = (static_cast<int>(panels) + columns - 1) / columns;
  return static_cast<float>(rows) * panel_height(ui) + static_cast<float>(rows - 1) * ui.dp(8);
}

float draw_switches(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const std::shared_ptr<const TrainData>& data = context.results.train.data;
  if (data == nullptr) return area.min.y;
  const auto all = static_cast<std::int64_t>(data->set->train.labels.size());
  int& sample = context.view.train.shown_sample;
  if (sample < 0 || sample >= all) sample = 0;
  const std::vector<Panel> panels = panels_of(context);
  const std::vector<std::int32_t> order =
      shuffle_of(static_cast<std::uint32_t>(context.scene.train.seed), data->input());
  const int columns = columns_for(ui, area.width(), panels.size());
  const float height = panel_height(ui), gap = ui.dp(12), side = height;
  const float width = std::floor((area.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const Panel& panel = panels[i];
    const auto column = static_cast<float>(static_cast<int>(i) % columns),
               row = static_cast<float>(static_cast<int>(i) / columns);
    const ImVec2 at{std::round(area.min.x + column * (width + gap)),
                    std::round(area.min.y + row * (height + ui.dp(8)))};
    const Rect picture{at, {at.x + side, at.y + side}};
    ui.draw->AddRectFilled(picture.min, picture.max, IM_COL32(0, 0, 0, 255));
    draw_sample(ui, picture, data, panel.part, sample, panel.dx, panel.dy,
                panel.shuffled ? std::span<const std::int32_t>(order) : std::span<const std::int32_t>());
    compat::add_rect(ui.draw, picture.min, picture.max, panel.on ? ui.colours.muted : ui.colours.line, 0.0F,
                     std::max(1.0F, ui.dp(1)));
    const float left = picture.max.x + ui.dp(10), room = at.x + width - left;
    const float lines = ui.line_height(Type::strong) + ui.line_height(Type::small) + ui.dp(2);
    const float top = std::round(picture.centre().y - lines * 0.5F);
    ui.text_fit({left, top}, room, panel.on ? Type::strong : Type::body, panel.on ? ui.colours.text : ui.colours.muted,
                panel.title);
    ui.text_fit({left, top + ui.line_height(Type::strong) + ui.dp(2)}, room, Type::small, ui.colours.muted,
                first_fitting(ui, Type::small, room, panel.words));
    ui.record.area(fmt::format("train.switch.{}", panel.name), picture.min, picture.max);
    ui.record.fact(fmt::format("train.switch.{}", panel.name), panel.on ? "on" : "off");
  }
  ui.record.fact("train.switch.sample", std::to_string(sample));
  ui.record.fact("train.switch.order", fmt::format("{} {} {}", order[0], order[1], order[2]));
  return area.min.y + switches_height(context, area.width());
}

}  // namespace flatscope
