// When each frame was presented, for bench_frames. Does nothing unless the environment variable FLATSCOPE_FRAME_LOG
// names a file: then each frame adds one line, and the file is flushed with it:
//   frame NUMBER begin SECONDS presented SECONDS pointer X Y
// in seconds of the system's steady clock; the pointer is where it was when the frame was drawn.
#pragma once

#include <cstdio>

namespace flatscope {

class FrameLog {
 public:
  FrameLog();
  ~FrameLog();
  FrameLog(const FrameLog&) = delete;
  FrameLog& operator=(const FrameLog&) = delete;
  void begin();
  void end();

 private:
  std::FILE* file_ = nullptr;
  long long frame_ = 0;
  double begun_ = 0.0;
};

}  // namespace flatscope
