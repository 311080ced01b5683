from torch import nn

# Input: 3 x 30 x 45 (channels, height, width), without the batch.
# Parameters: 519,818
net = nn.Sequential(
    nn.Flatten(),
    nn.Linear(4050, 128),
    nn.ReLU(),
    nn.Linear(128, 10),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
