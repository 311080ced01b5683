#!/usr/bin/env python3
"""Writes tests/golden/cli: small inputs and, for many settings of every subcommand, what PyTorch and NumPy answer.

Made with PyTorch 1.13 and NumPy 1.24; needs nothing else. Each line of a .jsonl file is one case: the words of the
command line (without --out) and the expected shape and values, or for equivariance the expected numbers.
"""

import itertools
import json
import pathlib
import struct
import zlib

import numpy as np
import torch
import torch.nn.functional as F

OUT = pathlib.Path(__file__).resolve().parent / "cli"
RANDOM = np.random.default_rng(20240501)
MODES = ["zeros", "circular", "replicate", "reflect"]


def numbers(array):
    return "[" + ",".join(f"{value:.9g}" for value in np.asarray(array, dtype=np.float32).ravel().tolist()) + "]"


class Cases:
    def __init__(self, name):
        self.path = OUT / f"{name}.jsonl"
        self.lines = []

    def add(self, arguments, expected):
        words = [str(word) for word in arguments]
        shape = list(np.shape(expected))
        self.lines.append(f'{{"arguments":{json.dumps(words)},"shape":{shape},"values":{numbers(expected)}}}')

    def add_answer(self, arguments, answer):
        self.lines.append(json.dumps({"arguments": [str(word) for word in arguments], "answer": answer}))

    def write(self):
        self.path.write_text("\n".join(self.lines) + "\n")


def save(name, array):
    np.save(OUT / name, np.ascontiguousarray(array, dtype=np.float32))


def save_png(name, samples):
    """8-bit samples (H, W, C) as a PNG without filters."""
    height, width, channels = samples.shape
    colour_type = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + samples[row].tobytes() for row in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    path = OUT / name
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def as_chw(array):
    return array[None] if array.ndim == 2 else array


# --- flatten -----------------------------------------------------------------------------------------------------


def visiting_order(order, height, width):
    places = [(row, column) for row in range(height) for column in range(width)]

    def interleaved(place):
        row, column = place
        return sum(((column >> bit & 1) << 2 * bit) | ((row >> bit & 1) << 2 * bit + 1) for bit in range(16))

    if order == "column-major":
        return sorted(places, key=lambda place: (place[1], place[0]))
    if order == "boustrophedon":
        return sorted(places, key=lambda place: (place[0], place[1] if place[0] % 2 == 0 else -place[1]))
    if order == "morton":
        return sorted(places, key=interleaved)
    return places


def flattened(picture, order, layout):
    picture = as_chw(picture)
    rows, columns = zip(*visiting_order(order, *picture.shape[1:]))
    values = picture[:, rows, columns]
    return (values if layout == "chw" else values.T).ravel()


def area_weights(size, wanted):
    """Row i: the share that each of `size` elements has in the i-th of `wanted` equal parts."""
    weights = np.zeros((wanted, size))
    for i in range(wanted):
        low, high = i * size / wanted, (i + 1) * size / wanted
        for j in range(size):
            weights[i, j] = max(0.0, min(high, j + 1) - max(low, j))
    return weights / weights.sum(axis=1, keepdims=True)


def resampled(picture, height, width):
    picture = as_chw(picture).astype(np.float64)
    return area_weights(picture.shape[1], height) @ picture @ area_weights(picture.shape[2], width).T


def grey(picture):
    picture = as_chw(picture).astype(np.float64)
    return picture if len(picture) == 1 else np.tensordot([0.2126, 0.7152, 0.0722], picture, axes=1)[None]


def make_flatten(inputs):
    cases = Cases("flatten")
    orders = ["row-major", "column-major", "boustrophedon", "morton"]
    for name, picture in inputs.items():
        cases.add(["flatten", name], flattened(picture, "row-major", "chw"))
        for order, layout in itertools.product(orders, ["chw", "hwc"]):
            cases.add(["flatten", name, "--order", order, "--layout", layout], flattened(picture, order, layout))
        for width, height in [(3, 2), (1, 1), (7, 5), (14, 15), (2, 9)]:
            cases.add(["flatten", name, "--size", f"{width}x{height}"],
                      flattened(resampled(picture, height, width), "row-major", "chw"))
        if as_chw(picture).shape[0] in (1, 3):
            cases.add(["flatten", name, "--grey"], flattened(grey(picture), "row-major", "chw"))
            cases.add(["flatten", name, "--grey", "--size", "4x3", "--order", "morton", "--layout", "hwc"],
                      flattened(grey(resampled(picture, 3, 4)), "morton", "hwc"))
    cases.write()


# --- shift -------------------------------------------------------------------------------------------------------


