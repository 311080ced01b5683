# From Flatscope: random_9. PyTorch's convolution is cross-correlation.
import torch
from torch import nn

conv1 = nn.Conv2d(
    in_channels=1, out_channels=2, kernel_size=(2, 2), stride=2, padding=1,
    padding_mode='reflect', dilation=1, bias=False)
with torch.no_grad():
    conv1.weight.copy_(torch.tensor(
        [[[[-1.3123612, -0.9034314],
           [-1.2965212, 1.88307]]],
         [[[-1.6745579, 0.676569],
           [1.5969355, -1.7080586]]]], dtype=torch.float32))

conv2 = nn.Conv2d(
    in_channels=2, out_channels=2, kernel_size=(1, 2), stride=1, padding=3,
    padding_mode='reflect', dilation=2, bias=True)
with torch.no_grad():
    # One kernel a filter: copy_ gives it to every input channel.
    conv2.weight.copy_(torch.tensor(
        [[[[0.36216426, 0.25667167]]],
         [[[-1.6734314, 1.311312]]]], dtype=torch.float32))
    conv2.bias.copy_(torch.tensor([0.27948666, -0.48249936], dtype=torch.float32))

conv3 = nn.Conv2d(
    in_channels=2, out_channels=1, kernel_size=(1, 3), stride=2, padding=3,
    padding_mode='reflect', dilation=2, bias=True)
with torch.no_grad():
    # One kernel a filter: copy_ gives it to every input channel.
    conv3.weight.copy_(torch.tensor(
        [[[[0.89960337, -0.20015883, 0.7382479]]]], dtype=torch.float32))
    conv3.bias.copy_(torch.tensor([0.44159836], dtype=torch.float32))

net = nn.Sequential(conv1, nn.ReLU(), conv2, nn.MaxPool2d(kernel_size=2), conv3, nn.ReLU(), nn.AvgPool2d(kernel_size=2))

# The input. Your own comes from a .npy file of shape (1, height, width):
# import numpy as np
# x = torch.from_numpy(np.load('input.npy')).float()[None]
x = torch.tensor(
    [[[0.23137255, 0.89411765, 0.92156863, 0.6117647, 0.7411765, 0.24313726, 0.3764706, 0.14117648, 0.52156866, 0.14509805, 0.29411766, 0.69411767, 0.6784314],
      [0.41960785, 0.90588236, 0.5254902, 0.039215688, 0.40784314, 0.4, 0.92941177, 0.5803922, 0.5254902, 0.43529412, 0.9372549, 0.63529414, 0.101960786],
      [0.16470589, 0.050980393, 0.7921569, 0.4, 0.38431373, 0.84313726, 0.3254902, 0.4117647, 0.49019608, 0.29803923, 0.41568628, 0.83137256, 0.88235295],
      [0.039215688, 0.4509804, 0.99215686, 0.3372549, 0.13333334, 0.6862745, 0.13725491, 0.827451, 0.8156863, 0.65882355, 0.23529412, 0.61960787, 0.07450981],
      [0.08627451, 0.050980393, 1, 0.16862746, 0.57254905, 0.7490196, 0.28627452, 0.11764706, 0.7764706, 0.25490198, 0.3254902, 0.39607844, 0.4],
      [0.10980392, 0.11372549, 0.7176471, 0.14117648, 0.61960787, 0.98039216, 0.9882353, 0.9529412, 0.40392157, 0.5019608, 0.043137256, 0.45882353, 0.64705884],
      [0.38431373, 0.90588236, 0.09803922, 0.79607844, 0.54901963, 0.67058825, 0.3137255, 0.7529412, 0.9843137, 0.65882355, 0.59607846, 0.9882353, 0.5882353],
      [0.9137255, 0.11764706, 0.8352941, 0.43137255, 0.84705883, 0.76862746, 0.5254902, 0.47058824, 0.14117648, 0.32941177, 0.81960785, 0.7490196, 0.011764706]]], dtype=torch.float32)[None]

with torch.no_grad():
    y = net(x)
print(tuple(x.shape), '->', tuple(y.shape))
print(sum(p.numel() for p in net.parameters()), 'parameters')
