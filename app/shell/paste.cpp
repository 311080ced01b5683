// Copy and paste. Other programs answer later than the frame in which they were asked.
#include <fmt/format.h>

#include <utility>

#include "app/engine/stage_table.h"
#include "app/files/scene_link.h"
#include "app/look/number_text.h"
#include "app/shell/app.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

// Longer than any path or number. Each letter is taken like one that is typed, so very many would take long.
constexpr std::size_t longest_in_field = 4096;

}  // namespace

void App::take_clipboard_answer() {
  std::optional<ClipboardAnswer> answer = clipboard_->take();
  if (!answer) return;
  const unsigned field = std::exchange(pasting_field_, 0U);
  const bool asked = std::exchange(pasting_link_, false);
  if (field == 0 && is_scene_link(answer->text)) {
    // A stage that asked for something of its own waits no longer.
    for (const StageModel* stage : stage_models()) stage->take_paste(view_, {}, false);
    return open_link(answer->text);
  }
  for (const StageModel* stage : stage_models())
    if (stage->take_paste(view_, *answer, stage->stage == scene_.stage && !view_.presenting)) return;
  if (field == 0) {
    const std::string why = answer->problem.empty()
                                ? "What lies on the clipboard is no link to a scene; a link has #scene= in it."
                                : answer->problem;
    if (asked) say({why, true, "", {}});
    return;
  }
  if (answer->problem.empty() && answer->text.size() > longest_in_field)
    answer->problem = fmt::format("Nothing was pasted: the text has {} bytes, and a field takes {} at most.",
                                  grouped(static_cast<std::int64_t>(answer->text.size())),
                                  grouped(static_cast<std::int64_t>(longest_in_field)));
  if (!answer->problem.empty()) {
    say({answer->problem, true, "", {}});
    return;
  }
  if (field != compat::active_item()) return;  // the keyboard is elsewhere by now
  // Dear ImGui takes no letters while Ctrl is down, which it still is after a quick answer to Ctrl+V.
  held_ = compat::take_modifiers();
  compat::type_now(answer->text);
}

}  // namespace flatscope
