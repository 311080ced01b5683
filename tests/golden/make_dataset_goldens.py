#!/usr/bin/env python3
"""Makes the golden files of tests/golden/dataset with NumPy and PyTorch, and those of tests/golden/data that need
PyTorch: enlarged pictures, and IDX files with what NumPy reads in them.

Run it from anywhere: python3 make_dataset_goldens.py
"""
import gzip
import pathlib

import numpy as np
import torch

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def save32(path, array):
    np.save(path, np.ascontiguousarray(array, dtype="<f4"))


# --- bilinear enlarging ---
random = np.random.default_rng(5)
picture = random.random((2, 8, 6)).astype("<f4")
save32(HERE / "data" / "bilinear_input.npy", picture)
for height, width in ((12, 12), (24, 17), (9, 31), (8, 6), (1, 1)):
    larger = torch.nn.functional.interpolate(
        torch.from_numpy(picture.astype("f8"))[None], size=(height, width), mode="bilinear", align_corners=False
    )
    save32(HERE / "data" / f"bilinear_{height}x{width}.npy", larger[0].numpy())

# --- the digits' two parts, and the nearest training sample's answer on the test part ---
(HERE / "dataset").mkdir(exist_ok=True)


def class_order(labels, seed):
    """core/training/class_order.h: std::mt19937 is NumPy's MT19937 with the old seeding."""
    generator = np.random.RandomState(seed)._bit_generator
    members = [list(np.flatnonzero(labels == label)) for label in range(labels.max() + 1)]
    for of_class in members:
        for left in range(len(of_class), 1, -1):
            limit = 2**32 // left * left
            while (number := int(generator.random_raw())) >= limit:
                pass
            of_class[left - 1], of_class[number % left] = of_class[number % left], of_class[left - 1]
    rounds = range(max(map(len, members)))
    return np.array([of_class[i] for i in rounds for of_class in members if i < len(of_class)])


table = np.loadtxt(gzip.open(ROOT / "assets" / "digits" / "digits.csv.gz"), delimiter=",").astype(np.int64)
digits, labels = np.pad(table[:, :64].reshape(-1, 8, 8), ((0, 0), (2, 2), (2, 2))), table[:, 64]
order = class_order(labels, 1)
np.save(HERE / "dataset" / "digits_order.npy", order.astype("<i2"))
train, test = order[:1200], order[1200:]
right = []
for dx in (0, 1, 2):
    seen = np.roll(digits[test], dx, axis=2).reshape(len(test), -1)
    known = digits[train].reshape(len(train), -1)
    distances = (seen**2).sum(1)[:, None] + (known**2).sum(1)[None] - 2 * seen @ known.T
    right.append((labels[train][distances.argmin(1)] == labels[test]).sum())
print("nearest neighbour, moved by 0, 1, 2:", [f"{100 * n / len(test):.1f} %" for n in right])
np.save(HERE / "dataset" / "digits_nearest_right.npy", np.array(right, dtype="<i2"))
