#!/usr/bin/env python3
"""Makes tests/golden/training/ with PyTorch: losses and parameters after 1, 10 and 100 steps of small networks.

images.npy (N, C, H, W) and labels.npy (N) are the data; batches of 16 are taken in order, the last of an epoch is
shorter. Each line of cases.txt is one training: file, optimizer, learning rate, momentum, weight decay, then the layers
in the spelling of `flatscope count`. The file holds one row of float32: the loss of step 1, 10 and 100, then all
parameters one behind the other, in the order of state_dict(), at the start and after 1, 10 and 100 steps.

Run from anywhere: python3 make_training_goldens.py
"""
import copy
import pathlib

import numpy as np
import torch
from torch import nn

from torch_layers import BlurPool2d

HERE = pathlib.Path(__file__).resolve().parent / "training"
SAMPLES, CHANNELS, HEIGHT, WIDTH, CLASSES, BATCH = 40, 2, 6, 7, 5, 16

NETWORKS = {
    "mlp": "flatten linear:6 relu linear:5",
    "cnn_max": "conv:4:3:padding=same relu maxpool:2 conv:5:3:padding=1 relu globalmaxpool linear:5",
    "cnn_flat": "conv:3:3:padding=1 relu maxpool:2 flatten linear:5",
    "strided": "conv:4:3:stride=2:padding=1 relu conv:3:2:dilation=2:nobias relu flatten linear:5",
    "local": "local:2:3:stride=2:padding=1 tanh flatten linear:5",
    "local_bare": "conv:2:2 relu local:2:3:nobias relu flatten linear:5",
    "tanh": "flatten linear:6:nobias tanh linear:5",
    "unit_bias": "conv:2:3:stride=2:padding=1:unitbias tanh conv:3:3:unitbias tanh flatten linear:5",
    "average": "conv:3:3:padding=2 relu avgpool:2:stride=1 conv:4:3 tanh globalavgpool linear:5",
    "blurred": "conv:4:3:padding=same relu blurpool:3 conv:3:3:padding=1 tanh blurpool:3:stride=1 flatten linear:5",
}
OPTIMIZERS = {
    "sgd": ("sgd", 0.05, 0.0, 0.0),
    "momentum": ("sgd", 0.02, 0.9, 0.01),
    "adam": ("adam", 0.003, 0.0, 0.0),
    "adam_decay": ("adam", 0.003, 0.0, 0.02),
}


class LocallyConnected(nn.Module):
    def __init__(self, shape, out, kernel, stride, padding, bias):
        super().__init__()
        self.window = dict(kernel_size=kernel, stride=stride, padding=padding)
        places = [(n + 2 * padding - kernel) // stride + 1 for n in shape[1:]]
        bound = (shape[0] * kernel**2) ** -0.5
        self.weight = nn.Parameter(torch.empty(out, *places, shape[0], kernel, kernel).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(out, *places).uniform_(-bound, bound)) if bias else None

    def forward(self, x):
        patches = nn.functional.unfold(x, **self.window)
        y = torch.einsum("nkp,opk->nop", patches, self.weight.flatten(3).flatten(1, 2))
        y = y.unflatten(2, self.weight.shape[1:3])
        return y if self.bias is None else y + self.bias


class UnitBiasConv2d(nn.Conv2d):
    def __init__(self, shape, *arguments, **named):
        super().__init__(*arguments, bias=False, **named)
        with torch.no_grad():
            out = self._conv_forward(torch.zeros(1, *shape), self.weight, None).shape[1:]
        bound = self.weight[0].numel() ** -0.5
        self.bias = nn.Parameter(torch.empty(out).uniform_(-bound, bound))

    def forward(self, x):
        return self._conv_forward(x, self.weight, None) + self.bias


def module(text, shape):
    kind, *parts = text.split(":")
    numbers = [int(p) for p in parts if p.isdigit()]
    named = dict(p.split("=") for p in parts if "=" in p)
    bias, unit = "nobias" not in parts, "unitbias" in parts
    stride, dilation = int(named.get("stride", 1)), int(named.get("dilation", 1))
    padding = named.get("padding", "0")
    padding = padding if padding == "same" else int(padding)
    if kind == "linear":
        return nn.Linear(shape[0], numbers[0], bias=bias)
    if kind == "conv" and unit:
        return UnitBiasConv2d(shape, shape[0], *numbers, stride=stride, padding=padding, dilation=dilation)
    if kind == "conv":
        return nn.Conv2d(shape[0], *numbers, stride=stride, padding=padding, dilation=dilation, bias=bias)
    if kind == "local":
        return LocallyConnected(shape, *numbers, stride, padding, bias)
    pool_stride = int(named.get("stride", numbers[0] if numbers else 1))
    return {
        "flatten": lambda: nn.Flatten(),
        "relu": lambda: nn.ReLU(),
        "tanh": lambda: nn.Tanh(),
        "maxpool": lambda: nn.MaxPool2d(numbers[0], pool_stride),
        "avgpool": lambda: nn.AvgPool2d(numbers[0], pool_stride),
        "blurpool": lambda: BlurPool2d(int(named.get("stride", 2))),
        "globalmaxpool": lambda: nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten()),
        "globalavgpool": lambda: nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
    }[kind]()


