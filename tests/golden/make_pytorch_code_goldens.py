#!/usr/bin/env python3
"""Makes the golden files of tests/golden/pytorch: what PyTorch answers to the code that "Copy as PyTorch" gives.

The code itself is written by the tests, from the same cases that they check:

    FLATSCOPE_WRITE_CODE=1 build/tests/model_tests --gtest_filter=PytorchCode.IsWhatPytorchRan
    python3 tests/golden/make_pytorch_code_goldens.py

Each .py file is run as it stands, and its x and y go into answers.npy end to end, float32; answers.txt has their
shapes. refusals.txt has settings of one layer, and the size of PyTorch's output, 0 0 where PyTorch refuses them.
"""
import contextlib
import io
import pathlib
import random
import tempfile
import warnings

import numpy as np
import torch

HERE = pathlib.Path(__file__).resolve().parent / "pytorch"
MODES = ["zeros", "circular", "replicate", "reflect"]


def run(path):
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(path.read_text(), path.name, "exec"), names)
    x, y = names["x"].numpy(), names["y"].numpy()
    *warning, shape, parameters = printed.getvalue().splitlines()
    assert not warning or "is not here" in warning[0], warning
    assert shape == f"{x.shape} -> {y.shape}", shape
    assert parameters == f"{sum(p.numel() for p in names['net'].parameters())} parameters", parameters
    assert x.dtype == y.dtype == np.float32 and x.shape[0] == y.shape[0] == 1
    return x[0], y[0]


def loads_its_input(path):
    """An input that the code does not hold comes from the exported file beside it."""
    x = run(path)[0] + 1
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        np.save(f"{path.stem}-input.npy", x)
        assert np.array_equal(run(path)[0], x), path


def answers():
    lines, numbers = ["name x_channels x_height x_width y_channels y_height y_width"], []
    for path in sorted(HERE.glob("*.py")):
        x, y = run(path)
        if "Path(" in path.read_text():
            loads_its_input(path)
        lines.append(" ".join(map(str, (path.stem, *x.shape, *y.shape))))
        numbers += [x.ravel(), y.ravel()]
    (HERE / "answers.txt").write_text("\n".join(lines) + "\n")
    np.save(HERE / "answers.npy", np.concatenate(numbers))


def output_size(height, width, kh, kw, stride, dilation, padding, same, mode, pooling):
    try:
        net = torch.nn.Conv2d(1, 1, (kh, kw), stride=stride, dilation=dilation, padding="same" if same else padding,
                              padding_mode=mode)
        y = net(torch.zeros(1, 1, height, width))
        return (torch.nn.MaxPool2d(2)(y) if pooling == "max" else y).shape[2:]
    except (RuntimeError, ValueError):
        return 0, 0


def refusals():
    choose = random.Random(5)
    lines = ["height width kernel_h kernel_w stride dilation padding same mode pooling out_height out_width"]
    for _ in range(600):
        row = (choose.randint(1, 8), choose.randint(1, 8), choose.randint(1, 6), choose.randint(1, 6),
               choose.choice([1, 1, 2, 3]), choose.choice([1, 1, 2]), choose.randint(0, 5),
               choose.choice([0, 0, 1]), choose.choice(MODES), choose.choice(["none", "none", "max"]))
        lines.append(" ".join(map(str, (*row, *output_size(*row)))))
    (HERE / "refusals.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")  # of even kernels with 'same', which copy the input once more
    answers()
    refusals()
