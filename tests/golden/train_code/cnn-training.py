# From Flatscope: cnn, its training with the same settings.
# bars on 1 x 8 x 7 (channels, height, width): conv:5:3:padding=same relu blurpool:3 conv:6:3 relu globalmaxpool linear:4
# PyTorch draws other first weights and another order: it ends about there, not in the same numbers.
from pathlib import Path

import numpy as np
import torch
from torch import nn


class BlurPool2d(nn.Module):
    """Anti-aliased pooling (Zhang 2019): every stride-th pixel of the picture blurred with [1 2 1] x [1 2 1] / 16."""

    def __init__(self, stride=2):
        super().__init__()
        self.stride = stride

    def forward(self, x):
        row = x.new_tensor([0.25, 0.5, 0.25])
        weight = torch.outer(row, row).expand(x.shape[1], 1, 3, 3)
        x = nn.functional.pad(x, (1, 1, 1, 1), mode="reflect")
        return nn.functional.conv2d(x, weight, stride=self.stride, groups=x.shape[1])


torch.manual_seed(1)
file = Path('data.npz')
if not file.exists():
    raise SystemExit(f"{file} is not here: export the data (.npz) from Flatscope (Ctrl+E), and put it there.")
arrays = np.load(file)
train_x, test_x = (torch.from_numpy(arrays[part + "_images"]) for part in ("train", "test"))
train_y, test_y = (torch.from_numpy(arrays[part + "_labels"]).long() for part in ("train", "test"))
train_x, train_y = train_x[:70], train_y[:70]

net = nn.Sequential(
    nn.Conv2d(1, 5, 3, padding='same'),
    nn.Sequential(nn.ReLU(), nn.Dropout(0.2)),
    BlurPool2d(stride=2),
    nn.Conv2d(5, 6, 3),
    nn.Sequential(nn.ReLU(), nn.Dropout(0.2)),
    nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten()),
    nn.Linear(6, 4),
)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=0.0001)
loss_of = nn.CrossEntropyLoss()


def moved(x, most=1):
    """Each picture by up to `most` pixels, another way each; zeros come in."""
    height, width = x.shape[2:]
    padded = nn.functional.pad(x, (most, most, most, most))
    corners = torch.randint(0, 2 * most + 1, (len(x), 2)).tolist()
    return torch.stack([p[:, r : r + height, c : c + width] for p, (r, c) in zip(padded, corners)])


def accuracy(x, y):
    net.eval()
    with torch.no_grad():
        return (net(x).argmax(1) == y).float().mean().item()


for epoch in range(1, 30 + 1):
    net.train()
    loss_sum = 0.0
    for indices in torch.randperm(len(train_x)).split(16):
        x, y = train_x[indices], train_y[indices]
        x = moved(x)
        optimizer.zero_grad()
        loss = loss_of(net(x), y)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(x)
    train, test = 100 * accuracy(train_x, train_y), 100 * accuracy(test_x, test_y)
    print(f"epoch {epoch}: loss {loss_sum / len(train_x):.4f}, training {train:.1f} %, test {test:.1f} %")
