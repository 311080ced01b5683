// How the export dialog looks.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/dialogs/export/state.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/overlay.h"
#include "app/widgets/scroll_area.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

void draw_tick(Ui& ui, const Rect& box, bool on, bool enabled) {
  const ImU32 fill = on ? ui.colours.conv : ui.colours.raised;
  ui.draw->AddRectFilled(box.min, box.max, fill, ui.dp(4));
  if (!on) {
    compat::add_rect(ui.draw, box.min, box.max, enabled ? ui.colours.muted : ui.colours.line, ui.dp(4), 1.0F);
    return;
  }
  const float s = box.width();
  const ImVec2 points[] = {{box.min.x + s * 0.24F, box.min.y + s * 0.52F},
                           {box.min.x + s * 0.42F, box.min.y + s * 0.70F},
                           {box.min.x + s * 0.76F, box.min.y + s * 0.30F}};
  compat::add_polyline(ui.draw, points, 3, ink_on(fill), false, std::max(1.5F, ui.dp(2)));
}

std::string size_words(const ExportItem& item) {
  if (item.size <= 0) return {};
  return (item.about ? "about " : "") + size_in_words(item.size);
}

}  // namespace

void ExportDialog::State::draw(Ui& ui, const Rect& screen) {
  Overlay overlay(ui, "export", screen, "export");
  const float pad = ui.dp(24);
  const float head = ui.line_height(Type::heading) + ui.line_height(Type::small) + ui.dp(20);
  const float button = ui.line_height(Type::body) + ui.dp(16);
  const float wanted = 2 * pad + head + content + ui.dp(16) + button + 2 * ui.line_height(Type::small) + ui.dp(8);
  const Rect panel = overlay.panel(ui.dp(600), std::max(wanted, ui.dp(320)));

  const float left = panel.min.x + pad, right = panel.max.x - pad;
  float y = panel.min.y + pad;
  const float cross = ui.dp(28);
  ui.text_fit({left, y}, right - left - cross, Type::heading, ui.colours.text, "Export");
  if (close_cross(ui, "export/close",
                  {{right - cross + ui.dp(8), y - ui.dp(4)}, {right + ui.dp(8), y - ui.dp(4) + cross}},
                  "Close (Escape)"))
    open = false;
  y += ui.line_height(Type::heading) + ui.dp(4);
  ui.text_fit({left, y}, right - left, Type::small, ui.colours.muted, offer.heading);
  y = panel.min.y + pad + head;

  const float bottom = draw_foot(ui, {{left, panel.max.y - pad - button}, {right, panel.max.y - pad}}) - ui.dp(12);
  {
    const Rect area{{left, y}, {panel.max.x - ui.dp(4), bottom}};
    ui.record.area("export/list", area.min, area.max);
    ScrollArea scroll(ui, "export", area, ui.colours.panel);
    scroll.content(content);
    const float top = area.min.y - scroll.scrolled();
    Column column(ui, {{left, top}, {right, area.max.y}});
    draw_items(ui, column);
    draw_place(ui, column);
    content = column.y() - top + ui.dp(4);
    // The name gets the keyboard, which scrolls down to it: what there is to choose from is to be seen first.
    if (at_top > 0) {
      scroll.scroll_to(0.0F);
      if (name_field.focused()) --at_top;
      ui.ask_for_frame(0.0);
    }
  }
}

