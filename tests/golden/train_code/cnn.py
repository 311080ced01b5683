# From Flatscope: cnn, its weights as they were drawn, not trained yet.
# bars on 1 x 8 x 7 (channels, height, width): conv:5:3:padding=same relu blurpool:3 conv:6:3 relu globalmaxpool linear:4
import base64

import numpy as np
import torch
from torch import nn


class BlurPool2d(nn.Module):
    """Anti-aliased pooling (Zhang 2019): every stride-th pixel of the picture blurred with [1 2 1] x [1 2 1] / 16."""

    def __init__(self, stride=2):
        super().__init__()
        self.stride = stride

    def forward(self, x):
        row = x.new_tensor([0.25, 0.5, 0.25])
        weight = torch.outer(row, row).expand(x.shape[1], 1, 3, 3)
        x = nn.functional.pad(x, (1, 1, 1, 1), mode="reflect")
        return nn.functional.conv2d(x, weight, stride=self.stride, groups=x.shape[1])


net = nn.Sequential(
    nn.Conv2d(1, 5, 3, padding='same'),
    nn.ReLU(),
    BlurPool2d(stride=2),
    nn.Conv2d(5, 6, 3),
    nn.ReLU(),
    nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten()),
    nn.Linear(6, 4),
)

weights = {  # float32, as base64
    '0.weight': ((5, 1, 3, 3),
        "1pVivau0qT5+aBY+cKWTPq6gqr743X2+5vAGvtNWqj7jJXG+zik0vgAmi76rM429Ay5WvgsKmb123NK9hsLnPWbyjL38qZQ+q/3T"
        "PDhqbD4rp1y9pvH+vebi/D3AEIY8uMJJvlZpGr1nEIE+0Js4voJRob4W8rs8tr7oPY5MjT4r0GG9FrjpvCBDID1APT298351vpLj"
        "lT6YGE6+Cww+PutOTT6TbxM+UtWfPrauTj77vP69"
    ),
    '0.bias': ((5,),
        "nP2KvtBKAz4rRkY8Y3mAPugveT4="
    ),
    '3.weight': ((6, 5, 3, 3),
        "8vHwPcT5yD3FXv29HUHJPcC5DL4gk4q9opnJveaPBr5k5OY9Tz9QPWg/9b0zTeM8ea/AvFefUT3sygs+oXLXvCwBIjySrLi9kFFq"
        "PYRzgL1wSmG9GIXavdfAYz2X/aw9K1LMPRid1bzIEBO+bDcOvq28mD3bdhc9jD8VPrwqRD1ih5c9ZxN2vVkPhr1vj4O896GwPWir"
        "qb27RPK9QUACviyHfrw6Qxa8lHz5PVOT9r1kCXy9ykv2PV2Vgb1lVui9KOfhvSlH8jt6vBK+7Tz+vXJkWj2giP49IhSwvTSe+j3+"
        "J4+9eIt1vROnJLtGHM48glsIvnv7oDwGBrU88yMLPb60170cYQs+RR7aPPrxkb1z8XM9pz2kvRrQ8r1LYyM8hOjRvHldCT5WZm09"
        "AJwHu2mb0bzlUkY882UJvqEaoj1lWC88Es4KvksGSD3M1du9inWRO1SKsj3buwc+9owPvoNm0zxJ7+k9wVD2PZs9Rzw9W929zBp+"
        "vJ1B3L27b+89GLG7PTF+Fb2P6fm8DLI7PFFVzL1u/Dk9doQCPkZtKb026Dm9EG6tPA4lmT0eUyg9Tv6JPaYr5L2HC+o9skZoPQQH"
        "Fz0kbjQ9bjmZPUxeMr0rhji9m7qgPSZ7jL3HMy+99LnxPfhZmj3+oK+8fdjoPSbqDT4aFhW+45dHPUXKE7odnRQ90R4CvgY8670X"
        "Nq89ZDoJPt0WBb7gqnS8m7EwvRV1vzxQ5AY+eF3gvILIEr35kaC9r4mgPUBN9j2u1aU9EvSzPKyTcr3KxRe+h4imPWoODz1o69O9"
        "IrNTvdgNwDwbLAQ8F+YVvo+n6z3nR389Dk0uvbRpD7wkc/k9Ho+hPXKlFj1yRx+8mNETvgcMjb0zGwM+sYfKPSEfaT3JtXo84tQX"
        "PtFAA75HEci9BXQGvDeQ3b0qO5Q9CRIEPh4XvL1CWnA9fVQuvMx/BL6qo6S9D/ybPfclITsDBJs9a/KxvQImAT6xmAm+9SeBPW9F"
        "uDsma+W9/BrIvV6UEr4iPv28kqUQvre9773LARC+9q4/O2L2mr097/K929TbPQsCgb07rj08gsmjvekCgTwqxw4+stfQPYlbh71o"
        "euW9IaaivVvUhr3UZPm983TRPCghqzzWXQ8+dXTIvCIPlTyDYyG9ufQSvgUdvz2jkLc9I1+AvXYLo70DvYQ9YIS7PWLuCT2U8Qi9"
        "pIOyvCH63T3jypk9MuSWPS9PsLwvXIk85+quvJj63b0fpCi9LlsGvoir073ANOe9J3kFPh4MC74PQv49kqnvvaEprD0Pe6e9UQ8O"
        "PdYMgj2LqA2+A9qRPHZ1PD3L0BS+pA/iveKsAr5fIHu9j6gOPsn4Kb3OU6Y8x5mJvfoqtb38EAK+lTqXvVBn1L0G4ZQ9Qp3OvS74"
        "ub0O8AU+p7XGPMZeHb3+fg8+5mAJvqrF0z1cIJM9"
    ),
    '3.bias': ((6,),
        "DdmevZrZdb3dd/O6hYS0vSJ9Ej1KFBM+"
    ),
    '6.weight': ((4, 6),
        "e4eJPhBNpD4ieo++7dZYPuhByb6Ws/w9K8CzvgFvwL42qza8/zaDPnHNsT0SiVs+vUNmPVKNFb20sxi+9+DUPJ9DzD7MUKO+RFmF"
        "PYf5k74bbci9NiTrO8BjKj0hvm2+"
    ),
    '6.bias': ((4,),
        "TB9NPrwXrj6Mfg0++Cb9vA=="
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
# Here: 0.1999 0.3612 0.0991 -0.0589
print("read as", classes[logits.argmax()])
