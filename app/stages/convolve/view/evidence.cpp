// The inspector's last section: what a person can take away.
#include "app/stages/convolve/view/stage.h"

namespace flatscope {

void inspect_conv_evidence(StageContext& context, Column& column) {
  const auto& result = context.results.convolve;
  const bool has_output = result && answer_in_hand(*result, context.scene) != nullptr;
  column.section("TAKE AWAY");
  const bool stacked = context.scene.convolve.layers.size() > 1;
  if (column.button("convolve.code", stacked ? "Copy this layer as PyTorch" : "Copy as PyTorch",
                    "Code that runs as it stands and answers these numbers (Ctrl Shift C).", has_output))
    context.edit.run("copy-code");
  if (stacked) {
    column.gap(6);
    if (column.button("convolve.code.all", "Copy all layers as PyTorch", "The same for all layers, one on the other.",
                      has_output && !result->problem))
      context.edit.run("copy-all-code");
  }
  column.gap(6);
  if (column.button("convolve.export", "Export…", "Maps, kernels, the matrix or a picture, as files (Ctrl E)."))
    context.edit.run("export");
}

}  // namespace flatscope
