#include "app/dialogs/link.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/files/page_address.h"
#include "app/files/qr_code.h"
#include "app/files/scene_link.h"
#include "app/look/number_text.h"
#include "app/widgets/controls.h"
#include "app/widgets/overlay.h"
#include "app/widgets/scroll_area.h"
#include "app/widgets/text_field.h"

namespace flatscope {
namespace {

struct LinkKept {
  TextField page;
  std::optional<std::string> page_shown;  // what was put into the field last
  float content = 0.0F;                   // height of the words, as they were drawn last
  std::string address;                    // that the code is of
  QrCode code;                            // of no modules: there is none
  std::string refusal;                    // a sentence, where there is none
  std::string copied;                     // the address that lies on the clipboard since the dialog was opened
};

// Cameras look for dark modules on a light ground, whatever the theme is.
constexpr ImU32 paper = IM_COL32(255, 255, 255, 255), ink = IM_COL32(14, 18, 23, 255);

void encode(LinkKept& kept, const std::string& address) {
  if (kept.address == address) return;
  kept.address = address;
  kept.code = {};
  kept.refusal.clear();
  try {
    kept.code = qr_code(address);
  } catch (const QrError& error) {
    kept.refusal = error.what();
  }
}

// Modules are whole pixels, so that all have one size. False: it is too large for this square; a camera tells modules
// of one pixel from nothing.
bool draw_code(Ui& ui, const Rect& square, const QrCode& code) {
  const int modules = code.side + 2 * qr_quiet_zone;
  const float module = std::floor(square.width() / static_cast<float>(modules));
  if (module < 2.0F) return false;
  const float side = module * static_cast<float>(modules);
  const ImVec2 at{std::round(square.centre().x - side * 0.5F), std::round(square.centre().y - side * 0.5F)};
  ui.draw->AddRectFilled(at, {at.x + side, at.y + side}, paper);
  const auto place = [&](int index) { return module * static_cast<float>(index + qr_quiet_zone); };
  for (int row = 0; row < code.side; ++row) {
    for (int column = 0; column < code.side;) {
      int end = column;
      while (end < code.side && code.at(row, end)) ++end;
      // A run of dark ones is one rectangle.
      if (end > column)
        ui.draw->AddRectFilled({at.x + place(column), at.y + place(row)}, {at.x + place(end), at.y + place(row + 1)},
                               ink);
      column = std::max(end, column + 1);
    }
  }
  ui.record.area("link/code", at, {at.x + side, at.y + side});
  ui.record.fact("link.modules", std::to_string(code.side));
  ui.keep_seen({at, {at.x + side, at.y + side}});
  return true;
}

// Why there is no code for a phone.
std::string_view doubt(std::string_view page) {
  if (page.empty())
    return "For a QR code, write the address where your school keeps flatscope.html; a phone that scans the code goes "
           "there. Without one, the link is pasted into Flatscope (Ctrl V).";
  return "A phone can’t open that: an address on the web begins with https://";
}

// The words beside the code, from the top of a column down.
class Words {
  static constexpr float paragraph = 12.0F;  // between two

 public:
  Words(Ui& ui, const LinkOffer& offer, LinkKept& kept, bool has_code)
      : ui_(ui), offer_(offer), kept_(kept), has_code_(has_code) {}

  // Returns the height used.
  float draw(ImVec2 at, float width, LinkAnswer& answer) {
    y_ = at.y;
    left_ = at.x;
    width_ = width;
    words(Type::body, ui_.colours.text,
          fmt::format("{} {} as it is now.", has_code_ ? "A phone that scans the code shows" : "Whoever opens it sees",
                      offer_.shows));
    if (offer_.link == nullptr) {
      words(Type::body, ui_.colours.muted, "The link is being made …");
    } else if (!offer_.link->problem.empty()) {
      words(Type::body, ui_.colours.wrong, offer_.link->problem);
    } else {
      for (const std::string& sentence : offer_.link->left_out) words(Type::body, ui_.colours.text, sentence);
      if (!kept_.refusal.empty())
        words(Type::body, ui_.colours.wrong, kept_.refusal + " Copy it and send it another way.");
    }
    y_ += ui_.dp(8);
    address(answer);
    return y_ - ui_.dp(paragraph) - at.y;
  }

 private:
  void words(Type type, ImU32 colour, std::string_view text) {
    y_ += ui_.text_wrapped({left_, y_}, width_, type, colour, text) + ui_.dp(paragraph);
  }

  void address(LinkAnswer& answer) {
    const bool leads = leads_to_a_page(offer_.page);
    if (!leads) words(Type::body, offer_.page.empty() ? ui_.colours.text : ui_.colours.wrong, doubt(offer_.page));
    ui_.text_fit({left_, y_}, width_, Type::section, ui_.colours.muted, "ADDRESS OF THE PAGE");
    y_ += ui_.line_height(Type::section) + ui_.dp(6);
    if (offer_.page_is_known) {
      words(Type::body, ui_.colours.text, offer_.page);
      return;
    }
    if (kept_.page_shown != offer_.page) {
      kept_.page_shown = offer_.page;
      kept_.page.set(offer_.page);
    }
    // The button stands beside the field where both have room.
    const bool differs = as_page_address(kept_.page.text()) != offer_.page, has_button = !leads || differs;
    const std::string_view label = "Show the code";
    const float height = ui_.line_height(Type::body) + ui_.dp(16), gap = ui_.dp(8);
    const float beside = ui_.measure(Type::strong, label).x + ui_.dp(32);
    const bool one_row = width_ - gap - beside >= ui_.dp(180);
    const float right = left_ + width_, field_right = has_button && one_row ? right - gap - beside : right;
    const Rect rect{{left_, y_}, {field_right, y_ + height}};
    const bool had_keyboard = kept_.page.focused();
    const TextField::Events events =
        kept_.page.draw(ui_, "link/page", rect, "https://…/flatscope.html",
                        "Where flatscope.html lies on the web; links begin with it. Enter takes it.");
    if (events.clicked && !had_keyboard) kept_.page.focus(TextField::Select::all);
    bool done = events.entered;
    Rect button{{right - beside, rect.min.y}, {right, rect.max.y}};
    if (!one_row) button = {{left_, rect.max.y + gap}, {right, rect.max.y + gap + height}};
    if (has_button && push_button(ui_, "link/take-page", button, label, "Take this address (Enter).", !leads, differs))
      done = true;
    y_ = (has_button ? button : rect).max.y + ui_.dp(paragraph);
    if (!done) return;
    answer.page = as_page_address(kept_.page.text());
    kept_.page_shown.reset();  // it may be written otherwise now
    kept_.page.let_go();
  }

