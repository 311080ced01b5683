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


# Input: 1 x 17 x 26 (channels, height, width), without the batch.
# Parameters: 12
net = nn.Sequential(
    # left out: linear:37:nobias, needs a flat input, but gets the shape 1 x 17 x 26; put flatten or a global pooling before it
    BlurPool2d(stride=3),
    nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
    nn.Linear(1, 6),
    # left out: conv:39:4:padding=1:dilation=2:nobias, needs channels, rows and columns, but its input is already flat (6 values)
    # left out: maxpool:3:stride=2, needs channels, rows and columns, but its input is already flat (6 values)
    # left out: globalavgpool, needs channels, rows and columns, but its input is already flat (6 values)
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
