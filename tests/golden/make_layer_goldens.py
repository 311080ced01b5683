#!/usr/bin/env python3
"""Makes the golden files of tests/golden/layers with PyTorch: convolution, dense, pooling.

For each kind there is a table (KIND.csv: one case a line, its options and shapes) and one .npy with the numbers of all
cases end to end, float32: input, weight, bias where there is one, output. PyTorch computes in float64, so the outputs
are right to the last bit that float32 holds. Run from anywhere: python3 make_layer_goldens.py
"""
import csv
import itertools
import pathlib

import numpy as np
import torch

from torch_layers import BlurPool2d

HERE = pathlib.Path(__file__).resolve().parent / "layers"
MODES = ["zeros", "circular", "replicate", "reflect"]


class Writer:
    """Collects the cases of one kind and writes them out."""

    def __init__(self, kind, header):
        self.kind, self.header, self.rows, self.numbers = kind, header, [], []

    def add(self, row, *tensors):
        self.rows.append(row)
        self.numbers += [np.asarray(t.detach(), dtype=np.float32).ravel() for t in tensors if t is not None]

    def write(self):
        HERE.mkdir(exist_ok=True)
        with open(HERE / f"{self.kind}.csv", "w", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(self.header)
            table.writerows(self.rows)
        np.save(HERE / f"{self.kind}.npy", np.concatenate(self.numbers))


def random(generator, *shape):
    """Normal values that float32 holds exactly."""
    return torch.randn(*shape, generator=generator, dtype=torch.float64).float().double()


def conv_cases():
    """(in, out, h, w, kh, kw, stride, dilation, ph, pw, same, mode, bias)"""
    # Every padding mode with odd, even and rectangular kernels, as a number and as "same".
    for mode, (kh, kw) in itertools.product(MODES, [(3, 3), (2, 2), (4, 3), (1, 5)]):
        yield 2, 3, 7, 9, kh, kw, 1, 1, kh // 2, kw // 2, 0, mode, 1
        yield 2, 3, 7, 9, kh, kw, 1, 1, 0, 0, 1, mode, 0
    # Strides and dilations.
    for mode, stride, dilation in itertools.product(MODES, [1, 2, 3], [1, 2, 3]):
        yield 1, 2, 11, 13, 3, 2, stride, dilation, 3, 2, 0, mode, stride % 2
    for dilation in [2, 3]:
        yield 2, 2, 9, 10, 4, 3, 1, dilation, 0, 0, 1, "zeros", 1
        yield 2, 2, 9, 10, 2, 4, 1, dilation, 0, 0, 1, "reflect", 1
    # Kernels from 1x1 to 11x11.
    for size in range(1, 12):
        yield 1, 2, 13, 14, size, size, 1, 1, size // 2, size // 2, 0, MODES[size % 4], 1
    # Many channels, on either side of the widths that the kernels are made for.
    for channels, outputs in [(3, 1), (1, 7), (5, 8), (2, 9), (4, 17), (33, 6), (70, 4), (6, 70)]:
        yield channels, outputs, 4, 6, 3, 3, 1, 1, 1, 1, 0, "zeros", 1
    # Widths below, at and above a vector, and pictures of one row, one column, one pixel.
    for width in [1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65]:
        yield 1, 3, 3, width, 3, 1, 1, 1, 1, 0, 0, "circular", 0
        yield 1, 2, 1, width, 1, 3, 2, 1, 0, 2 if width > 1 else 1, 0, "zeros", 1
    yield 1, 1, 20, 1, 5, 1, 2, 1, 2, 0, 0, "reflect", 1
    yield 3, 4, 1, 1, 3, 3, 1, 1, 1, 1, 0, "replicate", 1


def make_conv():
    writer = Writer("conv2d", "in_channels out_channels height width kernel_h kernel_w stride dilation padding_h "
                              "padding_w same padding_mode bias out_h out_w".split())
    generator = torch.Generator().manual_seed(1)
    for c_in, c_out, h, w, kh, kw, stride, dilation, ph, pw, same, mode, bias in conv_cases():
        layer = torch.nn.Conv2d(c_in, c_out, (kh, kw), stride=stride, padding="same" if same else (ph, pw),
                                dilation=dilation, bias=bool(bias), padding_mode=mode, dtype=torch.float64)
        layer.weight.data = random(generator, c_out, c_in, kh, kw)
        if bias:
            layer.bias.data = random(generator, c_out)
        x = random(generator, c_in, h, w)
        try:
            y = layer(x[None])[0]
        except RuntimeError:  # PyTorch refuses to reflect or wrap further than the picture reaches
            continue
        writer.add([c_in, c_out, h, w, kh, kw, stride, dilation, ph, pw, same, mode, bias, y.shape[1], y.shape[2]],
                   x, layer.weight, layer.bias, y)
    writer.write()


def make_dense():
    writer = Writer("dense", "in_features out_features bias".split())
    generator = torch.Generator().manual_seed(2)
    for inputs, outputs in [(1, 1), (2, 3), (7, 5), (15, 4), (16, 4), (17, 9), (33, 2), (64, 6), (100, 13), (257, 8)]:
        for bias in [0, 1]:
            layer = torch.nn.Linear(inputs, outputs, bias=bool(bias), dtype=torch.float64)
            layer.weight.data = random(generator, outputs, inputs)
            if bias:
                layer.bias.data = random(generator, outputs)
            x = random(generator, inputs)
            writer.add([inputs, outputs, bias], x, layer.weight, layer.bias, layer(x))
    writer.write()


def make_pool():
    writer = Writer("pool", "kind channels height width kernel stride nan out_h out_w".split())
    generator = torch.Generator().manual_seed(3)
    sizes = [(1, 1, 1), (2, 5, 7), (1, 8, 8), (3, 9, 4), (1, 6, 37)]
    for (c, h, w), kernel, stride in itertools.product(sizes, [1, 2, 3, 5], [1, 2, 3, 4]):
        if kernel > min(h, w):
            continue
        for kind, nan in [("max", 0), ("max", 1), ("avg", 0)]:
            x = random(generator, c, h, w)
            if nan:
                x[0, h // 2, w // 2] = float("nan")
            pool = torch.nn.functional.max_pool2d if kind == "max" else torch.nn.functional.avg_pool2d
            y = pool(x[None], kernel, stride)[0]
            writer.add([kind, c, h, w, kernel, stride, nan, y.shape[1], y.shape[2]], x, y)
    writer.write()

    writer = Writer("global_pool", "kind channels height width".split())
    for (c, h, w), kind in itertools.product(sizes + [(4, 13, 11)], ["max", "avg"]):
        x = random(generator, c, h, w)
        writer.add([kind, c, h, w], x, x.amax((1, 2)) if kind == "max" else x.mean((1, 2)))
    writer.write()

    writer = Writer("blur_pool", "channels height width stride out_h out_w".split())
    for (c, h, w), stride in itertools.product([(2, 5, 7), (1, 2, 2), (3, 8, 16), (1, 2, 37)], [1, 2, 3, 5]):
        x = random(generator, c, h, w)
        y = BlurPool2d(stride)(x[None])[0]
        writer.add([c, h, w, stride, y.shape[1], y.shape[2]], x, y)
    writer.write()


if __name__ == "__main__":
    torch.set_num_threads(1)
    make_conv()
    make_dense()
    make_pool()
