from torch import nn

# Input: 3 x 31 x 30 (channels, height, width), without the batch.
# Parameters: 1,776
net = nn.Sequential(
    nn.Conv2d(3, 37, 4, stride=2, padding=1, dilation=2, bias=False),
    nn.ReLU(),
    nn.AvgPool2d(4, stride=1),
    nn.Flatten(),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
