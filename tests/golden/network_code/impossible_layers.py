from torch import nn

# Input: 3 x 30 x 45 (channels, height, width), without the batch.
# Parameters: 127
net = nn.Sequential(
    # left out: linear:5, needs a flat input, but gets the shape 3 x 30 x 45; put flatten or a global pooling before it
    nn.Conv2d(3, 4, 3),
    # left out: maxpool:99, its window is 99 x 99, but its input is only 43 wide and 28 high
    nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten()),
    nn.Linear(4, 3),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
