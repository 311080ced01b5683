from torch import nn

# Input: 3 x 256 x 256 (channels, height, width), without the batch.
# Parameters: 12,582,976
net = nn.Sequential(
    nn.Flatten(),
    nn.Linear(196608, 64),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
