// The dialogs in which Windows itself asks for files.
#pragma once

#include <functional>

#include "app/files/file_question.h"

namespace flatscope::windows {

// Opens one over the window that has the keyboard, on a thread of its own, so that no frame waits for it. `answer` is
// called on the calling thread, which has to go on handling the messages of its windows: once, or never where nothing
// is chosen. The bundled pictures are one of the dialog's places.
void ask_for_files(const FileQuestion& question, std::function<void(FileChoice)> answer);

}  // namespace flatscope::windows
