from torch import nn

# Input: 1 x 34 x 23 (channels, height, width), without the batch.
# Parameters: 30
net = nn.Sequential(
    nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
    # left out: local:12:5:padding=1:nobias, needs channels, rows and columns, but its input is already flat (1 values)
    # left out: maxpool:3, needs channels, rows and columns, but its input is already flat (1 values)
    # left out: maxpool:1:stride=2, needs channels, rows and columns, but its input is already flat (1 values)
    # left out: globalmaxpool, needs channels, rows and columns, but its input is already flat (1 values)
    # left out: conv:7:4:unitbias, needs channels, rows and columns, but its input is already flat (1 values)
    nn.Linear(1, 15),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
