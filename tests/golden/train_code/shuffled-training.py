# From Flatscope: shuffled, its training with the same settings.
# bars on 1 x 8 x 7 (channels, height, width): local:2:3:padding=1 tanh flatten linear:4
# PyTorch draws other first weights and another order: it ends about there, not in the same numbers.
from pathlib import Path

import numpy as np
import torch
from torch import nn


class LocallyConnected2d(nn.Module):
    """A convolution's places with a kernel of its own for each, and a bias for each output."""

    def __init__(self, size, in_channels, out_channels, kernel_size, stride=1, padding=0, bias=True):
        super().__init__()
        self.window = dict(kernel_size=kernel_size, stride=stride, padding=padding)
        places = [(n + 2 * padding - kernel_size) // stride + 1 for n in size]
        bound = (in_channels * kernel_size**2) ** -0.5
        shape = (out_channels, *places, in_channels, kernel_size, kernel_size)
        self.weight = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(shape[:3]).uniform_(-bound, bound)) if bias else None

    def forward(self, x):
        patches = nn.functional.unfold(x, **self.window)  # (N, C * K * K, places)
        weight = self.weight.flatten(3).flatten(1, 2)  # (out_channels, places, C * K * K)
        y = torch.einsum("nkp,opk->nop", patches, weight).unflatten(2, self.weight.shape[1:3])
        return y if self.bias is None else y + self.bias


torch.manual_seed(1)
file = Path('data.npz')
if not file.exists():
    raise SystemExit(f"{file} is not here: export the data (.npz) from Flatscope (Ctrl+E), and put it there.")
arrays = np.load(file)
train_x, test_x = (torch.from_numpy(arrays[part + "_images"]) for part in ("train", "test"))
train_y, test_y = (torch.from_numpy(arrays[part + "_labels"]).long() for part in ("train", "test"))
train_x, train_y = train_x[:60], train_y[:60]

net = nn.Sequential(
    LocallyConnected2d((8, 7), 1, 2, 3, padding=1),
    nn.Tanh(),
    nn.Flatten(),
    nn.Linear(112, 4),
)
optimizer = torch.optim.Adam(net.parameters(), lr=0.003, weight_decay=0.001)
loss_of = nn.CrossEntropyLoss()


shuffle = torch.randperm(train_x.shape[2] * train_x.shape[3])  # the same for every picture


def shuffled(x):
    return x.flatten(2)[:, :, shuffle].view_as(x)


def accuracy(x, y):
    net.eval()
    with torch.no_grad():
        return (net(shuffled(x)).argmax(1) == y).float().mean().item()


for epoch in range(1, 30 + 1):
    net.train()
    loss_sum = 0.0
    for indices in torch.randperm(len(train_x)).split(16):
        x, y = train_x[indices], train_y[indices]
        x = shuffled(x)
        optimizer.zero_grad()
        loss = loss_of(net(x), y)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(x)
    train, test = 100 * accuracy(train_x, train_y), 100 * accuracy(test_x, test_y)
    print(f"epoch {epoch}: loss {loss_sum / len(train_x):.4f}, training {train:.1f} %, test {test:.1f} %")