  Ui& ui_;
  const LinkOffer& offer_;
  LinkKept& kept_;
  bool has_code_;
  float left_ = 0.0F, y_ = 0.0F, width_ = 0.0F;
};

}  // namespace

LinkAnswer draw_link(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys, const LinkOffer& offer) {
  LinkAnswer answer;
  LinkKept& kept = ui.kept.of<LinkKept>();
  const bool there = offer.link != nullptr && offer.link->problem.empty(), leads = leads_to_a_page(offer.page);
  if (there) encode(kept, link_address(offer.page, offer.link->text));
  const bool refused = leads && there && !kept.refusal.empty();
  // While the link is being made its code has a place already: the panel does not jump.
  const bool has_square = leads && !refused && (offer.link == nullptr || there);

  Overlay overlay(ui, "link", screen, "link");
  // What was typed and not entered before it was closed is gone.
  if (ImGui::IsWindowAppearing()) {
    kept.page.let_go();
    kept.page_shown.reset();
    kept.copied.clear();
  }
  const float pad = ui.dp(24), gap = ui.dp(12), button = ui.line_height(Type::body) + ui.dp(16);
  // A square for the code, as large as it can be, and a column of words beside it that can be read.
  const float most = screen.width() - 2 * overlay.margin(), least_words = ui.dp(216);
  const float side = has_square
                         ? std::floor(std::max(1.0F, std::min(overlay.most_height() - 2 * pad,
                                                              std::max(most * 0.4F, most - 3 * pad - least_words))))
                         : 0.0F;
  const float words_width = has_square ? std::min(ui.dp(360), most - 3 * pad - side) : ui.dp(480);
  const float foot = gap + ui.line_height(Type::small) + ui.dp(8) + button;
  const std::string_view title = "This scene as a link";
  const float cross = ui.dp(28), head = ui.text_wrapped({}, words_width - cross, Type::heading, 0, title, false) + gap;
  const Rect panel = has_square ? overlay.panel(3 * pad + side + words_width, side + 2 * pad)
                                : overlay.panel(2 * pad + words_width, 2 * pad + head + std::ceil(kept.content) + foot);
  float left = panel.min.x + pad;
  bool drawn = false;
  if (has_square) {
    const Rect square{{left, panel.min.y + pad}, {left + side, panel.min.y + pad + side}};
    left = square.max.x + pad;
    drawn = there && draw_code(ui, square, kept.code);
    if (!drawn) {
      ui.draw->AddRectFilled(square.min, square.max, ui.colours.raised, ui.dp(6));
      ui.text_wrapped({square.min.x + pad, square.centre().y - ui.line_height(Type::body) * 0.5F}, side - 2 * pad,
                      Type::body, ui.colours.muted, there ? "The window is too small for the code." : "…");
    }
  }

  const float right = panel.max.x - pad;
  float y = panel.min.y + pad;
  answer.close = close_cross(ui, "link/close",
                             {{right - cross + ui.dp(8), y - ui.dp(4)}, {right + ui.dp(8), y - ui.dp(4) + cross}},
                             "Close (Escape)");
  y += ui.text_wrapped({left, y}, right - left - cross, Type::heading, ui.colours.text, title) + gap;
  const Rect copy{{left, panel.max.y - pad - button}, {right, panel.max.y - pad}};
  const bool lies_there = there && kept.copied == kept.address;
  if (push_button(ui, "link/copy", copy, lies_there ? "Copied" : "Copy the link", "Put it on the clipboard (Ctrl K).",
                  leads, there)) {
    answer.copy = true;
    kept.copied = kept.address;
  }
  float low = copy.min.y - ui.dp(8);
  if (there) {
    low -= ui.line_height(Type::small);
    ui.text_fit({left, low}, right - left, Type::small, ui.colours.muted,
                counted(static_cast<std::int64_t>(kept.address.size()), "letter") + " long");
    low -= gap;
    ui.record.fact("link.address", kept.address);
  }
  {
    const Rect area{{left, y}, {panel.max.x - ui.dp(4), low}};
    ScrollArea scroll(ui, "link", area, ui.colours.panel);
    scroll.content(kept.content);
    const float height = Words(ui, offer, kept, drawn).draw({left, y - scroll.scrolled()}, right - left, answer);
    // The panel is as high as its words, which are known now.
    if (height != kept.content) ui.ask_for_frame(0.0);
    kept.content = height;
  }
  // A key that leaves the field puts back what stood there before; that is nobody's wish here.
  if (std::any_of(keys.begin(), keys.end(), [](const KeyPress& press) { return press.key == GLFW_KEY_ESCAPE; })) {
    answer.close = true;
    answer.page.reset();
  }
  if (ImGui::IsMouseClicked(0) && ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
      !panel.contains(ImGui::GetIO().MousePos))
    answer.close = true;
  return answer;
}

}  // namespace flatscope
