#include "display.h"

#include <X11/XKBlib.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <stdexcept>

#include "display_state.h"

namespace flatscope::testing {
namespace {

// People don't act in no time; this only keeps events apart and proves nothing.
constexpr double breath = 0.012;

std::string read_number(int file, double seconds) {
  std::string text;
  const double until = now() + seconds;
  while (text.find('\n') == std::string::npos) {
    pollfd waiting{file, POLLIN, 0};
    const int left = static_cast<int>(std::ceil((until - now()) * 1000.0));
    if (left <= 0 || ::poll(&waiting, 1, left) <= 0) return {};
    char letter = 0;
    if (::read(file, &letter, 1) != 1) return {};
    text += letter;
  }
  text.pop_back();
  return text;
}

// A window may vanish between being listed and being asked.
int ignore_error(::Display*, XErrorEvent*) { return 0; }

Window find_window(::Display* connection, const std::string& class_name, bool& by_wine) {
  Window root = 0, parent = 0, *children = nullptr;
  unsigned count = 0;
  Window found = 0;
  if (XQueryTree(connection, DefaultRootWindow(connection), &root, &parent, &children, &count) == 0) return 0;
  for (unsigned i = 0; i < count; ++i) {
    XWindowAttributes attributes;
    XClassHint hint{nullptr, nullptr};
    if (XGetWindowAttributes(connection, children[i], &attributes) == 0 || attributes.map_state != IsViewable) continue;
    if (XGetClassHint(connection, children[i], &hint) == 0) continue;
    const std::string given = hint.res_class != nullptr ? hint.res_class : "";
    if (given == class_name || given == class_name + ".exe") {
      found = children[i];
      by_wine = given != class_name;  // which names it after the program's file
    }
    XFree(hint.res_name);
    XFree(hint.res_class);
  }
  if (children != nullptr) XFree(children);
  return found;
}

struct Modifier {
  const char* prefix;
  KeySym key;
};
constexpr Modifier modifiers[] = {{"ctrl+", XK_Control_L}, {"shift+", XK_Shift_L}, {"alt+", XK_Alt_L}};

}  // namespace

Display::Display(const std::string& log, int width, int height) : state_(std::make_unique<State>()) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe for Xvfb");
  const std::string size = std::to_string(width) + "x" + std::to_string(height) + "x24";
  state_->server =
      std::make_unique<Process>(std::vector<std::string>{"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0",
                                                         size, "-nolisten", "tcp", "-noreset", "-dpi", "96"},
                                std::map<std::string, std::string>{}, log, "", ends[1]);
  ::close(ends[1]);
  const std::string number = read_number(ends[0], 30.0);
  ::close(ends[0]);
  if (number.empty()) {
    throw std::runtime_error(
        "the virtual display Xvfb does not start: install it (Debian and Ubuntu: apt-get install xvfb)"
        ", or run scripts/test, which does");
  }
  state_->name = ":" + number;
  state_->connection = XOpenDisplay(state_->name.c_str());
  if (state_->connection == nullptr) throw std::runtime_error("the virtual display can't be connected to");
  XSetErrorHandler(&ignore_error);
}

Display::~Display() = default;

const std::string& Display::name() const { return state_->name; }

bool Display::take_window(const std::string& class_name, double seconds) {
  const double until = now() + seconds;
  state_->window = 0;
  while ((state_->window = find_window(state_->connection, class_name, state_->by_wine)) == 0) {
    if (now() > until) return false;
    pause_for(0.01);
  }
  XMoveWindow(state_->connection, state_->window, 0, 0);
  XSetInputFocus(state_->connection, state_->window, RevertToParent, CurrentTime);
  XSync(state_->connection, False);
  return true;
}

void Display::resize_window(int width, int height) {
  XResizeWindow(state_->connection, state_->window, static_cast<unsigned>(width), static_cast<unsigned>(height));
  XSync(state_->connection, False);
}

void Display::move_window(int x, int y) {
  XMoveWindow(state_->connection, state_->window, x, y);
  XSync(state_->connection, False);
}

WindowBox Display::window_box() const {
  XWindowAttributes attributes;
  XGetWindowAttributes(state_->connection, state_->window, &attributes);
  WindowBox box{0, 0, attributes.width, attributes.height};
  Window child = 0;
  XTranslateCoordinates(state_->connection, state_->window, DefaultRootWindow(state_->connection), 0, 0, &box.x, &box.y,
                        &child);
  return box;
}

