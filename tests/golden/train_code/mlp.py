# From Flatscope: mlp, its weights as they were drawn, not trained yet.
# bars on 1 x 8 x 7 (channels, height, width): flatten linear:12 relu linear:4
import base64

import numpy as np
import torch
from torch import nn

net = nn.Sequential(
    nn.Flatten(),
    nn.Linear(56, 12),
    nn.ReLU(),
    nn.Linear(12, 4),
)

weights = {  # float32, as base64
    '1.weight': ((12, 56),
        "Iqy1vDoRCD6MMHE9vcLsPXXOCL7mi8u9EmNYvT6TCD45WcG9tnOQvUci3704beK8z7mrvaJo9bynECm9P9I5PY4E4ryLZO49ifgp"
        "PLuNvT196rC872hMvZjCSj2j+9Y7tMShvfObd7yD9s49JgSUvatXAb4XsRY8cpw6PSCV4j2lDbW8ZGQ7vOF+gDydupe8qdXEvWVb"
        "8D2WPqW9amCYPeKcpD1dbGw91yYAPvK2pT20Pky9guHevTSJUj0S+Z47WQTOPVDLxz0E/dc9rCi0PWEg472haLQ9gUz8vVNxeL37"
        "t7S9rD/xvQf6zj1mrTo9ZNjbvQvCyzw0uqy8+Og7PVSg+j3LIcG8cTkRPLuLpb1YDFI9+UpmvZr0Sb3L4sO9tSlMPY0Smz1fKLc9"
        "5Hy/vCzVA77J+P69r+qIPZzGBz0QygU+JtkvPW3Vhz1ully9M1lwve7da7xaVp49bhiYvbYs2b0Dhem9FCpkvNmyBrwppd89Ggnd"
        "vVvuYb35yNw9oVJovbVF0L0Xgcq95C7ZO5qJA76F5+O9h8VDPWEr5D021529yqjgPQtUgL2THFy9IJkTuwbDuDyud/S92k6QPPxF"
        "ojz4dPk8D13BvZ/i+T2fhsM8E9SCvQatWj2gOpO9panZveF2EjyQKry8Kkb2PWrPVD1VIPO6cuW7vB7IMTxeVfa9QlCRPesuHTwB"
        "2/i9a04zPaAQxb2HZII7IgygPXFZ8z2PrgC+/oC9PD+00T1tzdw9hZoyPLptxr3tyGO8RnHFvc6i1j09QKg9OAIGvdsG4LwXQSg8"
        "MSu3vc24Jj1K/+k9u+AXva2mJr1gd5s8QEiJPc3jFj2EZnc9dInMvZDN0T2iN1A9W2IHPdW9IT2EWok9qeQfvU5pJb2zFJA9Rtx7"
        "vRgOHb1PsNg9K12KPf9vnbxTutA9P27+PeqkBb5z6zI9c3sEunQ4BT0PSem9hd7SvSsQnT1EB/Y9s5vuvT5TW7xgZB69YaCrPALX"
        "8T0uIMm8Y5QDvUfwj73Y6I89ScrcPWOolD1oUKE8enNZvV4NCL62SJU9Hj0APSD4vb2uxT29USmsPNL27DtbXwa+6z7TPdjWZD1F"
        "Pxy9844AvLOc3z0y05A95AoHPfzHDrwEggS+BOB8vYsN6z1hjbU9pvlQPe69YDzmGgg+/FDrvURYs72vDfG7N53GvafghD0UyOw9"
        "sZuovQp1Vz3vRRy83YztvRKWk73z04s98HQQO5n1ij31g5+9/IrnPVaw9r16jmc9Ry+lO9ynzb34YLO9pWUDvh8D47waqgG+tujW"
        "vUkXAb5C1Cs7YemKvY/F2b3ID8U9gkpnvaMIKjyC0pK9EExnPH76/z0BNrs9wqxyvYq1zb1QzZG9Z7pxvd+P3734wrs8d2eZPFCE"
        "AD4ssbO8qp6FPBysEL0FvAO+b1GrPTWNpD1xJma9JiiSvZ76bT0mGKg9+En3PLqE9bwjBqC8KfzGPejciT0lQ4c9JQyevNpDdjzE"
        "zJy8lPzGvWosF70n4fC93b69vRBCz73rS+89Pkr5vR/s4z2o1ta9i1SaPR8ilr3isP480ihpPaD4/b2YvoI8Q/AoPchmBb5hpcq9"
        "w0fqvXkdYb2fw/89y10YvXMZlTxIsna9HGeivUMw6b2VkIe9Mme+vVV1hT2mNrm9/rSmvRch8D2mILI87RENvQmiAD5OTPa9Sta9"
        "PSPjgz0FZY69nWJcvQhA2rrl0aG90lADPVHYAz5pEbQ92x7XPQfbu71u9I09AcEDvpVuJT1NWeu9afT7vWkrb7vvzKs9UczoPDy4"
        "jz1avpY8QM9DvA3vR72jXAs85rgFPpDU1b0rmK48j77BvbE1A72r7xk7qBdfPJ2jm722SIY93PDjPXFCOT0euiW86quAvWZHyb36"
        "Xe29BaKQPRk4Dr1KPJ29ggAOPbUH6b33op69nHLdvZNYij1m5Li9uUHtvSghHb0ZMYO9OoLdvcbOpj2nQsO9kcynvVXq6z0Iqxg9"
        "dqynPJQN2Du457k94oToPdX3Bj1Oj4G93xlAvViS7b3Smnk94KmAPVYexzsW+pQ9dp6BPek33z3rI7e9uXDsPejFTD0CBQW+oD2g"
        "vK5lkb3DM3o9x6z/PDFOjD3/xPU9mivgvIJn9j3Uu+g9wBJ4PLFIor2Ie+M9yqUGvgf5Gj0MXek9UdHwvN3yYL2MYHW7X0u2vbNg"
        "5DziPQK+9/VYPAgtUrxURek9/sSoPbUx5T2QFhC96ijmvCMZ7zw0kf09Apr+vfJ1sr3VMR+9aIfMvZKy5r1jvce97XpTPfZYxjrO"
        "WwW+a/ICvsEkMbxpMvU9oYD8PQUMsz2QhDW9OboEvqN79Lv9O7G9Uf3XvSLXN70RgFc6afnJvZQb0z1pZqk9IYgWPJX3Kb3GN2+9"
        "reTwPb4vH73mj7M8hufYPaRazz0Hf4291LC8PSBNAr5S5N09ger+PUCtL7wgVJm8lPFKPK9EKL3icKM9bruoPPaSar3ba8y9SrYq"
        "u+ZU9j0V/tg8aApMvTGWBL6J2/c9IavMPEQjmr2ZNZG8moyJvew7qD2VIMc9fEBKvbPmkL1KDNc9ZnisPft1qjysN0A8FvWsvTH9"
        "qL0smZ09pIHCPA9I9TzqU/e9ESv0vWR+BL5yuq68VXf2vegGRD18ONy8QR/lPbFfqDxNugi+OSnJPTB6Aj6UoZw9mRsHvYJDhr22"
        "qQE+OafkvQpE5TzfU7u9fP6zPWYCn73ckqM86uG0vI00DD3tuya967pqvTzQWj35HL48yjZYPYPZiD18xui9mR/EPbq2/b2Vnos9"
        "PWeePUzQWD3MOts9iX/HPcCPB76NHEK9RxCBvXv2Oj1K2Q68HB1XvKJ1Gb34DwG9MDGOvSVFw7w/fwK+e7PXvByrCjwB6Ue90GnK"
        "vSF3BT33joY8i7eYvCzQtb0DqwE+ncysvJGjQj2cLUo99fykvQeDd70qe6C84RkGvjx9K73cVJm9s+miPZYXAL4Q/s89GAfuPRQL"
        "3T1BZ5o9MyEyPdIUmjuzjXu9ElUEvtiKh739QFy99UDCPYxNMjzDtvI7jfvEPV5jpT1gWqy947SePEPy4724OH89bHH5vRd/pjve"
        "DXa8wESUPfuMA74HwpY8R/zsvWEmFrwBpqo9djUsvZYyFT1RV+y9TliVPf6iBb0eKWE9lRfmvWJKj72eIgQ+Al35vQBFrr2agG+9"
        "N7KqPQjVxz1SPM09w6bpvZ5BTj3+gy89uCaYPBodq71Rkbm9Si3DO7oGEbxPEN09kH0pvVSa2bvsf5a9Z/G9PbiLyjxmbrk9NYJN"
        "vcFwxb2C3eM9YXwwPOM24D2NIBC8CvGEva36mb2j+tS9BI2BvKMOqL1vt6y70BXpuAqBNr2yO3o9CmYGvle4n70kZ786A+qJvW+L"
        "PT3rfMA93lHzvcM9uLyVbLu9f3j/PAUd5jwzx5G9aOVFvRjd2b38v9U9jt6KO63vnj3QMMi7iqCavUwcvr1HF6S9bFcFPS6HRT04"
        "tkA8iyu8vQS8KD18eTU78o7CvUOSBT6LrIk9b3rCvf8imL0MPfe9uHmpO5Vt2j02KJw9v7hrPfq5Ar5vok+9"
    ),
    '1.bias': ((12,),
        "UUVAvall6ryTHsw9XXXlvVmtvD0U4iG97lIoPHmPCL7Vqcg9524IPaYz9j2JDqS9"
    ),
    '3.weight': ((4, 12),
        "VvlAPgDvkz38WlE+KB7TvcA5bb5y0IW+e+eyPQEOBD4jpPA9gEUZPqNZgj34kl29byIxPsCb8T0SlYm+D9xJPVXEHz4Jzoo+3f8I"
        "PpLl571jEQ6+2jfcvUyfD769tyG+62+cPUvFyz0f7La9kuYkPl9YLz6uiu87ubX+vG5KiD3RKSc+2E2Gvi/8kD5N7v68ZTDsvZpY"
        "ij6vDlO+zg6mvZdBbT6njf88r4/EPK6hUb23VYw+0cOJPtiFoT3gjS++"
    ),
    '3.bias': ((4,),
        "mQCSPmGukT4R5tk8ej28PQ=="
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
# Here: 0.3592 0.1873 0.0408 0.0777
print("read as", classes[logits.argmax()])
