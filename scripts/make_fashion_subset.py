#!/usr/bin/env python3
"""Makes assets/fashion/fashion.png, the bundled part of Fashion-MNIST, from Debian's package dataset-fashion-mnist.

    scripts/make_fashion_subset.py [FOLDER WITH THE FOUR IDX FILES] [OUT]

The picture is a sheet of 50 x 80 grey pictures of 28 x 28. The rule: rows 8c to 8c + 5 are the first 300 pictures of
class c in the file of training pictures, in its order; rows 8c + 6 and 8c + 7 are the first 100 of the file of test
pictures. As a PNG it is a tenth smaller than the same values as IDX in gzip, and can be looked at.
"""
import gzip
import pathlib
import struct
import sys
import zlib

SIDE, ACROSS, CLASSES, TRAIN_ROWS, TEST_ROWS = 28, 50, 10, 6, 2
ROOT = pathlib.Path(__file__).resolve().parent.parent


def idx(path, axes):
    data = gzip.open(path).read()
    assert struct.unpack(">I", data[:4])[0] == 0x0800 | axes, path
    return data[4 + 4 * axes :]


def first_of_class(folder, part, rows):
    """For each class its first rows * ACROSS pictures."""
    images = idx(folder / f"{part}-images-idx3-ubyte.gz", 3)
    labels = idx(folder / f"{part}-labels-idx1-ubyte.gz", 1)
    chosen = [[] for _ in range(CLASSES)]
    for i, label in enumerate(labels):
        if len(chosen[label]) < rows * ACROSS:
            chosen[label].append(images[i * SIDE * SIDE : (i + 1) * SIDE * SIDE])
    assert all(len(of_class) == rows * ACROSS for of_class in chosen)
    return chosen


def sheet_lines(pictures):
    for start in range(0, len(pictures), ACROSS):
        for line in range(SIDE):
            yield b"".join(p[line * SIDE : (line + 1) * SIDE] for p in pictures[start : start + ACROSS])


def filtered(line, above):
    """PNG's five filters of a line; the one with the smallest sum of differences, as its specification advises."""
    left, corner = b"\0" + line[:-1], b"\0" + above[:-1]

    def paeth(a, b, c):
        pa, pb, pc = abs(b - c), abs(a - c), abs(a + b - 2 * c)
        return a if pa <= pb and pa <= pc else b if pb <= pc else c

    candidates = (
        line,
        bytes(x - a & 255 for x, a in zip(line, left)),
        bytes(x - b & 255 for x, b in zip(line, above)),
        bytes(x - (a + b >> 1) & 255 for x, a, b in zip(line, left, above)),
        bytes(x - paeth(a, b, c) & 255 for x, a, b, c in zip(line, left, above, corner)),
    )
    costs = [sum(min(v, 256 - v) for v in candidate) for candidate in candidates]
    kind = costs.index(min(costs))
    return bytes([kind]) + candidates[kind]


def png(lines, width):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    above, packed = bytes(width), []
    for line in lines:
        packed.append(filtered(line, above))
        above = line
    data = b"".join(packed)
    tries = []
    for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED):
        packer = zlib.compressobj(9, zlib.DEFLATED, 15, 9, strategy)
        tries.append(packer.compress(data) + packer.flush())
    header = struct.pack(">IIBBBBB", width, len(lines), 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", min(tries, key=len)) + chunk(b"IEND", b"")


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/datasets/fashion-mnist")
    out = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "assets" / "fashion" / "fashion.png"
    train, test = first_of_class(folder, "train", TRAIN_ROWS), first_of_class(folder, "t10k", TEST_ROWS)
    lines = [line for label in range(CLASSES) for line in sheet_lines(train[label] + test[label])]
    out.parent.mkdir(exist_ok=True)
    out.write_bytes(png(lines, SIDE * ACROSS))
    print(f"{out}: {out.stat().st_size:,} bytes")


main()
