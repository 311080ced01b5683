#include "app/dialogs/export/dialog.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/dialogs/export/state.h"
#include "app/files/file_listing.h"
#include "app/files/typed_path.h"
#include "core/files/file.h"

namespace flatscope {

namespace fs = std::filesystem;

ExportDialog::ExportDialog(Worker& worker, Done done) : state_(std::make_shared<State>(worker, std::move(done))) {}
ExportDialog::~ExportDialog() = default;

void ExportDialog::open(ExportOffer offer) { state_->start(std::move(offer)); }
void ExportDialog::close() { state_->open = false; }
bool ExportDialog::is_open() const { return state_->open; }

void ExportDialog::draw(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys) {
  if (!state_->open) return;
  state_->handle(keys);
  if (state_->open) state_->draw(ui, screen);
}

void ExportDialog::State::start(ExportOffer given) {
  offer = std::move(given);
  open = true;
  writing = false;
  at_top = 3;
  ++times;
  home = home_folder();
  if (folder.empty()) folder = offer.folder.empty() ? home : offer.folder;
  folder_field.set(utf8(folder));
  name_field.set(offer.base);
  name_field.focus(TextField::Select::all);
  changed();
}

void ExportDialog::State::changed() {
  problem.clear();
  existing.clear();
  evidence = false;
}

bool ExportDialog::State::picture_fits(int scale) const {
  return std::max(offer.picture.width, offer.picture.height) * scale <= largest_export_side;
}

ExportItem ExportDialog::State::picture_item() const {
  const int scale = picture_scales[scale_index];
  ExportItem item{"picture", "Picture, PNG", "", scale == 1 ? ".png" : fmt::format("@{}x.png", scale),
                  0,         false,          "", {}};
  item.details = fmt::format("{} × {} pixels", offer.picture.width * scale, offer.picture.height * scale);
  item.ask = [ask = offer.picture.ask, scale, only = alone](FileAnswer answer) {
    ask(PictureFormat::png, scale, only, std::move(answer));
  };
  return item;
}

ExportItem ExportDialog::State::svg_item() const {
  ExportItem item{"svg", "Picture, SVG", "shapes and text, for slides and print", ".svg", 0, false, "", {}};
  item.ask = [ask = offer.picture.ask, only = alone](FileAnswer answer) {
    ask(PictureFormat::svg, 1, only, std::move(answer));
  };
  return item;
}

ExportPlan ExportDialog::State::plan() const {
  const std::string& typed = folder_field.text();
  const bool blank = typed.find_first_not_of(' ') == std::string::npos;
  ExportPlan plan{blank ? fs::path() : typed_path(typed, folder, home), name_field.text(), {}};
  if (evidence) {
    plan.items.push_back(offer.evidence(plan.folder / path_from_utf8(plan.base + "-evidence"), alone));
    return plan;
  }
  for (const ExportItem& item : {picture_item(), svg_item()})
    if (is_chosen(item)) plan.items.push_back(item);
  for (const ExportItem& item : offer.items)
    if (is_chosen(item)) plan.items.push_back(item);
  return plan;
}

void ExportDialog::State::complete_folder() {
  const auto weak = weak_from_this();
  worker.submit(
      Worker::Lane::background, "export complete",
      [weak, typed = folder_field.text(), base = folder, at_home = home]() -> Worker::Delivery {
        std::string whole = complete_path(typed, base, at_home);
        return [weak, typed, whole = std::move(whole)] {
          const auto state = weak.lock();
          if (state && state->folder_field.text() == typed) state->folder_field.set(whole);
        };
      },
      nullptr);
}

void ExportDialog::State::write_evidence() {
  changed();
  evidence = true;
  write(Existing::ask);
}

// The dialog as it was when a work began; null once it is closed or was opened anew.
std::shared_ptr<ExportDialog::State> ExportDialog::State::opened(const std::weak_ptr<State>& weak, long long number) {
  const auto state = weak.lock();
  return state && state->open && state->times == number ? state : nullptr;
}

void ExportDialog::State::end(const std::weak_ptr<State>& weak, long long number, const std::string& problem) {
  if (const auto here = opened(weak, number)) {
    here->writing = here->evidence = false;
    here->problem = problem;
  } else if (const auto closed = weak.lock()) {
    closed->done({}, problem);
  }
}

// The disk is only asked on the worker. What is done is told even when the dialog is closed by then.
void ExportDialog::State::write(Existing answer) {
  if (writing) return;
  problem.clear();
  existing.clear();
  writing = true;
  const auto weak = weak_from_this();
  const auto failed = [weak, number = times](const std::string& what) { end(weak, number, what); };
  worker.submit(
      Worker::Lane::background, fmt::format("export {}", times),
      [weak, number = times, failed, answer, wanted = std::make_shared<ExportPlan>(plan())]() -> Worker::Delivery {
        if (std::string words = problem_of(*wanted); !words.empty()) return [failed, words] { failed(words); };
        std::vector<fs::path> there = already_there(*wanted);
        if (!there.empty() && answer == Existing::ask) {
          return [weak, number, there] {
            if (const auto here = opened(weak, number)) {
              here->writing = false;
              here->existing = there;
            }
          };
        }
        if (answer == Existing::other_name) wanted->base = free_base(*wanted);
        return [weak, number, failed, wanted, replace = answer == Existing::replace] {
          gather_asked(wanted, [weak, number, failed, wanted, replace](const std::string& what) {
            const auto state = weak.lock();
            if (!what.empty())
              failed(what);
            else if (state)
              state->write_gathered(wanted, replace, number);
          });
        };
      },
      failed);
}

void ExportDialog::State::write_gathered(const std::shared_ptr<const ExportPlan>& wanted, bool replace,
                                         long long number) {
  const auto weak = weak_from_this();
  worker.submit(
      Worker::Lane::background, fmt::format("export {}", number),
      [weak, number, wanted, replace]() -> Worker::Delivery {
        write_exports(*wanted, replace);
        std::vector<fs::path> files;
        for (const ExportItem& item : wanted->items) files.push_back(file_of(*wanted, item));
        return [weak, number, files, where = wanted->folder] {
          if (const auto here = opened(weak, number)) {
            here->writing = here->open = false;
            here->folder = where;
          }
          if (const auto state = weak.lock()) state->done(files, {});
        };
      },
      [weak, number](const std::string& what) { end(weak, number, what); });
}

void ExportDialog::State::handle(const std::vector<KeyPress>& keys) {
  for (const KeyPress& press : keys) {
    if (press.key == GLFW_KEY_ESCAPE) {
      if (existing.empty())
        open = false;
      else
        changed();
      return;
    }
    if (press.repeat) continue;
    // With a question on the screen Enter takes the answer that loses nothing.
    if (press.key != GLFW_KEY_ENTER && press.key != GLFW_KEY_KP_ENTER) continue;
    if (existing.empty()) evidence = false;
    write(existing.empty() ? Existing::ask : Existing::other_name);
  }
}

}  // namespace flatscope
