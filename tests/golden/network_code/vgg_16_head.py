from torch import nn

# Input: 512 x 7 x 7 (channels, height, width), without the batch.
# Parameters: 123,642,856
net = nn.Sequential(
    nn.Flatten(),
    nn.Linear(25088, 4096),
    nn.ReLU(),
    nn.Linear(4096, 4096),
    nn.ReLU(),
    nn.Linear(4096, 1000),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