def build(layers):
    modules, x = [], torch.zeros(1, CHANNELS, HEIGHT, WIDTH)
    for text in layers.split():
        modules.append(module(text, list(x.shape[1:])))
        with torch.no_grad():
            x = modules[-1](x)
    return nn.Sequential(*modules)


def row(net):
    return torch.cat([value.detach().flatten() for value in net.state_dict().values()]).numpy().copy()


def train(net, images, labels, kind, rate, momentum, decay):
    if kind == "adam":
        optimizer = torch.optim.Adam(net.parameters(), lr=rate, weight_decay=decay)
    else:
        optimizer = torch.optim.SGD(net.parameters(), lr=rate, momentum=momentum, weight_decay=decay)
    loss_of, losses, rows, start = nn.CrossEntropyLoss(), [], [row(net)], 0
    for step in range(1, 101):
        x, y = images[start : start + BATCH], labels[start : start + BATCH]
        start = start + BATCH if start + BATCH < SAMPLES else 0
        optimizer.zero_grad()
        loss = loss_of(net(x), y)
        loss.backward()
        optimizer.step()
        if step in (1, 10, 100):
            losses.append(loss.item())
            rows.append(row(net))
    return np.concatenate([np.array(losses, np.float32), *rows])


def steady(layers, images, labels, settings):
    """A start and its course. Where two values of a max pooling are equal but for rounding, the course hangs on it, and
    says nothing of who computes it: such a start is drawn anew."""
    while True:
        net = build(layers)
        start = copy.deepcopy(net)
        golden = train(net, images, labels, *settings)
        size = (len(golden) - 3) // 4
        ten = golden[3 + 2 * size : 3 + 3 * size]
        for _ in range(8):
            near = copy.deepcopy(start)
            with torch.no_grad():
                for value in near.parameters():
                    value *= 1 + 1e-6 * (2 * torch.rand_like(value) - 1)
            other = train(near, images, labels, *settings)[3 + 2 * size : 3 + 3 * size]
            if np.linalg.norm(other - ten) > 1e-5 * np.linalg.norm(ten):
                break
        else:
            return golden


def main():
    HERE.mkdir(exist_ok=True)
    torch.manual_seed(7)
    images, labels = torch.rand(SAMPLES, CHANNELS, HEIGHT, WIDTH), torch.randint(0, CLASSES, (SAMPLES,))
    np.save(HERE / "images.npy", images.numpy())
    np.save(HERE / "labels.npy", labels.numpy().astype(np.uint8))
    lines = []
    for name, layers in NETWORKS.items():
        for with_what, settings in OPTIMIZERS.items():
            if name not in ("mlp", "cnn_max") and with_what in ("sgd", "adam_decay"):
                continue
            np.save(HERE / f"{name}_{with_what}.npy", steady(layers, images, labels, settings))
            lines.append(f"{name}_{with_what}.npy {' '.join(map(str, settings))} {layers}")
    (HERE / "cases.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
