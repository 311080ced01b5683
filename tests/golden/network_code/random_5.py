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


# Input: 4 x 38 x 11 (channels, height, width), without the batch.
# Parameters: 3,848
net = nn.Sequential(
    nn.ReLU(),
    nn.AvgPool2d(1),
    LocallyConnected2d((38, 11), 4, 2, 3, stride=3, padding=1),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
