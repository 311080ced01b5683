# From Flatscope: mlp, its training with the same settings.
# bars on 1 x 8 x 7 (channels, height, width): flatten linear:12 relu linear:4
# PyTorch draws other first weights and another order: it ends about there, not in the same numbers.
from pathlib import Path

import numpy as np
import torch
from torch import nn

torch.manual_seed(1)
file = Path('data.npz')
if not file.exists():
    raise SystemExit(f"{file} is not here: export the data (.npz) from Flatscope (Ctrl+E), and put it there.")
arrays = np.load(file)
train_x, test_x = (torch.from_numpy(arrays[part + "_images"]) for part in ("train", "test"))
train_y, test_y = (torch.from_numpy(arrays[part + "_labels"]).long() for part in ("train", "test"))
train_x, train_y = train_x[:70], train_y[:70]

net = nn.Sequential(
    nn.Flatten(),
    nn.Linear(56, 12),
    nn.ReLU(),
    nn.Linear(12, 4),
)
optimizer = torch.optim.Adam(net.parameters(), lr=0.003)
loss_of = nn.CrossEntropyLoss()


def accuracy(x, y):
    net.eval()
    with torch.no_grad():
        return (net(x).argmax(1) == y).float().mean().item()


for epoch in range(1, 30 + 1):
    net.train()
    loss_sum = 0.0
    for indices in torch.randperm(len(train_x)).split(16):
        x, y = train_x[indices], train_y[indices]
        optimizer.zero_grad()
        loss = loss_of(net(x), y)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(x)
    train, test = 100 * accuracy(train_x, train_y), 100 * accuracy(test_x, test_y)
    print(f"epoch {epoch}: loss {loss_sum / len(train_x):.4f}, training {train:.1f} %, test {test:.1f} %")
