from torch import nn

# Input: 2 x 10 x 26 (channels, height, width), without the batch.
# Parameters: 49,284
net = nn.Sequential(
    nn.Conv2d(2, 37, 4, padding='same', bias=False),
    nn.ReLU(),
    nn.Flatten(),
    # left out: conv:37:3:padding=same:nobias, needs channels, rows and columns, but its input is already flat (9620 values)
    # left out: conv:8:2:padding=same:nobias, needs channels, rows and columns, but its input is already flat (9620 values)
    nn.Linear(9620, 5, bias=False),
    # left out: maxpool:2:stride=1, needs channels, rows and columns, but its input is already flat (5 values)
)

print(f"{sum(p.numel() for p in net.parameters()):,}")