def shifted(picture, dx, dy, border):
    """(T x)[..., row, column] = x[..., row - dy, column - dx]."""
    if border == "circular":
        return np.roll(picture, (dy, dx), axis=(-2, -1))
    mode = {"zeros": "constant", "replicate": "edge", "reflect": "reflect"}[border]
    pad_rows, pad_columns = (max(dy, 0), max(-dy, 0)), (max(dx, 0), max(-dx, 0))
    padding = [(0, 0)] * (picture.ndim - 2) + [pad_rows, pad_columns]
    padded = np.pad(picture, padding, mode=mode)
    height, width = picture.shape[-2:]
    top, left = pad_rows[1], pad_columns[1]
    return padded[..., top:top + height, left:left + width]


def make_shift(inputs):
    cases = Cases("shift")
    moves = [(0, 0), (1, 0), (0, -1), (3, -2), (-4, 3), (23, -19), (-100, 1)]
    for (name, picture), (dx, dy), border in itertools.product(inputs.items(), moves, MODES):
        cases.add(["shift", name, "--dx", dx, "--dy", dy, "--border", border], shifted(picture, dx, dy, border))
    cases.add(["shift", "rgb.npy", "--dx=-2", "--dy=1"], shifted(inputs["rgb.npy"], -2, 1, "zeros"))
    cases.write()


# --- dense, conv, pool -------------------------------------------------------------------------------------------


def make_dense(inputs):
    cases = Cases("dense")
    for index, (name, picture) in enumerate(inputs.items()):
        features = picture.size
        for outputs in (1, 6):
            weights = RANDOM.normal(size=(outputs, features)).astype(np.float32)
            bias = RANDOM.normal(size=outputs).astype(np.float32)
            weights_name, bias_name = f"dense-w{index}-{outputs}.npy", f"dense-b{index}-{outputs}.npy"
            save(weights_name, weights)
            save(bias_name, bias)
            x, w, b = (torch.from_numpy(array.astype(np.float64)) for array in (picture.ravel(), weights, bias))
            cases.add(["dense", name, "--weights", weights_name], F.linear(x, w).numpy())
            cases.add(["dense", name, "--weights", weights_name, "--bias", bias_name], F.linear(x, w, b).numpy())
    cases.write()


def convolved(picture, weights, bias, stride, padding, mode, dilation):
    layer = torch.nn.Conv2d(weights.shape[1], weights.shape[0], weights.shape[2:], stride=stride, padding=padding,
                            padding_mode=mode, dilation=dilation, bias=bias is not None).double()
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(weights))
        if bias is not None:
            layer.bias.copy_(torch.from_numpy(bias))
        return layer(torch.from_numpy(as_chw(picture).astype(np.float64))[None])[0].numpy()


def make_conv(inputs):
    cases = Cases("conv")
    for name, picture in inputs.items():
        channels, height, width = as_chw(picture).shape
        for kernel in [(1, 1), (3, 3), (2, 4), (5, 3)]:
            outputs = 1 if kernel == (1, 1) else 2
            weights = RANDOM.normal(size=(outputs, channels, *kernel)).astype(np.float32)
            bias = RANDOM.normal(size=outputs).astype(np.float32)
            stem = f"{channels}-{kernel[0]}x{kernel[1]}"
            save(f"conv-w{stem}.npy", weights)
            save(f"conv-b{stem}.npy", bias)
            base = ["conv", name, "--weights", f"conv-w{stem}.npy"]
            for stride, padding, dilation in itertools.product((1, 2, 3), (0, 1, 3, "same"), (1, 2)):
                mode = MODES[len(cases.lines) % len(MODES)]
                amount = dilation * (max(kernel) - 1) if padding == "same" else padding
                if padding == "same" and stride > 1:
                    continue
                # PyTorch reflects and wraps only as far as the picture reaches.
                if mode in ("reflect", "circular") and amount >= min(height, width):
                    mode = "replicate"
                extent = [size + 2 * (0 if padding == "same" else padding) - dilation * (k - 1)
                          for size, k in zip((height, width), kernel)]
                if padding != "same" and min(extent) < 1:
                    continue
                with_bias = len(cases.lines) % 3 == 0
                words = base + ["--stride", stride, "--padding", padding, "--padding-mode", mode, "--dilation", dilation]
                if with_bias:
                    words += ["--bias", f"conv-b{stem}.npy"]
                cases.add(words, convolved(picture, weights, bias if with_bias else None, stride, padding, mode,
                                           dilation))
            if min(height - kernel[0], width - kernel[1]) >= 0:
                cases.add(base, convolved(picture, weights, None, 1, 0, "zeros", 1))
    cases.write()


