#!/usr/bin/env python3
"""Writes tests/golden/data/images: one small picture in every format, made with NumPy and ImageMagick's `convert`.

The pictures themselves stand beside them as .npy (height, width, channels), so that the decoders are checked against
what went in. The results are committed; ImageMagick is only needed to make them again.
"""

import pathlib
import subprocess

import numpy as np

folder = pathlib.Path(__file__).parent / "data" / "images"
folder.mkdir(parents=True, exist_ok=True)


def convert(array, name, *options):
    """array: (height, width, channels) uint8 or uint16; 1, 3 or 4 channels."""
    kind = {1: "gray", 3: "rgb", 4: "rgba"}[array.shape[2]]
    depth = array.dtype.itemsize * 8
    raw = array.astype(array.dtype.newbyteorder("<")).tobytes()
    size = f"{array.shape[1]}x{array.shape[0]}"
    command = ["convert", "-size", size, "-depth", str(depth), "-endian", "LSB", f"{kind}:-", "-strip", *options]
    target = name if ":" in name else str(folder / name)
    if ":" in name:
        prefix, rest = name.split(":", 1)
        target = f"{prefix}:{folder / rest}"
    subprocess.run([*command, target], input=raw, check=True)


def save(name, array):
    np.save(folder / f"{name}.npy", array.astype("<f4"))


# A picture of few colours, for formats that lose nothing. Width and height differ and neither is a multiple of 4.
rows, columns = np.mgrid[0:10, 0:13]
few = np.stack([(columns // 3 % 4) * 85, (rows // 2 % 4) * 85, ((rows + columns) // 5 % 2) * 255], axis=2).astype("u1")
alpha = np.where((rows - 5) ** 2 + (columns - 6) ** 2 < 16, 255, np.where(rows < 3, 0, 128)).astype("u1")
few_alpha = np.dstack([few, alpha])
cut = np.dstack([few, np.where(alpha == 255, 255, 0)]).astype("u1")
grey = few[:, :, :1]
bits = ((rows // 2 + columns // 3) % 2 * 255).astype("u1")[:, :, None]
deep = (rows * 6000 + columns * 777).astype("u2")
deep = np.dstack([deep, 65535 - deep, deep // 3])
for name, array in (("few", few), ("few_alpha", few_alpha), ("grey", grey), ("bits", bits), ("deep", deep)):
    save(name, array)
save("cut", cut)

convert(few, "PNG24:rgb.png")
convert(few, "PNG24:interlaced.png", "-interlace", "PNG")
convert(few, "PNG8:palette.png")
convert(cut, "PNG8:palette_alpha.png")
convert(few_alpha, "PNG32:rgba.png")
convert(grey, "grey.png", "-define", "png:color-type=0", "-define", "png:bit-depth=8")
convert(bits, "bits.png", "-define", "png:color-type=0", "-define", "png:bit-depth=1")
convert(deep, "PNG48:deep.png")
convert(few, "BMP3:rgb.bmp", "-type", "TrueColor")
convert(few, "BMP3:palette.bmp", "-type", "Palette", "-compress", "none")
convert(few_alpha, "BMP:rgba.bmp")
# ImageMagick writes the rows from the top; the header has to say so.
convert(few, "rgb.tga", "-orient", "TopLeft", "-compress", "none", "-type", "TrueColor")
convert(few, "packed.tga", "-orient", "TopLeft", "-compress", "RLE", "-type", "TrueColor")
convert(few_alpha, "rgba.tga", "-orient", "TopLeft", "-compress", "none")
convert(grey, "grey.tga", "-orient", "TopLeft", "-compress", "none")
convert(few, "GIF87:plain.gif")
convert(cut, "cut.gif")
convert(few, "plain.psd", "-compress", "none")
convert(few, "packed.psd", "-compress", "RLE")
convert(deep, "deep.psd", "-depth", "16")
convert(bits, "raw.pbm")
convert(grey, "raw.pgm")
convert(few, "raw.ppm")
convert(deep, "deep.ppm", "-depth", "16")
convert(bits, "text.pbm", "-compress", "none")
convert(grey, "text.pgm", "-compress", "none")
convert(few, "text.ppm", "-compress", "none")

# A smooth picture, for those that do.
rows, columns = np.mgrid[0:40, 0:53]
smooth = np.stack([40 + 3 * columns, 30 + 4 * rows, 200 - 2 * columns], axis=2).astype("u1")
save("smooth", smooth)
convert(smooth, "baseline.jpg", "-quality", "95", "-sampling-factor", "1x1")
convert(smooth, "subsampled.jpg", "-quality", "95", "-sampling-factor", "2x2")
convert(smooth, "progressive.jpg", "-quality", "95", "-interlace", "JPEG")
convert(smooth[:, :, :1], "grey.jpg", "-quality", "95")
# Radiance stores light, not its display value: the numbers go in as they are.
convert(smooth, "light.hdr", "-set", "colorspace", "RGB")
