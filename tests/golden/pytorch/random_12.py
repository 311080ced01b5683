# From Flatscope: random_12. PyTorch's convolution is cross-correlation.
import torch
from torch import nn

conv1 = nn.Conv2d(
    in_channels=1, out_channels=1, kernel_size=(3, 3), stride=1, padding='same',
    padding_mode='replicate', dilation=2, bias=True)
with torch.no_grad():
    conv1.weight.copy_(torch.tensor(
        [[[[1.6251657, 0.7012665, 0.63319325],
           [0.71094227, -0.46196604, 0.25179338],
           [-1.9244545, 0.878273, 1.9104061]]]], dtype=torch.float32))
    conv1.bias.copy_(torch.tensor([-0.22685611], dtype=torch.float32))

conv2 = nn.Conv2d(
    in_channels=1, out_channels=1, kernel_size=(2, 4), stride=3, padding=3,
    padding_mode='circular', dilation=2, bias=False)
with torch.no_grad():
    conv2.weight.copy_(torch.tensor(
        [[[[-0.39191508, -0.85576224, 0.31245685, -0.18310475],
           [-1.2311163, 1.7300601, -0.3361616, -0.20913458]]]], dtype=torch.float32))

conv3 = nn.Conv2d(
    in_channels=1, out_channels=3, kernel_size=(1, 5), stride=1, padding=4,
    padding_mode='zeros', dilation=1, bias=False)
with torch.no_grad():
    conv3.weight.copy_(torch.tensor(
        [[[[-1.3970413, -1.5187695, 1.1683207, 1.3449247, -1.1978903]]],
         [[[-1.032665, 1.0202992, -1.3583994, -0.5763364, -1.9678106]]],
         [[[-1.4044745, 0.84453535, -0.84590244, -1.7306733, 0.27858114]]]], dtype=torch.float32))

net = nn.Sequential(conv1, nn.ReLU(), conv2, nn.ReLU(), nn.MaxPool2d(kernel_size=2), conv3)

# The input. Your own comes from a .npy file of shape (1, height, width):
# import numpy as np
# x = torch.from_numpy(np.load('input.npy')).float()[None]
x = torch.tensor(
    [[[0.02745098, 0.18431373, 0.7764706, 0.2784314],
      [0.74509805, 0.59607846, 0.6392157, 0.21176471],
      [0.22745098, 0.5176471, 0.9764706, 0.5019608],
      [0.827451, 0.72156864, 0.12941177, 0.26666668],
      [0.4, 0.5803922, 0.17254902, 0.5764706],
      [0.6117647, 0.64705884, 0.49411765, 0.21960784],
      [0.20392157, 0.42745098, 0.60784316, 0.007843138],
      [0.101960786, 0.76862746, 0.69411767, 0.7176471],
      [0.27058825, 0.6, 0.8039216, 0.8156863]]], dtype=torch.float32)[None]

with torch.no_grad():
    y = net(x)
print(tuple(x.shape), '->', tuple(y.shape))
print(sum(p.numel() for p in net.parameters()), 'parameters')
