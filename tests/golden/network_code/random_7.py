from torch import nn

# Input: 2 x 21 x 32 (channels, height, width), without the batch.
# Parameters: 2,058
net = nn.Sequential(
    nn.Conv2d(2, 7, 4, stride=3, padding=2, dilation=2),
    nn.Tanh(),
    nn.Conv2d(7, 29, 3, padding='same', bias=False),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
