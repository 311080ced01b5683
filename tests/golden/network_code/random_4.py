from torch import nn

# Input: 1 x 18 x 13 (channels, height, width), without the batch.
# Parameters: 18
net = nn.Sequential(
    nn.Tanh(),
    nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten()),
    # left out: globalmaxpool, needs channels, rows and columns, but its input is already flat (1 values)
    nn.ReLU(),
    # left out: local:23:4:padding=1, needs channels, rows and columns, but its input is already flat (1 values)
    # left out: globalmaxpool, needs channels, rows and columns, but its input is already flat (1 values)
    nn.Linear(1, 18, bias=False),
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
