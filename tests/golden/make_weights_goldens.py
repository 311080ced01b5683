#!/usr/bin/env python3
"""Makes tests/golden/weights/: the weights of one PyTorch network as .safetensors and .npz, and what it answers.

The .safetensors files are written by the description of the format, eight bytes of length, JSON, numbers: once as
float32, once in several types. numpy writes the .npz files, stored and deflated. The network is
flatten linear:6 tanh linear:3 on 1x4x5 inputs. Run from anywhere: python3 make_weights_goldens.py
"""
import json
import pathlib
import struct

import numpy as np
import torch
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent / "weights"
NAMES = {np.float32: "F32", np.float64: "F64", np.float16: "F16", np.int64: "I64", np.uint8: "U8"}


def safetensors(arrays, metadata=None):
    header, data = {} if metadata is None else {"__metadata__": metadata}, b""
    for name, array in arrays.items():
        begin = len(data)
        data += array.tobytes()
        header[name] = {"dtype": NAMES[array.dtype.type], "shape": list(array.shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def main():
    HERE.mkdir(exist_ok=True)
    torch.manual_seed(3)
    net = nn.Sequential(nn.Flatten(), nn.Linear(20, 6), nn.Tanh(), nn.Linear(6, 3))
    arrays = {name: value.numpy() for name, value in net.state_dict().items()}
    (HERE / "net.safetensors").write_bytes(safetensors(arrays, {"format": "pt"}))
    np.savez(HERE / "net.npz", **arrays)
    np.savez_compressed(HERE / "net_deflated.npz", **arrays)
    types = {"double": np.array([[0.5, -3.25]], np.float64), "half": np.array([1.5, -0.0, 6e-8, np.inf, 65504], np.float16),
             "long": np.array(-7, np.int64), "byte": np.arange(3, dtype=np.uint8), "none": np.zeros((0, 4), np.float32)}
    (HERE / "types.safetensors").write_bytes(safetensors(types))
    inputs = torch.rand(4, 1, 4, 5)
    np.save(HERE / "inputs.npy", inputs.numpy())
    with torch.no_grad():
        np.save(HERE / "logits.npy", net(inputs).numpy())


if __name__ == "__main__":
    main()
