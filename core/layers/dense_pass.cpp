#include "core/layers/dense_pass.h"

#include <algorithm>
#include <cstddef>

#include "core/layers/dense_pass_kernel.h"
#include "core/tensor/divide_up.h"

namespace flatscope {
namespace {

// Multiply-adds below which a second thread costs more than it helps, and rows that a thread takes at once: whole
// tiles.
constexpr std::int64_t work_at_once = 200'000, rows_at_once = 12;

std::int64_t row_size_of(std::int64_t inputs) { return divide_up(inputs, Batch::lanes) * Batch::lanes; }

std::int64_t grain_of(std::int64_t terms, std::int64_t blocks) {
  return divide_up(work_at_once, terms * blocks * Batch::lanes * rows_at_once);
}

void run(const detail::DenseWork& work, std::int64_t rows) {
  parallel_parts(divide_up(rows, rows_at_once), grain_of(work.terms, work.blocks),
                 [&](std::int64_t begin, std::int64_t end) {
                   detail::DenseWork part = work;
                   part.first_row = begin * rows_at_once;
                   part.past_row = std::min(end * rows_at_once, rows);
                   detail::run_dense(part);
                 });
}

}  // namespace

std::int64_t DensePass::row_floats(std::int64_t inputs, std::int64_t most_samples) {
  return row_size_of(inputs) * divide_up(most_samples, Batch::lanes) * Batch::lanes;
}

DensePass::DensePass(std::int64_t inputs, std::int64_t outputs, std::int64_t most_samples)
    : inputs_(inputs), outputs_(outputs), rows_(row_floats(inputs, most_samples)) {}

void DensePass::forward(const Batch& input, std::span<const float> weight, std::span<const float> bias, Batch& output,
                        bool relu) const {
  detail::DenseWork work;
  work.weight = weight.data();
  work.row_step = inputs_, work.term_step = 1, work.terms = inputs_;
  work.input = input.block(0), work.input_block = input.block_size();
  work.output = output.block(0), work.output_block = output.block_size();
  work.blocks = output.blocks();
  work.bias = bias.empty() ? nullptr : bias.data();
  work.relu = relu;
  run(work, outputs_);
}

void DensePass::backward_input(const Batch& gradient, std::span<const float> weight, Batch& input_gradient,
                               const Batch* gate) const {
  detail::DenseWork work;
  work.weight = weight.data();
  work.row_step = 1, work.term_step = inputs_, work.terms = outputs_;
  work.input = gradient.block(0), work.input_block = gradient.block_size();
  work.output = input_gradient.block(0), work.output_block = input_gradient.block_size();
  work.blocks = gradient.blocks();
  work.gate = gate == nullptr ? nullptr : gate->block(0);
  run(work, inputs_);
}

void DensePass::backward_weight(const Batch& input, const Batch& gradient, std::span<float> weight_gradient,
                                std::span<float> bias_gradient) {
  const std::int64_t row_size = row_size_of(inputs_), blocks = gradient.blocks();
  parallel_parts(blocks, divide_up(std::int64_t{1024}, inputs_), [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t block = begin; block < end; ++block)
      detail::lay_in_rows(input.block(block), inputs_, row_size, rows_.data() + block * Batch::lanes * row_size);
  });
  parallel_parts(divide_up(outputs_, rows_at_once), grain_of(inputs_, blocks),
                 [&](std::int64_t begin, std::int64_t end) {
                   detail::DenseGradientWork work;
                   work.rows = rows_.data(), work.row_size = row_size;
                   work.gradient = gradient.block(0), work.gradient_block = gradient.block_size();
                   work.samples = gradient.samples(), work.inputs = inputs_;
                   work.first = begin * rows_at_once;
                   work.past = std::min(end * rows_at_once, outputs_);
                   work.weight_gradient = weight_gradient.data();
                   detail::run_dense_gradient(work);
                 });
  for (std::size_t output = 0; output < bias_gradient.size(); ++output) {
    float sum = 0.0F;
    for (std::int64_t sample = 0; sample < gradient.samples(); ++sample) {
      const float* const block = gradient.block(sample / Batch::lanes);
      sum += block[static_cast<std::int64_t>(output) * Batch::lanes + sample % Batch::lanes];
    }
    bias_gradient[output] = sum;
  }
}

}  // namespace flatscope
