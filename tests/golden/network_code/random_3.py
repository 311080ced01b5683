from torch import nn

# Input: 2 x 15 x 35 (channels, height, width), without the batch.
# Parameters: 0
net = nn.Sequential(
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    # left out: globalavgpool, needs channels, rows and columns, but its input is already flat (2 values)
    # left out: maxpool:4:stride=3, needs channels, rows and columns, but its input is already flat (2 values)
    nn.ReLU(),
    # left out: conv:22:4:padding=2:dilation=2, needs channels, rows and columns, but its input is already flat (2 values)
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
