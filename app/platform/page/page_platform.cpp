#include "app/platform/page/page_platform.h"

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <utility>

#include "app/platform/page/script.h"
#include "core/files/file.h"

namespace flatscope {
namespace {

const char* name_of(KeptText what) { return what == KeptText::settings ? "flatscope/settings" : "flatscope/session"; }

// Downloads are written here first.
constexpr const char* outgoing = "/downloads";

const char* accepted(FileUse use) {
  switch (use) {
    case FileUse::open:
      return "image/*,.npy,.toml";
    case FileUse::open_array:
      return ".npy";
    case FileUse::open_text:
      return ".txt,.csv";
    case FileUse::open_weights:
      return ".safetensors,.npz";
    default:
      return "";
  }
}

}  // namespace

bool PageStorage::has(KeptText what) const { return read(what, UINTMAX_MAX).has_value(); }

std::optional<std::string> PageStorage::read(KeptText what, std::uintmax_t longest) const {
  const std::unique_ptr<char, void (*)(void*)> kept(flatscope_read_kept(name_of(what)), std::free);
  if (!kept) return std::nullopt;
  std::string text(kept.get());
  if (text.size() > longest) throw std::runtime_error("The text that the browser has kept is too long.");
  return text;
}

void PageStorage::write(KeptText what, std::string_view text) {
  if (!flatscope_keep(name_of(what), std::string(text).c_str()))
    throw std::runtime_error("This browser keeps nothing for the page: its storage is full or switched off.");
}

void PageClipboard::copy(std::string text) { flatscope_copy(text.c_str()); }

void PageClipboard::ask() {
  if (!asked_) asked_ = Clock::now();
}

// A paste that nobody asked for in time is not of now.
void PageClipboard::pasted(std::string text) {
  text_ = std::move(text);
  came_ = Clock::now();
}

bool PageClipboard::answered() const {
  return asked_ && ((came_ && *came_ + longest_clipboard_silence >= *asked_) ||
                    Clock::now() - *asked_ >= longest_clipboard_silence);
}

std::optional<ClipboardAnswer> PageClipboard::take() {
  if (!answered()) return std::nullopt;
  const bool came = came_ && *came_ + longest_clipboard_silence >= *asked_;
  asked_.reset();
  came_.reset();
  if (came) return clipboard_answer(std::exchange(text_, {}));
  return ClipboardAnswer{
      {}, "A page may read the clipboard only when you paste with the browser’s own key or menu: press Ctrl V."};
}

void PagePlatform::wake() { flatscope_wake(); }

std::string PagePlatform::page_address() {
  const std::unique_ptr<char, void (*)(void*)> address(flatscope_page_address(), std::free);
  return address ? std::string(address.get()) : std::string();
}

bool PagePlatform::ask_for_files(const FileQuestion& question, std::function<void(FileChoice)> answer) {
  const int number = ++asked_;
  if (saves(question.use)) {
    // The browser asks where a download goes, if at all.
    const std::filesystem::path name = question.suggested.filename();
    std::filesystem::create_directories(outgoing);
    const SavedFile& file = saved_file(question.use);
    questions_[number] = {
        question.use,
        std::move(answer),
        {std::filesystem::path(outgoing) / (name.empty() ? std::filesystem::path(file.example) : name)},
        true};
    wake();
    return true;
  }
  questions_[number] = {question.use, std::move(answer), {}, false};
  const bool several = question.use == FileUse::open;
  flatscope_ask_for_files(number, accepted(question.use), several, question.use == FileUse::open_folder);
  return true;
}

void PagePlatform::hand_out(const std::filesystem::path& written) { flatscope_download(utf8(written).c_str()); }

void PagePlatform::chosen(int question, std::vector<std::filesystem::path> paths) {
  const auto found = questions_.find(question);
  if (found == questions_.end()) return;
  if (paths.empty()) {
    questions_.erase(found);
    return;
  }
  found->second.paths = std::move(paths);
  found->second.answered = true;
  wake();
}

void PagePlatform::deliver() {
  for (auto at = questions_.begin(); at != questions_.end();) {
    if (!at->second.answered) {
      ++at;
      continue;
    }
    Question done = std::move(at->second);
    at = questions_.erase(at);
    done.answer({done.use, std::move(done.paths), {}});
  }
}

}  // namespace flatscope