std::string Display::window_title() const {
  Atom type = 0;
  int format = 0;
  unsigned long count = 0, left = 0;  // NOLINT: as Xlib declares them
  unsigned char* text = nullptr;
  XGetWindowProperty(state_->connection, state_->window, state_->atom("_NET_WM_NAME"), 0, 1024, False,
                     state_->atom("UTF8_STRING"), &type, &format, &count, &left, &text);
  const std::string title = text == nullptr ? "" : std::string(reinterpret_cast<char*>(text), count);
  if (text != nullptr) XFree(text);
  return title;
}

int Display::marked_pixels(Point upper_left, Point lower_right) const {
  const std::vector<unsigned> pixels = picture(upper_left, lower_right);
  return static_cast<int>(pixels.size()) -
         static_cast<int>(std::count(pixels.begin(), pixels.end(), pixels.empty() ? 0 : pixels.front()));
}

std::vector<unsigned> Display::picture(Point upper_left, Point lower_right) const {
  const int left = static_cast<int>(upper_left.x), top = static_cast<int>(upper_left.y);
  const int width = static_cast<int>(lower_right.x) - left, height = static_cast<int>(lower_right.y) - top;
  std::vector<unsigned> pixels;
  XImage* const image = XGetImage(state_->connection, state_->window, left, top, static_cast<unsigned>(width),
                                  static_cast<unsigned>(height), AllPlanes, ZPixmap);
  if (image == nullptr) return pixels;
  pixels.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) pixels.push_back(static_cast<unsigned>(XGetPixel(image, x, y)));
  }
  XDestroyImage(image);
  return pixels;
}

void Display::move(Point to) {
  int x = static_cast<int>(std::lround(to.x)), y = static_cast<int>(std::lround(to.y));
  if (state_->by_wine) {
    // Where nobody manages windows, Wine may put its own back to where it wants it.
    const Window root = DefaultRootWindow(state_->connection);
    Window child = 0;
    XTranslateCoordinates(state_->connection, state_->window, root, x, y, &x, &y, &child);
  }
  XTestFakeMotionEvent(state_->connection, -1, x, y, CurrentTime);
  XFlush(state_->connection);
}

void Display::button(int number, bool down) {
  XTestFakeButtonEvent(state_->connection, static_cast<unsigned>(number), down ? True : False, CurrentTime);
  XFlush(state_->connection);
  pause_for(breath);
}

void Display::key(const std::string& chord) {
  std::string rest = chord;
  std::vector<KeyCode> held;
  const auto hold = [&](KeySym symbol) { held.push_back(XKeysymToKeycode(state_->connection, symbol)); };
  for (bool again = true; again;) {
    again = false;
    for (const Modifier& modifier : modifiers) {
      const std::string prefix = modifier.prefix;
      if (rest.rfind(prefix, 0) != 0 || rest.size() == prefix.size()) continue;
      hold(modifier.key);
      rest = rest.substr(prefix.size());
      again = true;
    }
  }
  KeySym symbol = XStringToKeysym(rest.c_str());
  if (symbol == NoSymbol && rest.size() == 1) symbol = static_cast<KeySym>(static_cast<unsigned char>(rest[0]));
  const KeyCode code = XKeysymToKeycode(state_->connection, symbol);
  if (code == 0) throw std::runtime_error("no key of the virtual keyboard gives " + rest);
  // On the upper half of the key: with Shift.
  if (XkbKeycodeToKeysym(state_->connection, code, 0, 0) != symbol) hold(XK_Shift_L);
  for (const KeyCode one : held) XTestFakeKeyEvent(state_->connection, one, True, CurrentTime);
  XTestFakeKeyEvent(state_->connection, code, True, CurrentTime);
  XTestFakeKeyEvent(state_->connection, code, False, CurrentTime);
  for (auto one = held.rbegin(); one != held.rend(); ++one)
    XTestFakeKeyEvent(state_->connection, *one, False, CurrentTime);
  // Done by the server before the pause begins: GLFW takes two presses of a key at one time of the server's for one.
  XSync(state_->connection, False);
  pause_for(breath);
}

void Display::hold_key(const std::string& name, bool down) {
  XTestFakeKeyEvent(state_->connection, XKeysymToKeycode(state_->connection, XStringToKeysym(name.c_str())),
                    down ? True : False, CurrentTime);
  XFlush(state_->connection);
}

void Display::type(const std::string& letters) {
  for (const char letter : letters) key(std::string(1, letter));
}

}  // namespace flatscope::testing
