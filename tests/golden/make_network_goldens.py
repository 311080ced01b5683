#!/usr/bin/env python3
"""Makes tests/golden/network/networks.txt with PyTorch: what the layers of 200 random networks cost.

One network a line: the input CxHxW, then for each layer its text, output shape, weights, biases and multiply-accumulates,
separated by "/". Shapes are what PyTorch's modules answer on the meta device, weights and biases are numel() of their
parameters; the multiply-accumulates follow from the modules' own sizes. Run from anywhere: python3
make_network_goldens.py
"""
import pathlib
import random

import torch
from torch import nn

from torch_layers import BlurPool2d

HERE = pathlib.Path(__file__).resolve().parent / "network"


def random_layer(rng, shape):
    """The text of a layer that fits `shape`, and the module."""
    if len(shape) == 1:
        kind = rng.choice(["linear", "linear", "relu", "flatten"])
    else:
        kind = rng.choice(["conv", "conv", "conv", "relu", "maxpool", "avgpool", "blurpool", "globalavgpool",
                           "globalmaxpool", "flatten"])
    if kind == "linear":
        out, bias = rng.randint(1, 4096), rng.random() < 0.6
        return f"linear:{out}" + ("" if bias else ":nobias"), nn.Linear(shape[0], out, bias=bias, device="meta")
    if kind == "conv":
        out, k, bias = rng.randint(1, 128), rng.randint(1, 7), rng.random() < 0.6
        stride, padding, dilation = rng.randint(1, 3), rng.randint(0, 4), rng.randint(1, 3)
        same = rng.random() < 0.2
        text = f"conv:{out}:{k}"
        if same:
            stride = 1
        text += f":stride={stride}" if stride != 1 else ""
        text += ":padding=same" if same else f":padding={padding}" if padding else ""
        text += f":dilation={dilation}" if dilation != 1 else ""
        module = nn.Conv2d(shape[0], out, k, stride=stride, padding="same" if same else padding, dilation=dilation, bias=bias,
                           device="meta")
        return text + ("" if bias else ":nobias"), module
    if kind in ("maxpool", "avgpool"):
        k = rng.randint(1, 4)
        stride = rng.choice([k, rng.randint(1, 4)])
        text = f"{kind}:{k}" + (f":stride={stride}" if stride != k else "")
        return text, (nn.MaxPool2d if kind == "maxpool" else nn.AvgPool2d)(k, stride)
    if kind == "blurpool":
        stride = rng.choice([2, rng.randint(1, 4)])
        return "blurpool:3" + (f":stride={stride}" if stride != 2 else ""), BlurPool2d(stride)
    if kind == "flatten":
        return kind, nn.Flatten()
    if kind == "relu":
        return kind, nn.ReLU()
    pool = nn.AdaptiveAvgPool2d(1) if kind == "globalavgpool" else nn.AdaptiveMaxPool2d(1)
    return kind, nn.Sequential(pool, nn.Flatten())


def macs_of(module, out_shape):
    if isinstance(module, nn.Linear):
        return module.in_features * module.out_features
    if isinstance(module, nn.Conv2d):
        return out_shape[0] * out_shape[1] * out_shape[2] * module.in_channels * module.kernel_size[0] * module.kernel_size[1]
    return 0


def main():
    HERE.mkdir(exist_ok=True)
    rng = random.Random(2024)
    lines = []
    while len(lines) < 200:
        shape = [rng.randint(1, 8), rng.randint(1, 200), rng.randint(1, 200)]
        fields = ["x".join(map(str, shape))]
        x = torch.empty(1, *shape, device="meta")
        for _ in range(rng.randint(1, 9)):
            text, module = random_layer(rng, list(x.shape[1:]))
            try:
                y = module(x)
            except (RuntimeError, ValueError):
                continue  # does not fit; PyTorch says no
            if 0 in y.shape:
                continue
            weights = sum(p.numel() for n, p in module.named_parameters() if n == "weight")
            biases = sum(p.numel() for n, p in module.named_parameters() if n == "bias")
            out = list(y.shape[1:])
            fields.append(f"{text} {'x'.join(map(str, out))} {weights} {biases} {macs_of(module, out)}")
            x = y
        if len(fields) > 1:
            lines.append("/".join(fields))
    (HERE / "networks.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
