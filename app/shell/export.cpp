// What a person takes away: files, a picture, code.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

#include "app/files/evidence.h"
#include "app/files/file_listing.h"
#include "app/files/program_path.h"
#include "app/files/scene_file.h"
#include "app/files/view_text.h"
#include "app/platform/process.h"
#include "app/shell/app.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"
#include "core/files/streams.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

// A folder of its own, gone at the end.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::random_device device;
    do {
      path_ = fs::temp_directory_path() / fmt::format("flatscope-{:08x}", device());
    } while (!fs::create_directory(path_));
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

struct PictureAsk {
  Scene scene;
  ViewState view;
  int width = 0, height = 0;
  float scale = 1.0F;
  Theme theme = Theme::dark;
};

// The Scene with a file for each picture that came through a pipe, where the other program would wait for it.
Scene with_files(Scene scene, const ScratchFolder& folder) {
  for (std::size_t i = 0; i < scene.pictures.size(); ++i) {
    Picture& picture = scene.pictures[i];
    if (!picture.bundled.empty() || !is_stream(picture.path)) continue;
    const fs::path own = folder / std::to_string(i).c_str();
    fs::create_directory(own);
    const std::vector<std::byte> bytes = bytes_of(picture);
    picture.path = own / picture.path.filename();
    write_file(picture.path, bytes);
  }
  return scene;
}

// Dear ImGui draws for one thread at a time, and that is the window's. So the picture is drawn by the same program, run
// once more: `render` shows this very Scene, every length times `pixels`.
std::vector<std::byte> draw_anew(const PictureAsk& ask, int pixels, bool alone, const char* name) {
  const ScratchFolder folder;
  const fs::path scene = folder / "scene.toml", view = folder / "view.json", out = folder / name;
  save_scene(with_files(ask.scene, folder), scene);
  ViewState looked = ask.view;
  looked.presenting = looked.presenting || alone;
  write_file(view, view_to_text(looked));
  const fs::path program = program_path();
  if (program.empty())
    throw std::runtime_error("The picture can't be drawn: this system does not tell where Flatscope is.");
  const std::vector<std::string> arguments = {"render",
                                              "--scene",
                                              utf8(scene),
                                              "--size",
                                              fmt::format("{}x{}", ask.width, ask.height),
                                              "--scale",
                                              fmt::format("{}", ask.scale),
                                              "--theme",
                                              ask.theme == Theme::dark ? "dark" : "light",
                                              "--pixels",
                                              std::to_string(pixels),
                                              "--view",
                                              utf8(view),
                                              "--out",
                                              utf8(out)};
  // What the window writes about itself is no concern of the other's.
  const ProcessAnswer answer = run_program(program, arguments, {"FLATSCOPE_SCREEN_RECORD", "FLATSCOPE_FRAME_LOG"});
  if (answer.exit_code != 0) {
    std::string why = answer.errors.substr(0, answer.errors.find('\n'));
    if (why.empty()) why = fmt::format("drawing it ended with code {}", answer.exit_code);
    throw std::runtime_error(fmt::format("The picture can't be drawn: {}.", why));
  }
  return read_file(out);
}

}  // namespace

void App::open_export() {
  view_.help = false;
  ExportOffer offer;
  StageExports exports = model_of(scene_.stage).exports(scene_, computer_.results());
  offer.heading = std::move(exports.heading);
  offer.base = std::move(exports.base);
  offer.items = std::move(exports.items);
  offer.folder = settings_.folder;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const PictureAsk ask{scene_,        view_,          static_cast<int>(screen.x), static_cast<int>(screen.y),
                       loaded_scale_, settings_.theme};
  offer.picture = {ask.width, ask.height,
                   [ask](int pixels, bool alone) { return draw_anew(ask, pixels, alone, "picture.png"); },
                   [ask](bool alone) { return draw_anew(ask, 1, alone, "picture.svg"); }};
  offer.evidence = [picture = offer.picture, items = offer.items, heading = offer.heading, scene = scene_](
                       const fs::path& target, bool alone) {
    const int pixels = std::max(picture.width, picture.height) * 2 <= largest_picture_side ? 2 : 1;
    ExportItem png{"picture", alone ? "What the stage shows" : "The window", "", "picture.png", 0, false, "", {}};
    png.details = fmt::format("{} × {} pixels", picture.width * pixels, picture.height * pixels);
    png.make = [make = picture.make, pixels, alone] { return make(pixels, alone); };
    ExportItem svg{"svg", "The same as shapes and text", "", "picture.svg", 0, false, "", {}};
    svg.make = [make = picture.make_svg, alone] { return make(alone); };
    return evidence_item(scene, {png, svg}, items, heading, FLATSCOPE_VERSION, target);
  };
  export_dialog_.open(std::move(offer));
}

void App::exported(const std::vector<fs::path>& files, const std::string& problem) {
  if (!problem.empty()) {
    say({problem, true, "", {}});
  } else if (files.size() == 1) {
    say({fmt::format("Exported as {}.", shown(files[0])), false, "", {}});
  } else if (!files.empty()) {
    say({fmt::format("Exported {} files to {}: {} and the rest.", files.size(), shown(files[0].parent_path()),
                     shown(files[0].filename())),
         false,
         "",
         {}});
  }
}

void App::copy_code(CodeOf what) {
  const StageCode made = model_of(scene_.stage).code(scene_, computer_.results(), what);
  if (!made.code.empty()) ImGui::SetClipboardText(made.code.c_str());
  if (!made.said.empty()) say({made.said, made.refused, "", {}});
}

}  // namespace flatscope