def make_pool(inputs):
    cases = Cases("pool")
    pools = {"max": F.max_pool2d, "avg": F.avg_pool2d}
    for (name, picture), kind, size in itertools.product(inputs.items(), pools, (1, 2, 3, 4)):
        for stride in (None, 1, 2, 5):
            words = ["pool", name, "--kind", kind, "--kernel-size", size]
            if stride is not None:
                words += ["--stride", stride]
            pooled = pools[kind](torch.from_numpy(as_chw(picture).astype(np.float64))[None], size, stride)[0].numpy()
            cases.add(words, pooled[0] if picture.ndim == 2 else pooled)
    cases.write()


# --- equivariance ------------------------------------------------------------------------------------------------


def rounded(value):
    """To the nearest whole number, halves away from zero."""
    return int(np.sign(value) * np.floor(abs(value) + 0.5))


def inside(size, outputs, kernel, stride, padding, delta):
    """Which outputs see no border: neither those of f(T x) nor the ones of f(x) that T brings there."""
    moved = rounded(delta / stride)
    answer = []
    for place in range(outputs):
        seen = [place * stride - padding + k for k in range(kernel)]
        before = [(place - moved) * stride - padding + k for k in range(kernel)]
        answer.append(0 <= place - moved < outputs
                      and all(0 <= s < size and 0 <= s - delta < size for s in seen)
                      and all(0 <= s < size for s in before))
    return np.array(answer, dtype=bool), moved


def make_equivariance(inputs):
    cases = Cases("equivariance")
    moves = [(0, 0), (1, 0), (2, -1), (-3, 2), (50, 0)]
    for name, picture in inputs.items():
        channels, height, width = as_chw(picture).shape
        for kernel in [(1, 1), (3, 3), (2, 4), (5, 3)]:
            stem = f"{channels}-{kernel[0]}x{kernel[1]}"
            weights = np.load(OUT / f"conv-w{stem}.npy")
            padding = ((kernel[0] - 1) // 2, (kernel[1] - 1) // 2)
            for (dx, dy), stride in itertools.product(moves, (1, 2)):
                mode = MODES[len(cases.lines) % 4]
                border = MODES[len(cases.lines) // 4 % 4]
                f = lambda x: convolved(x, weights, None, stride, padding, mode, 1)
                of_shifted = f(shifted(picture, dx, dy, border))
                rows, moved_y = inside(height, of_shifted.shape[1], kernel[0], stride, padding[0], dy)
                columns, moved_x = inside(width, of_shifted.shape[2], kernel[1], stride, padding[1], dx)
                difference = np.abs(of_shifted - shifted(f(picture), moved_x, moved_y, border))
                interior = np.broadcast_to(rows[:, None] & columns[None], difference.shape)
                largest = lambda values: float(values.max()) if values.size else None
                cases.add_answer(
                    ["equivariance", name, "--weights", f"conv-w{stem}.npy", "--dx", dx, "--dy", dy, "--stride", stride,
                     "--padding-mode", mode, "--border", border],
                    {"interior_max_abs": largest(difference[interior]),
                     "border_max_abs": largest(difference[~interior]),
                     "interior_elements": int(interior.sum())})
    cases.write()


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    inputs = {
        "rgb.npy": RANDOM.uniform(size=(3, 5, 7)),
        "grey.npy": RANDOM.uniform(size=(6, 4)),
        "five.npy": RANDOM.normal(size=(5, 4, 3)),
        "pixel.npy": RANDOM.uniform(size=(1, 1, 1)),
    }
    inputs = {name: array.astype(np.float32) for name, array in inputs.items()}
    for name, array in inputs.items():
        save(name, array)
    pictures = {}
    for channels, name in [(1, "grey8.png"), (2, "grey-alpha8.png"), (3, "rgb8.png"), (4, "rgba8.png")]:
        samples = RANDOM.integers(0, 256, size=(5, 6, channels), dtype=np.uint8)
        save_png(name, samples)
        colours = 3 if channels >= 3 else 1
        pictures[name] = (samples[:, :, :colours].transpose(2, 0, 1) / 255.0).astype(np.float32)
    make_flatten({**inputs, **pictures})
    make_shift({name: {**inputs, **pictures}[name] for name in ("rgb.npy", "grey.npy", "rgba8.png")})
    make_dense({name: {**inputs, **pictures}[name] for name in ("rgb.npy", "grey.npy", "rgb8.png")})
    make_conv({name: inputs[name] for name in ("rgb.npy", "grey.npy", "five.npy")})
    make_pool({name: {**inputs, **pictures}[name] for name in ("rgb.npy", "grey.npy", "grey8.png")
               if min(as_chw({**inputs, **pictures}[name]).shape[1:]) >= 4})
    make_equivariance({name: inputs[name] for name in ("rgb.npy", "grey.npy")})


if __name__ == "__main__":
    main()
