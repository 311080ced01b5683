# From Flatscope: random_10. PyTorch's convolution is cross-correlation.
import torch
from torch import nn

conv1 = nn.Conv2d(
    in_channels=1, out_channels=3, kernel_size=(5, 2), stride=1, padding=1,
    padding_mode='replicate', dilation=1, bias=True)
with torch.no_grad():
    conv1.weight.copy_(torch.tensor(
        [[[[-0.47776794, 1.4927061],
           [0.5385504, 0.53897834],
           [-1.8803327, 1.3378284],
           [-0.3658855, 0.24070549],
           [1.4354413, 1.2474089]]],
         [[[-0.1903019, -0.93643165],
           [1.9401371, 1.0428491],
           [-0.478271, 1.1639371],
           [-1.8662887, 0.20138645],
           [0.1265006, -1.0686221]]],
         [[[1.7226541, 1.9935887],
           [1.2979858, -1.5804424],
           [-0.6518843, -1.694077],
           [1.1368711, 0.3901043],
           [-1.4712338, -0.019835234]]]], dtype=torch.float32))
    conv1.bias.copy_(torch.tensor([0.44318718, -0.17840022, -0.27282053], dtype=torch.float32))

conv2 = nn.Conv2d(
    in_channels=3, out_channels=1, kernel_size=(3, 4), stride=1, padding='same',
    padding_mode='zeros', dilation=1, bias=True)
with torch.no_grad():
    conv2.weight.copy_(torch.tensor(
        [[[[-0.085128546, -1.6102548, 1.7567458, 1.1446803],
           [-0.8648908, -0.6155503, -0.5368235, -1.2688162],
           [-0.40366626, 1.8952215, 1.3623567, 0.19610548]],
          [[0.29627705, 0.22768593, -0.8721547, 0.1321199],
           [1.4481993, -0.9958372, -1.2687566, 0.20334983],
           [0.13452768, 0.04629445, -0.13122964, -1.0359135]],
          [[1.5483322, -0.8733232, 0.7405107, -0.27122927],
           [-1.3630404, -1.9747996, -1.8895662, 1.7662797],
           [1.9881594, -1.7968919, 0.32741904, -1.3820412]]]], dtype=torch.float32))
    conv2.bias.copy_(torch.tensor([0.31934392], dtype=torch.float32))

net = nn.Sequential(conv1, conv2)

# The input. Your own comes from a .npy file of shape (1, height, width):
# import numpy as np
# x = torch.from_numpy(np.load('input.npy')).float()[None]
x = torch.tensor(
    [[[0.12156863, 0.050980393, 0.9372549, 0.27058825, 0.36862746, 0.11764706, 0.73333335, 0.26666668, 0.02745098, 0.18431373, 0.8509804, 0.98039216, 0.13333334],
      [0.47843137, 0.6784314, 0.8627451, 0.3254902, 0.11764706, 0.40392157, 0.9882353, 0.18431373, 0.34901962, 0.34117648, 0.8392157, 0.9372549, 0.6627451],
      [0.105882354, 0.015686275, 0.2784314, 0.3137255, 0.19215687, 0.20784314, 0.17254902, 0.8156863, 0.25882354, 0.08235294, 0.94509804, 0.02745098, 0.89411765],
      [0.0627451, 0.6156863, 0.6901961, 0.38039216, 0.40392157, 0.08235294, 0.8392157, 0.5647059, 0.07450981, 0.35686275, 0.52156866, 0.56078434, 0.9019608]]], dtype=torch.float32)[None]

with torch.no_grad():
    y = net(x)
print(tuple(x.shape), '->', tuple(y.shape))
print(sum(p.numel() for p in net.parameters()), 'parameters')
