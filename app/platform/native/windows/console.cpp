#include "app/platform/native/windows/console.h"

#include <windows.h>

#include <fcntl.h>
#include <io.h>
#include <shellapi.h>

#include <cstdio>
#include <system_error>

#include "core/files/file.h"

namespace flatscope::windows {
namespace {

bool is_open(DWORD which) {
  HANDLE handle = GetStdHandle(which);
  return handle != nullptr && handle != INVALID_HANDLE_VALUE;
}

// Lets a line be written over where the stream leads to a console.
void allow_escapes(DWORD which) {
  DWORD mode = 0;
  HANDLE handle = GetStdHandle(which);
  if (GetConsoleMode(handle, &mode) != 0) SetConsoleMode(handle, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
}

std::filesystem::path temporary_file() {
  wchar_t folder[MAX_PATH + 1] = {}, name[MAX_PATH + 1] = {};
  if (GetTempPathW(MAX_PATH, folder) == 0 || GetTempFileNameW(folder, L"fls", 0, name) == 0) return {};
  return name;
}

}  // namespace

std::vector<std::string> arguments() {
  std::vector<std::string> words;
  int count = 0;
  wchar_t** const wide = CommandLineToArgvW(GetCommandLineW(), &count);
  if (wide == nullptr) return words;
  for (int i = 0; i < count; ++i) words.push_back(utf8(wide[i]));
  LocalFree(wide);
  return words;
}

Streams::Streams() {
  const bool said_to_somebody = is_open(STD_OUTPUT_HANDLE) || is_open(STD_ERROR_HANDLE);
  // Started by its whole name in a console: the words go there, though the prompt is back before them.
  if (!said_to_somebody && AttachConsole(ATTACH_PARENT_PROCESS) != 0) {
    std::freopen("CONOUT$", "w", stdout);
    std::freopen("CONOUT$", "w", stderr);
  } else if (!said_to_somebody) {
    kept_ = temporary_file();
    if (!kept_.empty()) _wfreopen(kept_.c_str(), L"wb", stderr);
  }
  for (std::FILE* const stream : {stdout, stderr})
    if (const int descriptor = _fileno(stream); descriptor >= 0) _setmode(descriptor, _O_BINARY);
  allow_escapes(STD_OUTPUT_HANDLE);
  allow_escapes(STD_ERROR_HANDLE);
  code_page_before_ = GetConsoleOutputCP();
  if (code_page_before_ != 0) SetConsoleOutputCP(CP_UTF8);
}

Streams::~Streams() {
  if (code_page_before_ != 0) SetConsoleOutputCP(code_page_before_);
  if (kept_.empty()) return;
  std::fclose(stderr);
  std::error_code ignored;
  std::filesystem::remove(kept_, ignored);
}

void Streams::show_unheard() {
  if (kept_.empty()) return;
  std::fflush(stderr);
  const std::vector<std::byte> bytes = read_file(kept_);
  if (bytes.empty()) return;
  std::wstring words(bytes.size(), L'\0');
  const auto length = MultiByteToWideChar(CP_UTF8, 0, reinterpret_cast<const char*>(bytes.data()),
                                          static_cast<int>(bytes.size()), words.data(), static_cast<int>(words.size()));
  words.resize(static_cast<std::size_t>(length));
  MessageBoxW(nullptr, words.c_str(), L"Flatscope", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
}

}  // namespace flatscope::windows
