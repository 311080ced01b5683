from torch import nn

# Input: 4 x 27 x 30 (channels, height, width), without the batch.
# Parameters: 0
net = nn.Sequential(
    nn.ReLU(),
    nn.Flatten(),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
