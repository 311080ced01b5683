#include "app/platform/native/windows/file_dialog.h"

#include <windows.h>

#include <shobjidl.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "app/files/assets.h"
#include "app/files/file_listing.h"
#include "core/files/file.h"

namespace flatscope::windows {
namespace {

namespace fs = std::filesystem;

struct Release {
  void operator()(IUnknown* object) const { object->Release(); }
};
template <class T>
using Object = std::unique_ptr<T, Release>;

// A kind of files as the dialog lists them.
struct Kind {
  const wchar_t* words;
  std::wstring patterns;  // "*.npy;*.npz"
};

std::wstring wide(std::string_view text) { return path_from_utf8(text).wstring(); }

std::wstring patterns_of(const std::vector<std::string_view>& endings) {
  std::wstring patterns;
  for (const std::string_view ending : endings)
    if (!ending.empty()) patterns += (patterns.empty() ? L"*" : L";*") + wide(ending);
  return patterns;
}

Kind kind_of(FileUse use) {
  if (saves(use)) {
    const auto& endings = saved_file(use).endings;
    return {L"Files to save as", patterns_of({endings.begin(), endings.end()})};
  }
  switch (use) {
    case FileUse::open_array:
      return {L"Arrays of NumPy", L"*.npy"};
    case FileUse::open_text:
      return {L"Texts and tables", L"*.txt;*.csv"};
    case FileUse::open_weights:
      return {L"Weights", L"*.safetensors;*.npz"};
    default:
      break;
  }
  std::vector<std::string_view> endings(all_picture_endings().begin(), all_picture_endings().end());
  endings.push_back(".toml");
  return {L"Pictures, scenes and lessons", patterns_of(endings)};
}

Object<IShellItem> item_at(const fs::path& path) {
  IShellItem* item = nullptr;
  if (path.empty() || FAILED(SHCreateItemFromParsingName(path.c_str(), nullptr, IID_PPV_ARGS(&item)))) return nullptr;
  return Object<IShellItem>(item);
}

fs::path path_of(IShellItem& item) {
  wchar_t* name = nullptr;
  if (FAILED(item.GetDisplayName(SIGDN_FILESYSPATH, &name))) return {};
  const fs::path path(name);
  CoTaskMemFree(name);
  return path;
}

fs::path bundled_folder() {
  try {
    return resources() / "assets" / "images";
  } catch (const std::exception&) {
    return {};  // the window says so where it matters
  }
}

void prepare(IFileDialog& dialog, const FileQuestion& question) {
  DWORD options = 0;
  dialog.GetOptions(&options);
  options |= FOS_FORCEFILESYSTEM | FOS_PATHMUSTEXIST | FOS_NOCHANGEDIR;
  if (question.use == FileUse::open_folder) options |= FOS_PICKFOLDERS;
  if (!saves(question.use)) options |= FOS_FILEMUSTEXIST;
  if (question.use == FileUse::open) options |= FOS_ALLOWMULTISELECT;
  dialog.SetOptions(options);
  if (question.use == FileUse::open_folder) return;
  const Kind kind = kind_of(question.use);
  const COMDLG_FILTERSPEC kinds[] = {{kind.words, kind.patterns.c_str()}, {L"All files", L"*"}};
  dialog.SetFileTypes(2, kinds);
  if (saves(question.use)) {
    const SavedFile& file = saved_file(question.use);
    dialog.SetTitle(wide(file.heading).c_str());
    dialog.SetDefaultExtension(wide(file.endings.front().substr(1)).c_str());
  }
  if (!question.suggested.empty()) {
    if (const Object<IShellItem> folder = item_at(question.suggested.parent_path())) dialog.SetFolder(folder.get());
    dialog.SetFileName(question.suggested.filename().c_str());
  }
  if (question.use == FileUse::open) {
    if (const Object<IShellItem> bundled = item_at(bundled_folder())) dialog.AddPlace(bundled.get(), FDAP_BOTTOM);
  }
}

std::vector<fs::path> paths_of(IFileDialog& dialog) {
  std::vector<fs::path> paths;
  IFileOpenDialog* several = nullptr;
  IShellItemArray* items = nullptr;
  if (SUCCEEDED(dialog.QueryInterface(IID_PPV_ARGS(&several)))) {
    const Object<IFileOpenDialog> opens(several);
    if (FAILED(opens->GetResults(&items))) return paths;
    const Object<IShellItemArray> all(items);
    DWORD count = 0;
    all->GetCount(&count);
    for (DWORD i = 0; i < count; ++i) {
      IShellItem* item = nullptr;
      if (SUCCEEDED(all->GetItemAt(i, &item))) paths.push_back(path_of(*Object<IShellItem>(item)));
    }
  } else {
    IShellItem* item = nullptr;
    if (SUCCEEDED(dialog.GetResult(&item))) paths.push_back(path_of(*Object<IShellItem>(item)));
  }
  paths.erase(std::remove(paths.begin(), paths.end(), fs::path()), paths.end());
  return paths;
}

// Empty where nothing was chosen.
std::vector<fs::path> show_dialog(const FileQuestion& question, HWND owner) {
  IFileDialog* made = nullptr;
  const CLSID& which = saves(question.use) ? CLSID_FileSaveDialog : CLSID_FileOpenDialog;
  if (FAILED(CoCreateInstance(which, nullptr, CLSCTX_INPROC_SERVER, IID_PPV_ARGS(&made)))) return {};
  const Object<IFileDialog> dialog(made);
  prepare(*dialog, question);
  if (FAILED(dialog->Show(owner))) return {};
  std::vector<fs::path> paths = paths_of(*dialog);
  if (saves(question.use))
    for (fs::path& path : paths)
      if (const SavedFile& file = saved_file(question.use); !file.has_ending(utf8(path.filename())))
        path += path_from_utf8(file.endings.front());
  return paths;
}

FileChoice choice_of(FileUse use, std::vector<fs::path> paths) {
  std::error_code error;
  if (use == FileUse::open && paths.size() == 1 && fs::equivalent(paths[0].parent_path(), bundled_folder(), error)) {
    const std::string name = utf8(paths[0].filename());
    const auto& all = bundled_images();
    if (std::any_of(all.begin(), all.end(), [&](const BundledImage& one) { return one.name == name; }))
      return {use, {}, name};
  }
  return {use, std::move(paths), {}};
}

struct Asked {
  FileQuestion question;
  std::function<void(FileChoice)> answer;
  std::vector<fs::path> paths;
};

constexpr UINT answered = WM_APP;

// The messages of a window that nobody sees; it is there to be written to from the dialog's thread.
LRESULT CALLBACK receive(HWND window, UINT message, WPARAM wide_word, LPARAM long_word) {
  if (message != answered) return DefWindowProcW(window, message, wide_word, long_word);
  const std::unique_ptr<Asked> asked(reinterpret_cast<Asked*>(long_word));
  DestroyWindow(window);
  // It only hands work on, and so throws nothing into the system's code around this.
  if (!asked->paths.empty()) asked->answer(choice_of(asked->question.use, std::move(asked->paths)));
  return 0;
}

}  // namespace

void ask_for_files(const FileQuestion& question, std::function<void(FileChoice)> answer) {
  HWND mailbox = CreateWindowExW(0, L"STATIC", L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, nullptr, nullptr);
  SetWindowLongPtrW(mailbox, GWLP_WNDPROC, reinterpret_cast<LONG_PTR>(receive));
  auto asked = std::make_unique<Asked>(Asked{question, std::move(answer), {}});
  // Nobody waits for it: where the program ends first, the dialog goes with it.
  std::thread([mailbox, owner = GetActiveWindow(), asked = std::move(asked)]() mutable {
    const bool ready = SUCCEEDED(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE));
    asked->paths = show_dialog(asked->question, owner);
    if (ready) CoUninitialize();
    Asked* const sent = asked.release();
    if (PostMessageW(mailbox, answered, 0, reinterpret_cast<LPARAM>(sent)) == 0) delete sent;
  }).detach();
}

}  // namespace flatscope::windows
