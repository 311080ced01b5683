# From Flatscope: ladder, its weights as they were drawn, not trained yet.
# bars on 1 x 8 x 7 (channels, height, width): conv:2:3:stride=2:padding=1:unitbias tanh flatten linear:4
import base64

import numpy as np
import torch
from torch import nn


class UnitBiasConv2d(nn.Conv2d):
    """A convolution with a bias for each output element instead of one for each channel."""

    def __init__(self, size, *arguments, **named):
        super().__init__(*arguments, bias=False, **named)
        with torch.no_grad():
            shape = super().forward(torch.zeros(1, self.in_channels, *size)).shape[1:]
        bound = self.weight[0].numel() ** -0.5
        self.bias = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

    def forward(self, x):
        return self._conv_forward(x, self.weight, None) + self.bias


net = nn.Sequential(
    UnitBiasConv2d((8, 7), 1, 2, 3, stride=2, padding=1),
    nn.Tanh(),
    nn.Flatten(),
    nn.Linear(32, 4),
)

weights = {  # float32, as base64
    '0.weight': ((2, 1, 3, 3),
        "1pVivau0qT5+aBY+cKWTPq6gqr743X2+5vAGvtNWqj7jJXG+zik0vgAmi76rM429Ay5WvgsKmb123NK9hsLnPWbyjL38qZQ+"
    ),
    '0.bias': ((2, 4, 4),
        "q/3TPDhqbD4rp1y9pvH+vebi/D3AEIY8uMJJvlZpGr1nEIE+0Js4voJRob4W8rs8tr7oPY5MjT4r0GG9FrjpvCBDID1APT298351"
        "vpLjlT6YGE6+Cww+PutOTT6TbxM+UtWfPrauTj77vP69nP2KvtBKAz4rRkY8Y3mAPugveT4="
    ),
    '3.weight': ((4, 32),
        "5dwOPulT7j3kOha+hqjuPUjhJr5TVKS9fhHvvS+SH7725gg+b/N2PfppEb7zxQY9MH/kvOSUeD0RxiU+WH3/vCIdQDwd/9q9EO+K"
        "PQ1TmL28lIW9/ZABvoQKhz0/JM09fEvyPYpQ/bz2ZS6+5KUovrMftT1SnTM9k/wwPhegaD3rsLM9reeRvb35nr3lApy86HXRPQ40"
        "yb3EpQ++bHUavqLqlryFMDK8aO0TPoczEr56cJW9HAkSPsWqmb1Zwgm+qPEFvjWnDzz8AS6+nb4WvqF9gT1/6xY+t83QvSKZFD4r"
        "w6m9FJeRvQZBQ7u7avQ8NrMhvs3mvjzhqtY8EAAlPb7L/72XSCU+BVQBPdoRrb33o5A9AsTCvWj4D74RwUE8q+v4vB7lIj6/wow9"
        "HNAguzuQ+LzfLms8LO8ivlE7wD0W7088OZokvjEzbT2hWAK+Sn6sOwq50z3i9SA+6Doqvqiw+jzLtAo+DgwSPjVFbDyJPwO+YKqW"
        "vI6YAr7l9w0+N5PePd1GMb0GLhS9WJRePDhP8r1ljVw9TcYaPl/qSL1rdVy9oKnNPHmbtT3Hm0c92KOjPdlJB76JxQo+CrmJPbEY"
        "Mz3E9lU9o7O1PdKEU72T0Vq935m+PQyXpr2qw0+9fFMPPs0Jtz0tRdC8fA8KPkFKKD5uyzC+RLBsPe1BL7o="
    ),
    '3.bias': ((4,),
        "9DswPcVNGr4Uegu+aMbPPQ=="
    ),
}
for name, (shape, packed) in weights.items():
    values = np.frombuffer(base64.b64decode(packed), "<f4").reshape(shape)
    weights[name] = torch.from_numpy(values.copy())
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
# Here: 0.3195 -0.2583 -0.2462 -0.0556
print("read as", classes[logits.argmax()])
