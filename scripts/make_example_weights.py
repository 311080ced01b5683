#!/usr/bin/env python3
"""Writes the example weights in assets/kernels. Needs NumPy; run it from anywhere.

The kernels are the presets of core/layers/filters.cpp. The dense layer is the ridge regression of the ten classes on the
bundled digits, solved in one step: small enough to read, and its largest answer is mostly the right digit.
"""

import gzip
import pathlib

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "assets" / "kernels"

SMOOTH = np.array([1.0, 2.0, 1.0])
SLOPE = np.array([-1.0, 0.0, 1.0])
BEND = np.array([1.0, -2.0, 1.0])
CENTRE = np.array([0.0, 1.0, 0.0])

SOBEL_X = np.outer(SMOOTH, SLOPE)
SOBEL_Y = np.outer(SLOPE, SMOOTH)
LAPLACIAN = np.outer(BEND, CENTRE) + np.outer(CENTRE, BEND)
GAUSSIAN = np.outer(SMOOTH, SMOOTH) / 16.0


def save(name, array):
    np.save(OUT / name, np.ascontiguousarray(array, dtype=np.float32))


def bank(kernels, channels):
    """(out, in, kh, kw), each kernel spread evenly over the input channels."""
    return np.stack([np.repeat(kernel[None] / channels, channels, axis=0) for kernel in kernels])


def digits_layer(pixels, labels):
    inputs = np.hstack([pixels, np.ones((len(pixels), 1))])
    targets = np.eye(10)[labels]
    solved = np.linalg.solve(inputs.T @ inputs + 5.0 * np.eye(65), inputs.T @ targets)
    return solved[:64].T, solved[64]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for name, kernel in [("sobel-x", SOBEL_X), ("sobel-y", SOBEL_Y), ("laplacian", LAPLACIAN), ("gaussian", GAUSSIAN)]:
        save(f"{name}.npy", bank([kernel], 1))
    save("edges-rgb.npy", bank([SOBEL_X, SOBEL_Y, LAPLACIAN], 3))
    # One blurred picture out of one colour picture in: each output channel reads its own input channel alone.
    blur = np.zeros((3, 3, 3, 3))
    blur[range(3), range(3)] = GAUSSIAN
    save("blur-rgb.npy", blur)

    with gzip.open(ROOT / "assets" / "digits" / "digits.csv.gz", "rt") as file:
        table = np.loadtxt(file, delimiter=",")
    pixels, labels = table[:, :64] / 16.0, table[:, 64].astype(int)
    weights, bias = digits_layer(pixels, labels)
    save("digits-dense.npy", weights)
    save("digits-bias.npy", bias)
    three = int(np.flatnonzero(labels == 3)[0])
    save("digit.npy", pixels[three].reshape(8, 8))
    right = np.mean(np.argmax(pixels @ weights.T + bias, axis=1) == labels)
    print(f"digits layer: {right:.1%} of its own {len(labels)} digits; digit.npy is row {three}, a {labels[three]}")


if __name__ == "__main__":
    main()
