// The Train stage's row in the table of stages.
#pragma once

#include <memory>

#include "app/engine/stage_table.h"

namespace flatscope {

extern const StageModel train_model;

std::unique_ptr<StageAnswers> train_answers(Asker& asker, Results& results);

}  // namespace flatscope
