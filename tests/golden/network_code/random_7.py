from torch import nn

# Input: 1 x 20 x 15 (channels, height, width), without the batch.
# Parameters: 4,200
net = nn.Sequential(
    nn.Flatten(),
    nn.Linear(300, 14, bias=False),
    nn.Flatten(),
    # left out: conv:18:3:stride=2:padding=1:dilation=2, needs channels, rows and columns, but its input is already flat (14 values)
    # left out: globalmaxpool, needs channels, rows and columns, but its input is already flat (14 values)
    # left out: globalavgpool, needs channels, rows and columns, but its input is already flat (14 values)
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