bool ExportDialog::State::draw_item(Ui& ui, Column& column, const ExportItem& item) {
  const float line = ui.line_height(Type::body);
  const Rect row = column.take_pixels(line + ui.dp(8));
  const bool enabled = item.refusal.empty(), on = is_chosen(item);
  const bool clicked = hit_area(ui, ("export/" + item.id).c_str(), row, !enabled ? "refused" : on ? "on" : "off");
  const bool hovered = ImGui::IsItemHovered() && enabled;
  const float side = ui.dp(18), mid = row.centre().y;
  draw_tick(ui, {{row.min.x, mid - side * 0.5F}, {row.min.x + side, mid + side * 0.5F}}, on, enabled);
  const float left = row.min.x + side + ui.dp(10);
  const ImU32 ink = on || (hovered && enabled) ? ui.colours.text : ui.colours.muted;
  const float label = ui.text({left, mid - line * 0.5F}, Type::body, ink, item.label);
  const std::string size = size_words(item);
  const float small = mid - ui.line_height(Type::small) * 0.5F;
  float right = row.max.x;
  if (enabled && !size.empty()) right -= ui.text({right, small}, Type::small, ink, size, Align::right) + ui.dp(16);
  const float details = left + label + ui.dp(12);
  if (ui.measure(Type::small, item.details).x <= right - details)
    ui.text({details, small}, Type::small, ui.colours.muted, item.details);
  ui.record.fact("export." + item.id + ".size", std::to_string(item.size));
  if (!enabled) {
    column.note(item.refusal);
    column.gap(4);
  } else {
    ui.tooltip(row,
               fmt::format("{}{}{}", name_field.text() + item.ending, item.details.empty() ? "" : ": ", item.details));
  }
  if (!clicked || !enabled) return false;
  if (on)
    chosen.erase(item.id);
  else
    chosen.insert(item.id);
  changed();
  return true;
}

void ExportDialog::State::draw_items(Ui& ui, Column& column) {
  column.section("PICTURE");
  while (scale_index > 0 && !picture_fits(picture_scales[scale_index])) --scale_index;
  const ExportItem picture = picture_item(), svg = svg_item();
  draw_item(ui, column, picture);
  if (is_chosen(picture)) {
    draw_scales(ui, column);
    column.gap(4);
  }
  draw_item(ui, column, svg);
  if (column.toggle("export/alone", "Only the picture, without the columns at its sides", alone,
                    "As presenter mode (P) shows it; off: the whole window. The evidence folder's pictures too."))
    changed();
  if (!offer.items.empty()) column.section("NUMBERS AND CODE");
  for (const ExportItem& item : offer.items) draw_item(ui, column, item);
  column.gap(10);
  const char* const all =
      offer.asks_folder ? "Write all as an evidence folder" : "Download all as an evidence folder, zipped";
  if (column.button("export/evidence", all,
                    "Pictures, numbers, the scene and code in one new folder, with a text that says what is what.",
                    !writing && existing.empty()))
    write_evidence();
}

void ExportDialog::State::draw_scales(Ui&, Column& column) {
  constexpr std::array<const char*, 3> labels = {"1×", "2×", "4×"};
  std::array<std::string, 3> tips;
  std::vector<Option> options;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const int scale = picture_scales[i];
    const bool fits = picture_fits(scale);
    tips[i] = fmt::format("{} × {} pixels, {}", offer.picture.width * scale, offer.picture.height * scale,
                          fits ? "drawn anew: text stays sharp."
                               : fmt::format("more than {} a side: too large to be drawn.", largest_export_side));
    options.push_back({labels[i], tips[i], fits});
  }
  if (column.segmented("export/scale", options, scale_index)) changed();
}

void ExportDialog::State::draw_place(Ui& ui, Column& column) {
  column.section(offer.asks_folder ? "WHERE" : "FILE");
  const float height = ui.line_height(Type::body) + ui.dp(12);
  const float wide = offer.asks_folder ? ui.measure(Type::body, "Folder").x : 0.0F;
  const float label = std::max(wide, ui.measure(Type::body, "Name").x) + ui.dp(16);
  const auto field = [&](TextField& text, const char* id, const char* words, const char* hint, const char* tooltip) {
    const Rect row = column.take_pixels(height);
    ui.text({row.min.x, row.centre().y - ui.line_height(Type::body) * 0.5F}, Type::body, ui.colours.muted, words);
    const bool had_keyboard = text.focused();
    const TextField::Events events = text.draw(ui, id, {{row.min.x + label, row.min.y}, row.max}, hint, tooltip);
    if (events.clicked && !had_keyboard) text.focus(TextField::Select::all);  // the next letters take its place
    if (events.changed) changed();
    column.gap(8);
    return events;
  };
  if (offer.asks_folder && field(folder_field, "export/folder", "Folder", "~/Documents",
                                 "A folder that exists; Tab completes its name, ~ is your own folder.")
                               .completes)
    complete_folder();
  field(name_field, "export/name", "Name", "layer1", "What the names of all files begin with.");
}

