#include "app/cli/interrupt.h"

#include <csignal>

namespace flatscope::cli {
namespace {

// A signal's handler may write nothing else.
volatile std::sig_atomic_t was_pressed = 0;

void press(int signal) {
  // A shell and what runs in it often both pass one Ctrl+C on, so that the second means no more than the first. Windows
  // forgets who answers as soon as it has asked.
  std::signal(signal, was_pressed != 0 ? SIG_DFL : press);
  was_pressed = 1;
}

}  // namespace

Interrupt::Interrupt() {
  was_pressed = 0;
  interrupt_before_ = std::signal(SIGINT, press);
  terminate_before_ = std::signal(SIGTERM, press);
}

Interrupt::~Interrupt() {
  std::signal(SIGINT, interrupt_before_);
  std::signal(SIGTERM, terminate_before_);
}

bool Interrupt::pressed() { return was_pressed != 0; }

}  // namespace flatscope::cli
