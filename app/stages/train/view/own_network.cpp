// A network of somebody's, from its file, and what goes out as code.
#include <fmt/format.h>

#include "app/stages/train/model/exports.h"
#include "app/stages/train/model/own_network.h"
#include "app/stages/train/view/stage.h"
#include "core/files/plain_text.h"

namespace flatscope {

void inspect_own_network(StageContext& context, Column& column, std::size_t side) {
  Ui& ui = context.ui;
  const TrainScene& scene = context.scene.train;
  const std::shared_ptr<const TrainedNetwork> own = own_weights(scene, side);
  column.gap(8);
  if (own == nullptr) {
    const std::string id = fmt::format("train.{}.open", side_names[side]);
    if (column.button(
            id.c_str(), "Open weights…",
            "A network of your own: a .safetensors or .npz file of a PyTorch state_dict, with layers that are "
            "known here."))
      context.edit.file = FileAsk{
          .name = "", .use = FileUse::open_weights, .read = [side, canvas = scene.data.canvas](const auto& path) {
            return
                [side, read = read_network(path, canvas)](Scene& changed) { take_network(changed.train, side, read); };
          }};
    return;
  }
  ui.record.fact(fmt::format("train.{}.weights", side_names[side]), own->source);
  column.note(fmt::format("It begins with the weights of {}.", own->source));
  if (!own->assumed.empty()) {
    column.gap(6);
    column.take_pixels(
        ui.text_wrapped({column.left(), column.y()}, column.width(), Type::small, ui.colours.text, own->assumed));
    column.gap(4);
    column.note("Where that is wrong, build the right one on Parameters first and open the file again.");
    ui.record.fact(fmt::format("train.{}.assumed", side_names[side]), own->assumed);
  }
  if (own->from_shuffled) {
    column.gap(6);
    column.take_pixels(ui.text_wrapped(
        {column.left(), column.y()}, column.width(), Type::small, ui.colours.text,
        scene.shuffle
            ? "It learnt from shuffled pixels; here they are shuffled by this seed, which may be another order."
            : "It learnt from shuffled pixels: pictures as they are tell it little. “Shuffle all pixels” gives it "
              "such, "
              "with the seed that it had."));
    ui.record.fact(fmt::format("train.{}.from_shuffled", side_names[side]), "yes");
  }
  column.gap(6);
  const std::string id = fmt::format("train.{}.without", side_names[side]);
  if (column.button(id.c_str(), fmt::format("Without {}", own->source),
                    "The same layers, with weights drawn from the seed.")) {
    context.edit.scene.train.start[side].reset();
    context.edit.commit = true;
  }
}

void inspect_code(StageContext& context, Column& column) {
  column.section("AS PYTORCH");
  const std::array<std::string, 2> names = network_names(context.scene.train);
  const bool told_apart = names[0] != names[1];
  const Option which[2] = {{told_apart ? std::string_view(names[0]) : "Left", "The code is of the left network."},
                           {told_apart ? std::string_view(names[1]) : "Right", "The code is of the right network."}};
  int chosen = context.scene.train.network;
  if (column.segmented("train.code.of", which, chosen)) {
    context.edit.scene.train.network = chosen;
    context.edit.commit = true;
  }
  column.gap(6);
  if (column.button("train.code", "Copy the network",
                    "Code that builds the network in hand, loads its weights and runs the test sample in hand (Ctrl "
                    "Shift C)."))
    context.edit.run("copy-code");
  column.gap(6);
  if (column.button("train.code.training", "Copy its training",
                    "Code that trains such a network with the same settings, on the data that Export writes."))
    context.edit.run("copy-all-code");
}

}  // namespace flatscope
