#!/usr/bin/env python3
"""PyTorch's half of bench_training: trains a network for one epoch whenever a line arrives, and says how long it took.

bench_training starts it: python3 bench_training_torch.py NETWORK SIDE BATCH SAMPLES THREADS. The data is random, the
optimiser Adam, the loop the usual one. First line out: PyTorch's version; then a time in seconds for each line in.
"""
import sys
import time

import torch
from torch import nn


def conv(inputs, outputs):
    return [nn.Conv2d(inputs, outputs, 3, padding="same"), nn.ReLU()]


def network(name, side):
    if name == "mlp":
        return nn.Sequential(nn.Flatten(), nn.Linear(side * side, 128), nn.ReLU(), nn.Linear(128, 10))
    if name == "cnn":
        return nn.Sequential(*conv(1, 16), nn.MaxPool2d(2), *conv(16, 32), *conv(32, 32), nn.AdaptiveMaxPool2d(1),
                             nn.Flatten(), nn.Linear(32, 10))
    return nn.Sequential(*conv(1, 16), nn.MaxPool2d(2), *conv(16, 16), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(16 * (side // 4) ** 2, 10))


def main():
    name, side, batch, samples, threads = sys.argv[1], *map(int, sys.argv[2:6])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    net = network(name, side)
    images, labels = torch.rand(samples, 1, side, side), torch.randint(0, 10, (samples,))
    optimizer, loss_of = torch.optim.Adam(net.parameters(), lr=1e-3), nn.CrossEntropyLoss()
    print(torch.__version__, flush=True)
    for _ in sys.stdin:
        begun = time.perf_counter()
        order = torch.randperm(samples)
        for first in range(0, samples, batch):
            chosen = order[first : first + batch]
            optimizer.zero_grad()
            loss_of(net(images[chosen]), labels[chosen]).backward()
            optimizer.step()
        print(time.perf_counter() - begun, flush=True)


if __name__ == "__main__":
    main()
