from torch import nn

# Input: 4 x 26 x 15 (channels, height, width), without the batch.
# Parameters: 1,073
net = nn.Sequential(
    nn.MaxPool2d(2, stride=1),
    nn.Conv2d(4, 29, 3, stride=2),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
