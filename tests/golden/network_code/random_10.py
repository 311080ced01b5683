from torch import nn

# Input: 4 x 35 x 9 (channels, height, width), without the batch.
# Parameters: 0
net = nn.Sequential(
    nn.AdaptiveMaxPool2d(1),
    nn.Flatten(),
    nn.ReLU(),
    # left out: maxpool:4:stride=3, needs channels, rows and columns, but its input is already flat (4 values)
    # left out: avgpool:4:stride=3, needs channels, rows and columns, but its input is already flat (4 values)
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
