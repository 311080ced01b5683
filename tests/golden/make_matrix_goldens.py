#!/usr/bin/env python3
"""Makes the golden files of tests/golden/matrix with PyTorch: convolutions as matrices.

matrix.txt has one case a line (the names are in its first line); matrix.npy has the numbers of all cases end to end,
float32: the weight, then the whole matrix, row by row. A column of the matrix is what PyTorch's convolution answers to
a picture with a single 1, and its structural non-zeros are counted with all weights set to 1. Run from anywhere:
python3 make_matrix_goldens.py
"""
import pathlib

import numpy as np
import torch

HERE = pathlib.Path(__file__).resolve().parent / "matrix"
NAMES = "in_channels out_channels height width kernel_h kernel_w stride dilation padding_h padding_w same mode non_zeros"
CASES = [
    (1, 1, 12, 12, 3, 3, 1, 1, 1, 1, 0, "zeros"),
    (2, 3, 4, 5, 3, 2, 1, 1, 0, 0, 0, "zeros"),
    (1, 2, 5, 4, 2, 3, 2, 1, 1, 2, 0, "zeros"),
    (2, 1, 6, 5, 3, 3, 1, 2, 0, 0, 1, "zeros"),
    (1, 2, 5, 5, 4, 4, 1, 1, 0, 0, 1, "reflect"),
    (2, 2, 4, 4, 3, 3, 1, 1, 2, 2, 0, "circular"),
    (1, 1, 3, 4, 3, 3, 1, 1, 3, 3, 0, "circular"),  # wraps so far that several taps meet one input
    (1, 2, 3, 3, 5, 3, 1, 1, 4, 2, 0, "replicate"),
    (2, 1, 4, 3, 3, 3, 2, 1, 2, 2, 0, "reflect"),
    (1, 1, 5, 6, 3, 2, 1, 2, 3, 1, 0, "reflect"),
]


def matrix(layer, in_channels, height, width):
    units = torch.eye(in_channels * height * width, dtype=torch.float64).reshape(-1, in_channels, height, width)
    return layer(units).flatten(1).T  # one answer a row, so turned over: outputs down, inputs across


def main():
    HERE.mkdir(exist_ok=True)
    generator = torch.Generator().manual_seed(11)
    lines, numbers = [NAMES], []
    for case in CASES:
        c, o, h, w, kh, kw, stride, dilation, ph, pw, same, mode = case
        layer = torch.nn.Conv2d(c, o, (kh, kw), stride=stride, padding="same" if same else (ph, pw), dilation=dilation,
                                bias=False, padding_mode=mode, dtype=torch.float64)
        with torch.no_grad():
            layer.weight.fill_(1.0)
            non_zeros = int(np.count_nonzero(matrix(layer, c, h, w).numpy()))
            layer.weight.copy_(torch.randn(o, c, kh, kw, generator=generator, dtype=torch.float64).float())
            numbers += [layer.weight.numpy().ravel(), matrix(layer, c, h, w).numpy().ravel()]
        lines.append(" ".join(map(str, (*case, non_zeros))))
    (HERE / "matrix.txt").write_text("\n".join(lines) + "\n")
    np.save(HERE / "matrix.npy", np.concatenate(numbers).astype(np.float32))


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
