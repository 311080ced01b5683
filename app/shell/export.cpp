// What a person takes away: files, a picture, code.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/files/evidence.h"
#include "app/files/scene_file.h"
#include "app/files/version.h"
#include "app/shell/app.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {

namespace fs = std::filesystem;

// The picture is of this moment, whenever it is drawn.
ExportPicture App::export_picture() const {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  RenderWish wish;
  wish.scene = scene_;
  model_of(scene_.stage).hold_still(view_, computer_.results(), wish.view, wish.results);
  wish.view.presenting = view_.presenting;
  wish.width = static_cast<int>(screen.x);
  wish.height = static_cast<int>(screen.y);
  wish.text_scale = loaded_.scale;
  wish.theme = theme();
  const auto ask = [wish, draw = render_later_](PictureFormat format, int pixels, bool alone, FileAnswer answer) {
    if (!draw) return answer({}, "The picture can't be drawn: nothing here draws any.");
    RenderWish one = wish;
    one.format = format;
    one.pixels = pixels;
    one.view.presenting = one.view.presenting || alone;
    draw(std::move(one), [answer](std::vector<std::byte> file, const std::string& problem) {
      answer(std::move(file), problem.empty() ? "" : fmt::format("The picture can't be drawn: {}.", problem));
    });
  };
  return {wish.width, wish.height, ask};
}

void App::open_export() {
  view_.help = false;
  ExportOffer offer;
  StageExports exports = model_of(scene_.stage).exports(scene_, computer_.results());
  offer.heading = std::move(exports.heading);
  offer.base = std::move(exports.base);
  offer.items = std::move(exports.items);
  offer.folder = settings_.folder;
  offer.asks_folder = platform_.shares_files();
  offer.picture = export_picture();
  offer.evidence = [picture = offer.picture, items = offer.items, heading = offer.heading, scene = scene_,
                    results = computer_.results()](const fs::path& target, bool alone) {
    const int pixels = std::max(picture.width, picture.height) * 2 <= largest_export_side ? 2 : 1;
    ExportItem png{"picture", alone ? "What the stage shows" : "The window", "", "picture.png", 0, false, "", {}};
    png.details = fmt::format("{} × {} pixels", picture.width * pixels, picture.height * pixels);
    png.ask = [ask = picture.ask, pixels, alone](FileAnswer answer) {
      ask(PictureFormat::png, pixels, alone, std::move(answer));
    };
    ExportItem svg{"svg", "The same as shapes and text", "", "picture.svg", 0, false, "", {}};
    svg.ask = [ask = picture.ask, alone](FileAnswer answer) { ask(PictureFormat::svg, 1, alone, std::move(answer)); };
    // "left.safetensors", as the stage's export of the same is called in there.
    Scene kept = scene;
    const std::vector<BesideFile> beside = keep_results(kept, results, target / "");
    return evidence_item(kept, {png, svg}, items, heading, program_version(), target, beside);
  };
  export_dialog_.open(std::move(offer));
}

void App::exported(const std::vector<fs::path>& files, const std::string& problem) {
  for (const fs::path& file : files) platform_.hand_out(file);
  if (!problem.empty()) {
    say({problem, true, "", {}});
  } else if (files.size() == 1) {
    // Where a browser puts it, it does not say.
    say({fmt::format("Exported as {}.", shown(platform_.shares_files() ? files[0] : files[0].filename())),
         false,
         "",
         {}});
  } else if (!files.empty() && !platform_.shares_files()) {
    say({fmt::format("Exported {} files: {} and the rest.", files.size(), shown(files[0].filename())), false, "", {}});
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
