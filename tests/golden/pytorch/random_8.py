# From Flatscope: random_8. PyTorch's convolution is cross-correlation.
import torch
from torch import nn

conv = nn.Conv2d(
    in_channels=1, out_channels=3, kernel_size=(3, 5), stride=1, padding=4,
    padding_mode='circular', dilation=2, bias=False)
with torch.no_grad():
    conv.weight.copy_(torch.tensor(
        [[[[0.21269608, -0.8243191, -0.14690161, 0.9256642, -0.3612895],
           [0.4990208, -0.29672933, -1.1765411, 0.35457563, 1.628329],
           [-0.7826686, -0.171839, -1.0071936, 1.9217565, 0.8465755]]],
         [[[-0.31890035, 1.4425199, 1.4692852, -1.4912574, 0.077484846],
           [0.18617034, 1.6685421, -0.068451405, 1.3255379, -1.2632787],
           [-0.24474621, -1.7399797, -1.7731926, 0.69827056, 1.1318367]]],
         [[[0.78611994, -1.8062551, -1.3471537, -0.115592, -0.8399894],
           [-0.5390332, 0.20130205, 0.23110151, -1.0467429, 0.48642278],
           [0.24258852, 1.2553341, -1.1522617, 0.41747093, 0.14057493]]]], dtype=torch.float32))

net = nn.Sequential(conv, nn.ReLU())

# The input. Your own comes from a .npy file of shape (1, height, width):
# import numpy as np
# x = torch.from_numpy(np.load('input.npy')).float()[None]
x = torch.tensor(
    [[[0.9411765, 0.77254903, 0.11764706, 0.6156863, 0.8392157, 0.34117648, 0.52156866, 0.07450981],
      [0.078431375, 0.83137256, 0.24313726, 0.5882353, 0.7176471, 0.2509804, 0.20392157, 0.6862745],
      [0.3254902, 0.3372549, 0.37254903, 0.9764706, 0.5176471, 0.08235294, 0.043137256, 0.14509805],
      [0.9019608, 0.05490196, 0.6509804, 0.45490196, 0.011764706, 0.8039216, 0.5921569, 0.11372549]]], dtype=torch.float32)[None]

with torch.no_grad():
    y = net(x)
print(tuple(x.shape), '->', tuple(y.shape))
print(sum(p.numel() for p in net.parameters()), 'parameters')
