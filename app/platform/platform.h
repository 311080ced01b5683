// All that the program asks of the system on which it runs, apart from drawing, memory (engine/machine.h, which the
// models ask, too) and threads (engine/worker.h). native/ has it for a window of the desktop, alone.h for pictures
// without a window.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "app/files/file_question.h"
#include "app/files/storage.h"
#include "app/platform/clipboard.h"

namespace flatscope {

// Prints a page (HTML, UTF-8) to a PDF, whole or not at all. It takes seconds and may be called from any thread, also
// after the platform is gone. Throws with a sentence where that can't be done.
using PdfPrinter = std::function<void(std::string_view html, const std::filesystem::path& pdf)>;

class Platform {
 public:
  virtual ~Platform() = default;

  // The program has something to do: its step is to be called. From any thread.
  virtual void wake() = 0;

  // Where the settings and the session are kept.
  virtual Storage& storage() = 0;

  virtual Clipboard& clipboard() = 0;

  // Whether the window fills the screen, or is asked to from the next frame on.
  virtual bool full_screen() const = 0;
  virtual void show_full_screen(bool full) = 0;

  // The address under which a browser shows this very program, without what stands behind a #; empty on the desktop.
  // Links to scenes begin with it.
  virtual std::string page_address() { return {}; }

  // Files that a person names. False: they lie in folders, and the program's own chooser asks for them. True: a dialog
  // of the system asks, as a browser's must, and copies what is chosen to where a path leads to it; `answer` is called
  // between two frames on the window's thread, once, or never where the person does not choose.
  virtual bool ask_for_files(const FileQuestion& question, std::function<void(FileChoice)> answer) {
    static_cast<void>(question);
    static_cast<void>(answer);
    return false;
  }
  // A file that the person asked for was written to this path. Where folders are theirs it is in its place; a browser
  // hands it out as a download.
  virtual void hand_out(const std::filesystem::path& written) { static_cast<void>(written); }

  // Whether other programs may change files that were read here.
  virtual bool shares_files() const { return true; }

  // Empty where nothing can: another program does it, and not every system lets one be started.
  virtual PdfPrinter pdf_printer() { return {}; }
};

}  // namespace flatscope
