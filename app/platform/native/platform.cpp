#include "app/platform/native/platform.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/platform/native/clipboard.h"
#include "app/platform/native/print_pdf.h"

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

PdfPrinter NativePlatform::pdf_printer() { return print_to_pdf; }

}  // namespace flatscope
