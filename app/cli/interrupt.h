// Ctrl+C while something long is at work: it is asked for, not died of.
#pragma once

namespace flatscope::cli {

// While it lives the first Ctrl+C (or SIGTERM) only sets pressed(), as does a second; a third
// ends the program. One at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  static bool pressed();

 private:
  void (*interrupt_before_)(int);
  void (*terminate_before_)(int);
};

}  // namespace flatscope::cli
