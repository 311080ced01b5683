// When each frame was presented, for bench_frames. Does nothing unless the environment variable FLATSCOPE_FRAME_LOG
// names a file: then each frame adds one line, and the file is flushed with it:
//   frame NUMBER begin SECONDS presented SECONDS pointer X Y dx DX weight W size WIDTH HEIGHT behind 0|1 painted P
// in seconds of the system's steady clock; the pointer is where it was when the frame was drawn. dx, weight (the first
// one of the kernel in hand, 0 where there is none) and size are those of the results shown; behind tells that the
// picture of an earlier Scene was still standing in for the one asked for; painted is the share of the window's pixels
// that were drawn anew.
#pragma once

#include <cstdio>

namespace flatscope {

class App;

class FrameLog {
 public:
  FrameLog();
  ~FrameLog();
  FrameLog(const FrameLog&) = delete;
  FrameLog& operator=(const FrameLog&) = delete;
  void begin();
  void end(const App& app, double painted);

 private:
  std::FILE* file_ = nullptr;
  long long frame_ = 0;
  double begun_ = 0.0;
};

}  // namespace flatscope
