from torch import nn

# Input: 3 x 15 x 15 (channels, height, width), without the batch.
# Parameters: 11,120
net = nn.Sequential(
    nn.Conv2d(3, 23, 4, padding=1, dilation=2),
    nn.Conv2d(23, 16, 5, stride=2, padding=3, dilation=2),
    nn.Conv2d(16, 37, 1, stride=3, dilation=2),
    nn.Flatten(),
    nn.Linear(148, 1, bias=False),
    nn.Flatten(),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
