"""Layers that torch.nn lacks, for the scripts beside this one."""
import torch
from torch import nn


class BlurPool2d(nn.Module):
    """Anti-aliased pooling as Zhang's antialiased_cnns has it (filt_size=3, pad_type="reflect")."""

    def __init__(self, stride=2):
        super().__init__()
        self.stride = stride

    def forward(self, x):
        if min(x.shape[2:]) < 2:  # nothing to reflect; on the meta device PyTorch does not say so
            raise ValueError("too small to reflect")
        row = torch.tensor([1.0, 2.0, 1.0], dtype=x.dtype, device=x.device)
        filt = (row[:, None] * row[None, :] / 16)[None, None].repeat(x.shape[1], 1, 1, 1)
        return nn.functional.conv2d(nn.ReflectionPad2d(1)(x), filt, stride=self.stride, groups=x.shape[1])
