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


# Input: 3 x 11 x 34 (channels, height, width), without the batch.
# Parameters: 235,448
net = nn.Sequential(
    LocallyConnected2d((11, 34), 3, 38, 5, stride=2, padding=1),
    nn.Conv2d(38, 29, 2, padding=3, bias=False),
    nn.Flatten(),
    # left out: local:19:2:padding=1, needs channels, rows and columns, but its input is already flat (6090 values)
    nn.ReLU(),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