std::string ExportDialog::State::sentence() const {
  if (writing) return "Writing…";
  if (!problem.empty()) return problem;
  if (existing.size() == 1) return fmt::format("{} is there already.", shown(existing[0].filename()));
  if (!existing.empty())
    return fmt::format("{} of these files are there already: {} …", existing.size(), shown(existing[0].filename()));
  const ExportPlan files = plan();
  if (files.items.empty()) return "Nothing is chosen.";
  std::int64_t size = 0;
  bool about = false;
  for (const ExportItem& item : files.items) {
    size += item.size;
    about = about || item.about || item.size <= 0;
  }
  std::string words = files.items.size() == 1 ? files.base + files.items[0].ending
                                              : fmt::format("{} files, {}…", files.items.size(), files.base);
  // The folder's field may be scrolled out of sight.
  if (offer.asks_folder && !files.folder.empty()) words += " in " + shown(files.folder);
  if (size > 0) words += fmt::format(" · {}{}", about ? "more than " : "", size_in_words(size));
  return words;
}

float ExportDialog::State::draw_foot(Ui& ui, const Rect& area) {
  const bool asks = !existing.empty();
  const auto width_of = [&](std::string_view label) {
    return std::max(ui.dp(88), ui.measure(Type::strong, label).x + ui.dp(24));
  };
  const bool ready = !writing && (asks || !plan().items.empty());
  const std::string_view yes = asks ? "Another name" : "Export", no = asks ? "Back" : "Cancel";
  float right = area.max.x;
  const auto button = [&](const char* id, std::string_view label, std::string_view tooltip, bool primary,
                          bool enabled) {
    const float width = width_of(label);
    const Rect rect{{right - width, area.min.y}, {right, area.max.y}};
    right = rect.min.x - ui.dp(8);
    return push_button(ui, id, rect, label, tooltip, primary, enabled);
  };
  if (button("export/write", yes,
             asks ? "Keep what is there and number the new ones (Enter)." : "Write the files (Enter).", ready, ready))
    write(asks ? Existing::other_name : Existing::ask);
  else if (asks && button("export/replace", "Replace", "Write over the files that are there.", false, ready))
    write(Existing::replace);
  else if (button("export/cancel", no, asks ? "Leave everything as it is (Escape)." : "Close (Escape).", false, true)) {
    if (asks)
      changed();
    else
      open = false;
  }

  // What there is to say stands above the buttons.
  const std::string words = sentence();
  const bool loud = asks || !problem.empty();
  const float mark = loud ? ui.dp(22) : 0.0F;
  const float height = ui.text_wrapped({}, area.width() - mark, Type::small, ui.colours.text, words, false);
  const float top = area.min.y - ui.dp(10) - height;
  if (loud) {
    const float r = ui.dp(7), y = top + height * 0.5F;
    ui.draw->AddTriangleFilled({area.min.x, y + r * 0.9F}, {area.min.x + r * 2, y + r * 0.9F},
                               {area.min.x + r, y - r * 0.9F}, ui.colours.wrong);
    ui.record.fact("export.problem", words);
  }
  ui.text_wrapped({area.min.x + mark, top}, area.width() - mark, Type::small, loud ? ui.colours.text : ui.colours.muted,
                  words);
  return top;
}

}  // namespace flatscope
