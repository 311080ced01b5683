// The lower edge of the chooser: what there is to say, and its buttons.
#include <fmt/format.h>

#include <algorithm>

#include "app/dialogs/chooser/state.h"
#include "app/look/number_text.h"
#include "app/widgets/controls.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

constexpr double patience = 0.3;  // seconds before a slow folder is spoken of

}  // namespace

std::string Chooser::State::summary() const {
  const std::vector<int> indices = chosen_indices();
  if (indices.size() > 1) return counted(indices.size(), "file chosen", "files chosen");
  if (!filter.empty())
    return fmt::format("{} of {}: those with “{}” in them. Escape shows all.", items.size(),
                       counted(all.size(), "name", "names"), filter);
  std::size_t folders = 0, scenes = 0;
  for (const ChooserItem& item : items) {
    folders += item.file.kind == FileKind::folder;
    scenes += item.file.kind == FileKind::scene;
  }
  const std::size_t pictures = items.size() - folders - scenes;
  if (wants_folder() && !folder.empty()) {
    const std::filesystem::path one =
        indices.empty() ? folder : items[static_cast<std::size_t>(indices.front())].file.path;
    return fmt::format("“Choose” takes the folder {}.", shown(one.has_filename() ? one.filename() : one));
  }
  std::string words;
  const auto add = [&words](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
  if (pictures > 0)
    add(arrays()          ? counted(pictures, "array", "arrays")
        : wants_text()    ? counted(pictures, "text", "texts")
        : wants_weights() ? counted(pictures, "file of weights", "files of weights")
        : saves_others()  ? counted(pictures, "file", "files")
                          : counted(pictures, "picture", "pictures"));
  if (scenes > 0) add(counted(scenes, "scene", "scenes"));
  if (folders > 0) add(counted(folders, "folder", "folders"));
  return words;
}

// What there is to say: a problem, a question, a slow folder, or what is here.
std::string Chooser::State::sentence(Ui& ui) const {
  if (!problem.empty()) return problem;
  if (!replacing.empty()) return "“" + shown(replacing.filename()) + "” is already there. Replace it?";
  const double waited = ImGui::GetTime() - visiting_since;
  if (visiting && waited > patience) return "Reading the folder…";
  if (visiting) ui.ask_for_frame(patience - waited);
  // What the name may end in matters more than what else lies here.
  return saves_others() && chosen_indices().empty() ? std::string(saved_file(use).about_name) : summary();
}

// Draws it in `area`, which ends above the buttons or beside them; returns the height it needs.
float Chooser::State::draw_sentence(Ui& ui, const Rect& area, bool draw_it) const {
  const std::string words = sentence(ui);
  const bool loud = !problem.empty() || !replacing.empty();
  const float r = ui.dp(7), left = area.min.x + (loud ? r * 2 + ui.dp(8) : 0.0F), width = area.max.x - left;
  const ImU32 ink = loud ? ui.colours.text : ui.colours.muted;
  const float height = ui.text_wrapped({}, width, Type::small, ink, words, false);
  if (!draw_it) return height;
  const float y = area.centre().y;
  if (loud) {
    ui.draw->AddTriangleFilled({area.min.x, y + r * 0.9F}, {area.min.x + r * 2, y + r * 0.9F},
                               {area.min.x + r, y - r * 0.9F}, ui.colours.wrong);
    ui.record.fact("chooser/problem", words);
  }
  ui.text_wrapped({left, y - height * 0.5F}, width, Type::small, ink, words);
  return height;
}

float Chooser::State::draw_foot(Ui& ui, const Rect& area) {
  const bool asks = !replacing.empty();
  const auto width_of = [&](std::string_view label) {
    return std::max(ui.dp(88), ui.measure(Type::strong, label).x + ui.dp(32));
  };
  const std::string_view yes = asks ? "Replace" : saving() ? "Save" : wants_folder() ? "Choose" : "Open";
  const std::string_view no = asks ? "Keep it" : "Cancel";
  const Rect open_at{{area.max.x - width_of(yes), area.min.y}, area.max};
  const Rect cancel_at{{open_at.min.x - ui.dp(8) - width_of(no), area.min.y}, {open_at.min.x - ui.dp(8), area.max.y}};
  const bool ready = saving() || wants_folder() || focus == Focus::path || focus == Focus::filter ||
                     std::find(chosen.begin(), chosen.end(), 1) != chosen.end();
  const std::string_view tip =
      asks              ? "Write over the file that is there (Enter)."
      : saving()        ? saved_file(use).about_saving
      : wants_folder()  ? "Take the folder that is chosen, or else the one that is shown."
      : wants_text()    ? "Read the names from the text that is chosen (Enter)."
      : wants_weights() ? "Open the network that is chosen (Enter)."
      : ready           ? "Open what is chosen (Enter)."
              : (arrays() ? "Choose an array first, or type its name." : "Choose a picture first, or type its name.");
  if (push_button(ui, "chooser/open", open_at, yes, tip, ready, ready)) {
    if (asks)
      choose_save(replacing);
    else if (wants_folder() && focus != Focus::path)
      choose_folder();
    else
      open_chosen();
  }
  if (push_button(ui, "chooser/cancel", cancel_at, no,
                  asks ? "Leave the file as it is and choose another name (Escape)."
                       : "Close without opening anything (Escape).")) {
    if (asks) {
      replacing.clear();
    } else {
      open = false;
      ++visits;
    }
  }
  const Rect beside{area.min, {cancel_at.min.x - ui.dp(16), area.max.y}};
  if (draw_sentence(ui, beside, false) <= area.height() + ui.dp(4)) {
    draw_sentence(ui, beside, true);
    return area.min.y;
  }
  // Too long for the room beside the buttons: a place of its own above them.
  const float height = draw_sentence(ui, area, false);
  const Rect above{{area.min.x, area.min.y - ui.dp(8) - height}, {area.max.x, area.min.y - ui.dp(8)}};
  draw_sentence(ui, above, true);
  return above.min.y;
}

}  // namespace flatscope
