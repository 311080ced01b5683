#include "app/platform/native/platform.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <utility>

#include "app/platform/native/clipboard.h"
#include "app/platform/native/print_pdf.h"

#ifdef _WIN32
#include "app/platform/native/windows/file_dialog.h"
#endif

namespace flatscope {

void NativePlatform::window_closes() {
  awake_ = false;
  clipboard_.reset();
}

void NativePlatform::wake() {
  if (awake_) glfwPostEmptyEvent();
}

Clipboard& NativePlatform::clipboard() {
  if (!clipboard_) clipboard_ = display_clipboard([this] { wake(); });
  return *clipboard_;
}

#ifdef _WIN32
bool NativePlatform::ask_for_files(const FileQuestion& question, std::function<void(FileChoice)> answer) {
  windows::ask_for_files(question, std::move(answer));
  return true;
}
#endif

PdfPrinter NativePlatform::pdf_printer() { return print_to_pdf; }

}  // namespace flatscope
