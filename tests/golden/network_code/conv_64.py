from torch import nn

# Input: 3 x 256 x 256 (channels, height, width), without the batch.
# Parameters: 1,792
net = nn.Sequential(
    nn.Conv2d(3, 64, 3, padding=1),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
