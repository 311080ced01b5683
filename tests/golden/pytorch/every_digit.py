# From Flatscope: every_digit. PyTorch's convolution is cross-correlation.
import torch
from torch import nn

conv = nn.Conv2d(
    in_channels=1, out_channels=1, kernel_size=(2, 4), stride=1, padding=1,
    padding_mode='circular', dilation=1, bias=False)
with torch.no_grad():
    conv.weight.copy_(torch.tensor(
        [[[[-0.0, 1e-30, 16777216, 0.33333334],
           [-123456790, 1.1754944e-38, 0.1, -2.5e-07]]]], dtype=torch.float32))

net = conv

# The input. Your own comes from a .npy file of shape (1, height, width):
# import numpy as np
# x = torch.from_numpy(np.load('input.npy')).float()[None]
x = torch.tensor(
    [[[0.6745098, 0.5294118, 0.27058825, 0.9882353, 0.40784314, 0.21960784],
      [0.13725491, 0.10980392, 0.49803922, 0.42352942, 0.19215687, 0.7607843],
      [0.011764706, 0.101960786, 0.2, 0.050980393, 0.62352943, 0.11764706],
      [0.5647059, 0.9372549, 0.3764706, 0.9411765, 0.7529412, 0.12941177]]], dtype=torch.float32)[None]

with torch.no_grad():
    y = net(x)
print(tuple(x.shape), '->', tuple(y.shape))
print(sum(p.numel() for p in net.parameters()), 'parameters')
