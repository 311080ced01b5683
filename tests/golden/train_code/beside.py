# From Flatscope: beside, its weights as they were drawn, not trained yet.
# bars on 1 x 8 x 7 (channels, height, width): flatten linear:128 relu linear:4
from pathlib import Path

import numpy as np
import torch
from torch import nn

net = nn.Sequential(
    nn.Flatten(),
    nn.Linear(56, 128),
    nn.ReLU(),
    nn.Linear(128, 4),
)

file = Path(__file__)
file = file.with_name(file.name.removesuffix('beside.py') + 'large.npz')
if not file.exists():
    raise SystemExit(f"{file} is not here: export its weights (.npz) from Flatscope (Ctrl+E), and put it there.")
arrays = np.load(file)
weights = {name: torch.from_numpy(arrays[name]) for name in arrays.files}
net.load_state_dict(weights)

classes = ['bar 0', 'bar 1', 'bar 2', 'bar 3']
# Sample 3 of the test part, of the class 'bar 3'.
x = torch.tensor(
    [[[[0.105261564, 0.12352392, 0.16529337, 0.1892528, 0.29187322, 0.10257347, 0.033832848],
       [0.11450787, 0.09397755, 0.2887379, 0.012539309, 0.19410427, 0.22151993, 0.2873537],
       [0.19725372, 0.24103563, 0.06439072, 0.068815775, 0.12502603, 0.26376063, 0.19315259],
       [0.1777489, 0.19844441, 0.23585168, 0.05114313, 0.15964334, 0.26449567, 0.29048717],
       [0.9334024, 0.87248605, 0.7401862, 0.843053, 0.960675, 0.8263415, 0.9246334],
       [0.179694, 0.2395757, 0.031971753, 0.16300356, 0.11058226, 0.06625137, 0.06474191],
       [0.2755376, 0.24216335, 0.17762536, 0.23946618, 0.103871375, 0.16636184, 0.079133555],
       [0.26854372, 0.27417466, 0.27874196, 0.12592064, 0.29329002, 0.16205744, 0.2753156]]]], dtype=torch.float32)

net.eval()
with torch.no_grad():
    logits = net(x)[0]
print(" ".join(f"{z:.4f}" for z in logits))
# Here: -0.0820 -0.0707 0.0886 -0.0115
print("read as", classes[logits.argmax()])
