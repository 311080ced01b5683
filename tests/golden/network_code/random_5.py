from torch import nn

# Input: 2 x 32 x 38 (channels, height, width), without the batch.
# Parameters: 427
net = nn.Sequential(
    nn.AvgPool2d(3),
    nn.Conv2d(2, 14, 2, padding='same', bias=False),
    nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
    # left out: local:1:5:padding=1:nobias, needs channels, rows and columns, but its input is already flat (14 values)
    nn.Linear(14, 21),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
