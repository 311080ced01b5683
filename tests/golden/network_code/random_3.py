from torch import nn

# Input: 3 x 27 x 29 (channels, height, width), without the batch.
# Parameters: 247
net = nn.Sequential(
    nn.ReLU(),
    nn.Tanh(),
    nn.Tanh(),
    nn.Conv2d(3, 19, 2, padding=3, dilation=2),
    nn.MaxPool2d(5, stride=2),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
