from torch import nn

# Input: 1 x 30 x 20 (channels, height, width), without the batch.
# Parameters: 60
net = nn.Sequential(
    nn.Conv2d(1, 6, 3, stride=2, padding=2, dilation=2),
    nn.AvgPool2d(2, stride=1),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
