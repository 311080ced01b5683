// The scene as a link: copied, shown as a code, pasted.
#include <fmt/format.h>

#include <utility>

#include "app/engine/stage_table.h"
#include "app/files/page_address.h"
#include "app/files/scene_link.h"
#include "app/files/settings_file.h"
#include "app/look/number_text.h"
#include "app/shell/app.h"

namespace flatscope {

// A page that was opened from a file knows where it is, but no phone gets there: an address that was typed goes first.
std::string App::page_address() {
  const std::string known = platform_.page_address();
  return known.empty() || (!leads_to_a_page(known) && !settings_.page.empty()) ? settings_.page : known;
}

void App::show_link() {
  view_.help = view_.lessons = false;
  view_.link = !view_.link;
}

void App::copy_link() { copies_link_ = true; }

void App::paste_link() {
  pasting_link_ = true;
  clipboard_->ask();
}

// Once a frame: asks for the link of the Scene that is shown, and copies it when it is there.
void App::look_after_link() {
  if (!view_.link && !copies_link_) return;
  if (!link_of_ || *link_of_ != scene_) {
    link_of_ = scene_;
    link_.reset();
    worker_.submit(
        Worker::Lane::background, "link",
        [this, scene = scene_]() -> Worker::Delivery {
          SceneLink link;
          try {
            link.text = scene_link_text(scene);
            link.left_out = left_out_of_link(scene);
          } catch (const std::exception& error) {
            link.problem = error.what();
          }
          return [this, scene, link] {
            if (link_of_ == scene) link_ = link;
          };
        },
        [this](const std::string& what) {
          link_ = SceneLink{{}, what, {}};
        });
  }
  if (link_ && std::exchange(copies_link_, false)) put_link_on_clipboard(*link_);
}

void App::put_link_on_clipboard(const SceneLink& link) {
  if (!link.problem.empty()) return say({link.problem, true, "", {}});
  const std::string page = page_address(), address = link_address(page, link.text);
  ImGui::SetClipboardText(address.c_str());
  std::string words =
      fmt::format("The link is copied: {}.", counted(static_cast<std::int64_t>(address.size()), "letter"));
  if (page.empty()) words += " It begins with flatscope.html, since nobody has said where that lies (Q).";
  for (const std::string& sentence : link.left_out) words += " " + sentence;
  say({words, false, "", {}});
}

void App::open_link(const std::string& link) {
  ++opening_;
  worker_.submit(
      Worker::Lane::background, fmt::format("open {}", ++requests_),
      [this, link]() -> Worker::Delivery {
        std::vector<std::string> complaints;
        Scene scene = read_scene_link(link, complaints);
        return [this, scene = std::move(scene), complaints = std::move(complaints)] {
          --opening_;
          forget_problems();
          scene_path_.clear();  // it lies nowhere yet
          begin_anew(scene);
          say({"The scene of the link is open; Ctrl Z brings back what was here.", false, "", {}});
          for (const std::string& complaint : complaints) say({complaint, true, "", {}});
        };
      },
      [this](const std::string& what) {
        --opening_;
        say({what, true, "", {}});
      });
}

void App::draw_link_panel(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys) {
  const StageModel& stage = model_of(scene_.stage);
  LinkOffer offer;
  offer.link = link_ ? &*link_ : nullptr;
  offer.shows = fmt::format("the stage {}", stage.title);
  // Of an own picture, which stays here, the link itself speaks.
  if (stage.shows_picture(scene_) && !current_picture(scene_).bundled.empty())
    offer.shows += fmt::format(" with {}", name_of(current_picture(scene_)));
  offer.page = page_address();
  offer.page_is_known = leads_to_a_page(platform_.page_address());
  LinkAnswer answer = draw_link(ui, screen, keys, offer);
  if (answer.page) {
    settings_.page = std::move(*answer.page);
    store_settings(platform_.storage(), settings_);
  }
  if (answer.copy) copy_link();
  if (answer.close) view_.link = false;
}

}  // namespace flatscope
