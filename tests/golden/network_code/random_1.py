from torch import nn

# Input: 1 x 11 x 36 (channels, height, width), without the batch.
# Parameters: 0
net = nn.Sequential(
    nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
    # left out: avgpool:4:stride=3, needs channels, rows and columns, but its input is already flat (1 values)
    # left out: globalavgpool, needs channels, rows and columns, but its input is already flat (1 values)
    nn.ReLU(),
    # left out: avgpool:5:stride=2, needs channels, rows and columns, but its input is already flat (1 values)
    # left out: blurpool:3:stride=1, needs channels, rows and columns, but its input is already flat (1 values)
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
