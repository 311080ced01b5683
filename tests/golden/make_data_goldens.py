#!/usr/bin/env python3
"""Writes tests/golden/data with NumPy. Run it from anywhere; the results are committed."""

import pathlib

import numpy as np

folder = pathlib.Path(__file__).parent / "data"
folder.mkdir(exist_ok=True)
random = np.random.default_rng(2)


def save(name, array):
    np.save(folder / f"{name}.npy", array)


def save32(name, array):
    save(name, np.ascontiguousarray(array, dtype="<f4"))


# --- .npy ---
numbers = np.array([[0.0, 0.5, 1.0], [-1.5, 2.25, 1e-3]])
whole = np.array([[0, 1, 2], [100, 127, 77]])
kinds = {
    "f4": numbers.astype("<f4"),
    "f4_big": numbers.astype(">f4"),
    "f4_fortran": np.asfortranarray(numbers.astype("<f4")),
    "f4_fortran3": np.asfortranarray(random.random((3, 4, 5)).astype("<f4")),
    "f8": numbers.astype("<f8"),
    "f8_big": numbers.astype(">f8"),
    "f2": numbers.astype("<f2"),
    "b1": numbers > 0.6,
    "i1": (whole - 120).astype("i1"),
    "u1": (whole + 120).astype("u1"),
    "i2": (whole - 30000).astype("<i2"),
    "u2_big": (whole + 60000).astype(">u2"),
    "i4": (whole - 2**31).astype("<i4"),
    "u4": (whole + 2**32 - 200).astype("<u4"),
    "i8": (whole - 2**62).astype("<i8"),
    "u8": whole.astype("<u8") + np.uint64(2**64 - 200),
}
for name, array in kinds.items():
    save(f"npy_{name}", array)
    save32(f"npy_{name}_expected", array.astype("<f4"))
for major in (2, 3):
    with open(folder / f"npy_v{major}.npy", "wb") as file:
        np.lib.format.write_array(file, numbers.astype("<f4"), version=(major, 0))
    save32(f"npy_v{major}_expected", numbers)
save("npy_row", np.array([1, 2, 3], dtype="<f4"))
halves = np.array([0, 0x8000, 1, 0x3FF, 0x400, 0x3C00, 0x7BFF, 0x7C00, 0xFC00, 0x7E00], dtype="<u2").view("<f2")
save("npy_half_limits", halves)
save32("npy_half_limits_expected", halves)
largest = float(np.finfo("f4").max)
doubles = np.array([largest, largest * (1 + 2.0**-25), largest * (1 + 2.0**-24), 1e300, -1e300, -largest, 1e-46, 0.1])
save("npy_double_limits", doubles)
with np.errstate(over="ignore"):
    save32("npy_double_limits_expected", doubles.astype("<f4"))

# --- pictures ---
picture = random.random((3, 12, 18)).astype("<f4")
save32("picture", picture)
save32("grey", np.tensordot(np.array([0.2126, 0.7152, 0.0722]), picture.astype("f8"), 1)[None])
# Area resampling by whole factors is the mean of blocks.
save32("area_3x6", picture.astype("f8").reshape(3, 3, 4, 6, 3).mean(axis=(2, 4)))
save32("area_24x36", picture.repeat(2, axis=1).repeat(2, axis=2))
# By any factor: both axes first repeated to a common multiple, then averaged.
save32("area_5x7", picture.astype("f8").repeat(5, 1).repeat(7, 2).reshape(3, 5, 12, 7, 18).mean(axis=(2, 4)))

# --- shift ---
for dx, dy in ((0, 0), (3, -2), (-17, 11), (18, 12), (-5, 0)):
    name = f"shift_{dx}_{dy}"
    save32(f"{name}_circular", np.roll(picture, (dy, dx), axis=(1, 2)))
    pad = ((0, 0), (max(dy, 0), max(-dy, 0)), (max(dx, 0), max(-dx, 0)))
    rows = slice(max(-dy, 0), max(-dy, 0) + 12)
    columns = slice(max(-dx, 0), max(-dx, 0) + 18)
    for border, mode in (("zeros", "constant"), ("replicate", "edge"), ("reflect", "reflect")):
        save32(f"{name}_{border}", np.pad(picture, pad, mode=mode)[:, rows, columns])

# --- flatten ---
small = picture[:, :5, :7]
save32("flatten_input", small)
snake = small.copy()
snake[:, 1::2] = snake[:, 1::2, ::-1]
for name, seen in (("row-major", small), ("column-major", small.transpose(0, 2, 1)), ("boustrophedon", snake)):
    save32(f"flatten_{name}_chw", seen.reshape(-1))
    save32(f"flatten_{name}_hwc", seen.reshape(3, -1).T.reshape(-1))

# --- correlation against lag ---
rows, columns = np.mgrid[0:24, 0:32]
wave = (np.sin(columns / 5) * np.cos(rows / 7) + 0.2 * random.random((24, 32))).astype("<f4").reshape(-1)
save32("lag_vector", wave)
save32("lag_expected", [1.0] + [np.corrcoef(wave[:-lag], wave[lag:])[0, 1] for lag in range(1, 200)])
