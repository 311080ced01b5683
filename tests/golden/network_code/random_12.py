from torch import nn

# Input: 1 x 30 x 28 (channels, height, width), without the batch.
# Parameters: 105
net = nn.Sequential(
    nn.Conv2d(1, 21, 2, stride=3, padding=1, dilation=2),
    nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten()),
    # left out: conv:33:3:padding=same:dilation=2, needs channels, rows and columns, but its input is already flat (21 values)
    # left out: conv:5:5:stride=3:padding=2:dilation=2, needs channels, rows and columns, but its input is already flat (21 values)
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
