# From Flatscope: large_input. PyTorch's convolution is cross-correlation.
import torch
from torch import nn

conv = nn.Conv2d(
    in_channels=3, out_channels=3, kernel_size=(3, 3), stride=1, padding=1,
    padding_mode='zeros', dilation=1, bias=False)
with torch.no_grad():
    # One kernel a filter: copy_ gives it to every input channel.
    conv.weight.copy_(torch.tensor(
        [[[[-1, 0, 1],
           [-2, 0, 2],
           [-1, 0, 1]]],
         [[[-1, -2, -1],
           [0, 0, 0],
           [1, 2, 1]]],
         [[[0, 1, 0],
           [1, -4, 1],
           [0, 1, 0]]]], dtype=torch.float32))

net = conv

# The input has too many numbers to stand here: export it (Ctrl+E, Input) beside this code.
from pathlib import Path
import numpy as np
file = Path('large_input-input.npy')
if file.exists():
    x = torch.from_numpy(np.load(file)).float()[None]
else:
    print(file, 'is not here: random numbers stand in for the picture')
    torch.manual_seed(0)
    x = torch.rand(1, 3, 40, 48)

with torch.no_grad():
    y = net(x)
print(tuple(x.shape), '->', tuple(y.shape))
print(sum(p.numel() for p in net.parameters()), 'parameters')
