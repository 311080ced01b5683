#!/usr/bin/env python3
"""Writes tests/golden/data/kinds: small pictures of the less usual kinds of each format, and what is right for them.

kinds.txt has a line for each file: its name, its channels, and the array (height, width, channels) that it must give,
or "refused" and a part of the sentence. Files that lose nothing are put together here by hand from their formats'
descriptions and must give what went in; JPEG pictures are written by Pillow and cjpeg, and must give what libjpeg
makes of them. The results are committed; NumPy, Pillow and cjpeg are only needed to make them again.
"""

import io
import pathlib
import struct
import subprocess
import zlib

import numpy as np
from PIL import Image

folder = pathlib.Path(__file__).parent / "data" / "kinds"
folder.mkdir(parents=True, exist_ok=True)
for old in folder.iterdir():
    old.unlink()
lines = []
arrays = set()


def save(name, array):
    np.save(folder / f"{name}.npy", array.astype(array.dtype.newbyteorder("<")))
    arrays.add(name)


def put(name, data, channels, original):
    assert original in arrays
    (folder / name).write_bytes(data)
    lines.append(f"{name} {channels} {original}")


def put_refused(name, data, words):
    (folder / name).write_bytes(data)
    lines.append(f"{name} 0 refused {words}")


# Few colours, but no symmetry: turned or mirrored it is another one. Neither side is a multiple of 4.
rows, columns = np.mgrid[0:5, 0:11]
number = (3 * rows + columns * columns // 4 + rows * columns) % 13
colours = np.array([[17 * i, 255 - 19 * i, (61 * i + 40) % 256] for i in range(13)], "u1")
rgb = colours[number]
alpha = ((rows * 50 + columns * 3) % 256).astype("u1")
rgba = np.dstack([rgb, alpha])
grey = (number * 19 + 5).astype("u1")[:, :, None]
grey_alpha = np.dstack([grey, alpha])
bits = (number % 2).astype("u1")
two_colours = colours[bits]
four_colours = colours[number % 4]
clear = np.dstack([rgb, np.where(number == 3, 0, 255).astype("u1")])
for name, array in (("rgb", rgb), ("rgba", rgba), ("grey", grey), ("grey_alpha", grey_alpha), ("clear", clear),
                    ("two_colours", two_colours), ("four_colours", four_colours)):
    save(name, array)
five = rgb >> 3
save("five_up", five << 3 | five >> 2)  # five bits stretched by repeating them
save("five_down", (five.astype("u2") * 255 // 31).astype("u1"))  # by division
sixes = np.array([3, 2, 3])
six = rgb >> sixes
save("five_six_five", np.dstack([six[:, :, 0] << 3 | six[:, :, 0] >> 2, six[:, :, 1] << 2 | six[:, :, 1] >> 4,
                                 six[:, :, 2] << 3 | six[:, :, 2] >> 2]))


# --- BMP ---
def bmp_rows(array, bits):
    """Rows from the bottom, padded to four bytes. array: numbers (h, w) or bytes (h, w, n)."""
    result = b""
    for row in array[::-1]:
        if array.ndim == 2 and bits < 8:
            per = 8 // bits
            padded = np.concatenate([row, np.zeros(-len(row) % per, row.dtype)]).reshape(-1, per)
            packed = sum(padded[:, i].astype("u1") << (8 - bits * (i + 1)) for i in range(per))
            data = packed.astype("u1").tobytes()
        else:
            data = row.astype("u1").tobytes()
        result += data + bytes(-len(data) % 4)
    return result


def bmp(pixels, bits, header=40, palette=None, named=0, gap=0, packing=0, masks=(), top=False, size=(11, 5)):
    width, height = size
    entry = 3 if header == 12 else 4
    table = b"".join(bytes([b, g, r][: 3]) + bytes(entry - 3) for r, g, b in (palette if palette is not None else []))
    behind = b"".join(struct.pack("<I", mask) for mask in masks)
    if header == 12:
        head = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        head = struct.pack("<IiiHHIIiiII", header, width, -height if top else height, 1, bits, packing, len(pixels),
                           2835, 2835, named, 0)[:header]
        if header > 40:
            head += behind + bytes(header - 40 - len(behind))
            behind = b""
    offset = 14 + len(head) + len(behind) + len(table) + gap
    return (b"BM" + struct.pack("<IHHI", offset + len(pixels), 0, 0, offset) + head + behind + table + b"\xEE" * gap +
            pixels)


swapped = rgb[:, :, ::-1]
for header in (12, 40, 56, 64, 108, 124):
    put(f"bmp_24_header_{header}.bmp", bmp(bmp_rows(swapped, 24), 24, header), 3, "rgb")
    put(f"bmp_8_header_{header}.bmp", bmp(bmp_rows(number, 8), 8, header, colours, 0 if header == 12 else 13), 3, "rgb")
full = np.vstack([colours, colours[:1].repeat(243, 0)])
put("bmp_8_os2_full.bmp", bmp(bmp_rows(255 - bits, 8), 8, 12, np.vstack([full[:254], colours[1::-1]])), 3,
    "two_colours")
put("bmp_24_gap.bmp", bmp(bmp_rows(swapped, 24), 24, gap=37), 3, "rgb")
put("bmp_24_gap_os2.bmp", bmp(bmp_rows(swapped, 24), 24, 12, gap=5), 3, "rgb")
put("bmp_24_palette.bmp", bmp(bmp_rows(swapped, 24), 24, palette=colours, named=13), 3, "rgb")
put("bmp_8_gap.bmp", bmp(bmp_rows(number, 8), 8, palette=colours, named=13, gap=9), 3, "rgb")
put("bmp_4.bmp", bmp(bmp_rows(number, 4), 4, palette=colours, named=13), 3, "rgb")
put("bmp_4_os2.bmp", bmp(bmp_rows(number, 4), 4, 12, np.vstack([colours, colours[:3]])), 3, "rgb")
put("bmp_2.bmp", bmp(bmp_rows(number % 4, 2), 2, palette=colours[:4]), 3, "four_colours")
put("bmp_1.bmp", bmp(bmp_rows(bits, 1), 1, palette=colours[:2]), 3, "two_colours")
put("bmp_1_os2.bmp", bmp(bmp_rows(bits, 1), 1, 12, colours[:2]), 3, "two_colours")
put("bmp_8_from_top.bmp", bmp(bmp_rows(number[::-1], 8), 8, palette=colours, named=13, top=True), 3, "rgb")
put("bmp_24_from_top.bmp", bmp(bmp_rows(swapped[::-1], 24), 24, top=True), 3, "rgb")
bgra = rgba[:, :, [2, 1, 0, 3]]
bgrx = np.dstack([swapped, np.zeros_like(alpha)])
put("bmp_32.bmp", bmp(bmp_rows(bgra, 32), 32), 4, "rgba")
put("bmp_32_unused.bmp", bmp(bmp_rows(bgrx, 32), 32), 3, "rgb")
put("bmp_32_gap.bmp", bmp(bmp_rows(bgra, 32), 32, gap=3), 4, "rgba")
put("bmp_32_palette.bmp", bmp(bmp_rows(bgrx, 32), 32, palette=colours, named=13), 3, "rgb")
eights = (0xFF, 0xFF00, 0xFF0000, 0xFF000000)  # red first
put("bmp_32_masks.bmp", bmp(bmp_rows(rgba, 32), 32, packing=3, masks=eights[:3]), 3, "rgb")
put("bmp_32_masks_gap.bmp", bmp(bmp_rows(rgba, 32), 32, packing=3, masks=eights[:3], gap=8), 3, "rgb")
put("bmp_32_masks_v4.bmp", bmp(bmp_rows(rgba, 32), 32, 108, packing=3, masks=eights), 4, "rgba")
put("bmp_32_masks_v5.bmp", bmp(bmp_rows(rgba, 32), 32, 124, packing=3, masks=eights), 4, "rgba")
in_16 = five[:, :, 0].astype("<u2") << 10 | five[:, :, 1].astype("<u2") << 5 | five[:, :, 2]
in_565 = six[:, :, 0].astype("<u2") << 11 | six[:, :, 1].astype("<u2") << 5 | six[:, :, 2]
as_bytes = in_16.astype("<u2").view("u1").reshape(5, 11, 2)
put("bmp_16.bmp", bmp(bmp_rows(as_bytes, 16), 16), 3, "five_up")
put("bmp_16_gap.bmp", bmp(bmp_rows(as_bytes, 16), 16, gap=6), 3, "five_up")
put("bmp_16_masks.bmp", bmp(bmp_rows(in_565.astype("<u2").view("u1").reshape(5, 11, 2), 16), 16, packing=3,
                            masks=(0xF800, 0x7E0, 0x1F)), 3, "five_six_five")


def runs_8(array):
    result = b""
    for row in array[::-1]:
        at = 0
        while at < len(row):
            same = 1
            while at + same < len(row) and row[at + same] == row[at]:
                same += 1
            if same == 1 and at + 4 <= len(row):
                result += bytes([0, 3]) + row[at:at + 3].astype("u1").tobytes() + b"\0"
                at += 3
            else:
                result += bytes([same, row[at]])
                at += same
        result += b"\0\0"
    return result + b"\0\1"


def runs_4(array):
    result = b""
    for index, row in enumerate(array[::-1]):
        if index % 2 == 0:
            padded = np.append(row, 0).astype("u1").reshape(-1, 2)
            data = (padded[:, 0] << 4 | padded[:, 1]).tobytes()
            result += bytes([0, len(row)]) + data + bytes(len(data) % 2)
        else:
            result += b"".join(bytes([1, value << 4]) for value in row)
        result += b"\0\0"
    return result + b"\0\1"


put("bmp_runs_8.bmp", bmp(runs_8(number), 8, palette=colours, named=13, packing=1), 3, "rgb")
put("bmp_runs_4.bmp", bmp(runs_4(number), 4, palette=colours, named=13, packing=2), 3, "rgb")
moved = np.where((rows == 1) & (columns >= 7) | (rows == 2) | (rows == 3) & (columns < 2) | (rows == 0), 0, number)
save("moved", colours[moved])
# From the bottom: a row; two pixels of the next left out, then on its rest; three rows up and seven columns back.
steps = (runs_8(number[4:])[:-2] + bytes([0, 2, 2, 0]) + b"".join(bytes([1, v]) for v in number[3, 2:]) + b"\0\0" +
         b"\0\2\0\1" + b"".join(bytes([1, v]) for v in number[1, :7]) + b"\0\1")
put("bmp_runs_steps.bmp", bmp(steps, 8, palette=colours, named=13, packing=1), 3, "moved")
put_refused("bmp_8_beyond.bmp", bmp(bmp_rows(number, 8), 8, palette=colours[:12], named=12),
            "colour number 12, but its palette goes from 0 to 11")
put_refused("bmp_8_os2_beyond.bmp", bmp(bmp_rows(number, 8), 8, 12, colours[:12]), "colour number 12, but its palette goes from 0 to 11")
put_refused("bmp_4_beyond.bmp", bmp(bmp_rows(number, 4), 4, palette=colours[:12], named=12),
            "colour number 12, but its palette goes from 0 to 11")
put_refused("bmp_runs_8_beyond.bmp", bmp(runs_8(number), 8, palette=colours[:12], named=12, packing=1),
            "colour number 12, but its palette goes from 0 to 11")
put_refused("bmp_jpeg.bmp", bmp(bytes(200), 24, packing=4), "holds a JPEG")


# --- TGA ---
def tga_packed(pixels):
    """pixels: a list of bytes, row after row; packets run over the ends of rows."""
    result, at = b"", 0
    while at < len(pixels):
        same = 1
        while at + same < len(pixels) and same < 128 and pixels[at + same] == pixels[at]:
            same += 1
        if same > 1:
            result += bytes([127 + same]) + pixels[at]
            at += same
            continue
        end = at + 1
        while end < len(pixels) and end - at < 128 and (end + 1 >= len(pixels) or pixels[end] != pixels[end + 1]):
            end += 1
        result += bytes([end - at - 1]) + b"".join(pixels[at:end])
        at = end
    return result


def tga(array, kind, bits, descriptor, packed, table=b"", first=0, entries=0, entry_bits=0, name=b""):
    """array: (h, w, bytes)."""
    if not descriptor & 0x20:
        array = array[::-1]
    if descriptor & 0x10:
        array = array[:, ::-1]
    pixels = [bytes(pixel) for row in array.astype("u1") for pixel in row]
    head = struct.pack("<BBBHHBHHHHBB", len(name), 1 if table else 0, kind + (8 if packed else 0), first, entries,
                       entry_bits, 0, 0, array.shape[1], array.shape[0], bits, descriptor)
    return head + name + table + (tga_packed(pixels) if packed else b"".join(pixels))


map_24 = b"".join(bytes([b, g, r]) for r, g, b in colours)
map_32 = b"".join(bytes([b, g, r, 0 if i == 3 else 255]) for i, (r, g, b) in enumerate(colours))
map_16 = b"".join(struct.pack("<H", int(r) >> 3 << 10 | int(g) >> 3 << 5 | int(b) >> 3) for r, g, b in colours)
for origin in (0x00, 0x10, 0x20, 0x30):
    for packed in (False, True):
        end = f"{origin:02x}{'_runs' if packed else ''}.tga"
        put(f"tga_24_{end}", tga(swapped, 2, 24, origin, packed), 3, "rgb")
        put(f"tga_32_{end}", tga(bgra, 2, 32, origin | 8, packed, name=b"a name"), 4, "rgba")
        put(f"tga_16_{end}", tga(as_bytes, 2, 16, origin, packed), 3, "five_down")
        put(f"tga_grey_{end}", tga(grey, 3, 8, origin, packed), 1, "grey")
        put(f"tga_map_{end}", tga(number[:, :, None], 1, 8, origin, packed, map_24, 0, 13, 24), 3, "rgb")
put("tga_grey_alpha.tga", tga(grey_alpha, 3, 16, 0x28, False), 2, "grey_alpha")
put("tga_map_first.tga", tga(number[:, :, None] + 40, 1, 8, 0x20, False, map_24, 40, 13, 24), 3, "rgb")
put("tga_map_wide.tga", tga(np.dstack([(number + 300) % 256, (number + 300) // 256]), 1, 16, 0x20, False, map_24, 300,
                            13, 24), 3, "rgb")
put("tga_map_32.tga", tga(number[:, :, None], 1, 8, 0x20, True, map_32, 0, 13, 32), 4, "clear")
put("tga_map_16.tga", tga(number[:, :, None], 1, 8, 0x00, False, map_16, 0, 13, 16), 3, "five_down")
put_refused("tga_map_beyond.tga", tga(number[:, :, None], 1, 8, 0x20, False, map_24[:36], 0, 12, 24),
            "colour number 12, but its palette goes from 0 to 11")


# --- PSD ---
def psd_run(row):
    """PackBits, with a code that stands for nothing in front."""
    result, at = b"\x80", 0
    while at < len(row):
        same = 1
        while at + same < len(row) and row[at + same] == row[at]:
            same += 1
        if same > 1:
            result += bytes([257 - same, row[at]])
        else:
            result += bytes([0, row[at]])
        at += same
    return result


def psd(array, mode, bits, packed, version=1):
    """array: (h, w, channels) of unsigned numbers."""
    height, width, channels = array.shape
    planes = [array[:, :, c].astype(f">u{bits // 8}") for c in range(channels)]
    head = b"8BPS" + struct.pack(">HIHHIIHH", version, 0, 0, channels, height, width, bits, mode)
    sections = struct.pack(">I", 0) + struct.pack(">I", 6) + b"ignore" + struct.pack(">I", 0)
    if not packed:
        return head + sections + struct.pack(">H", 0) + b"".join(plane.tobytes() for plane in planes)
    runs = [psd_run(row.tobytes()) for plane in planes for row in plane]
    return (head + sections + struct.pack(">H", 1) + b"".join(struct.pack(">H", len(run)) for run in runs) +
            b"".join(runs))


wide = rgb.astype("u2") * 257 - 3 * np.minimum(rgb, 1)
wide_alpha = np.dstack([wide, alpha.astype("u2") * 200 + 7])
save("wide", wide)
save("wide_alpha", wide_alpha)
for packed in (False, True):
    end = "_runs.psd" if packed else ".psd"
    put(f"psd_rgb{end}", psd(rgb, 3, 8, packed), 3, "rgb")
    put(f"psd_alpha{end}", psd(rgba, 3, 8, packed), 4, "rgba")
    put(f"psd_spots{end}", psd(np.dstack([rgba, grey, grey]), 3, 8, packed), 4, "rgba")
    put(f"psd_grey{end}", psd(grey, 1, 8, packed), 1, "grey")
    put(f"psd_grey_alpha{end}", psd(grey_alpha, 1, 8, packed), 2, "grey_alpha")
    put(f"psd_wide{end}", psd(wide, 3, 16, packed), 3, "wide")
    put(f"psd_wide_alpha{end}", psd(wide_alpha, 3, 16, packed), 4, "wide_alpha")
    put(f"psd_opaque{end}", psd(np.dstack([rgb, np.full_like(alpha, 255)]), 3, 8, packed), 3, "rgb")
put_refused("psd_cmyk.psd", psd(rgba, 4, 8, False), "holds CMYK")
put_refused("psd_large.psd", psd(rgb, 3, 8, False, 2), "a large document")

# --- Radiance ---
light = np.dstack([rgb, (120 + (columns // 3)).astype("u1")])
light[light[:, :, 0] == 1, 0] = 2
save("light", (light[:, :, :3] * np.exp2(light[:, :, 3:].astype("f8") - 136)).astype("f4"))
hdr_head = b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y %d +X %d\n"


def by_component(row):
    result = struct.pack(">BBH", 2, 2, len(row))
    for c in range(4):
        values, at = row[:, c], 0
        while at < len(values):
            same = 1
            while at + same < len(values) and values[at + same] == values[at]:
                same += 1
            result += bytes([128 + same, values[at]]) if same > 2 else bytes([1, values[at]]) * 1
            at += same if same > 2 else 1
    return result


put("hdr_plain.hdr", hdr_head % (5, 11) + light.tobytes(), 3, "light")
put("hdr_components.hdr", hdr_head % (5, 11) + b"".join(by_component(row) for row in light), 3, "light")
same = np.repeat(light[:, :3], 4, axis=1)
save("light_runs", np.repeat(np.load(folder / "light.npy")[:, :3], 4, axis=1))
put("hdr_old_runs.hdr", hdr_head % (5, 12) + b"".join(bytes(p) + b"\1\1\1\3" for p in light[:, :3].reshape(-1, 4)), 3,
    "light_runs")
long_run = np.repeat(light[:1, 4:5], 301, axis=1)
save("light_long", (long_run[:, :, :3] * np.exp2(long_run[:, :, 3:].astype("f8") - 136)).astype("f4"))
# 300 = 44 + 1 · 256
put("hdr_old_long_run.hdr", hdr_head % (1, 301) + bytes(light[0, 4]) + b"\1\1\1\x2C\1\1\1\1", 3, "light_long")
put_refused("hdr_old_run_first.hdr", hdr_head % (1, 12) + b"\1\1\1\x0C" + bytes(8), "leaves its row")
put_refused("hdr_old_run_beyond.hdr", hdr_head % (1, 12) + bytes(light[0, 4]) + b"\1\1\1\x0C" + bytes(8),
            "leaves its row")
put_refused("hdr_xyz.hdr", (hdr_head % (5, 11)).replace(b"rgbe", b"xyze") + light.tobytes(), "XYZ")


# --- PNG ---
def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(array, colour_type, bits, extra=b"", interlaced=False):
    """array: (h, w, channels), 8 or 16 bit, or numbers of fewer bits."""
    def packed(part):
        result = b""
        for row in part:
            if bits < 8:
                per = 8 // bits
                values = np.concatenate([row[:, 0], np.zeros(-len(row) % per, row.dtype)]).reshape(-1, per)
                data = sum(values[:, i].astype("u1") << (8 - bits * (i + 1)) for i in range(per)).astype("u1")
            else:
                data = row.astype(">u2" if bits == 16 else "u1")
            result += b"\0" + data.tobytes()
        return result

    height, width = array.shape[:2]
    if interlaced:
        passes = ((0, 8, 0, 8), (0, 8, 4, 8), (4, 8, 0, 4), (0, 4, 2, 4), (2, 4, 0, 2), (0, 2, 1, 2), (1, 2, 0, 1))
        parts = [array[top::down, left::right] for top, down, left, right in passes]
        data = b"".join(packed(part) for part in parts if part.shape[1] > 0)
    else:
        data = packed(array)
    head = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, int(interlaced))
    return (b"\x89PNG\r\n\x1A\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(data)) +
            chunk(b"IEND", b""))


numbers = number[:, :, None]
table = chunk(b"PLTE", colours.tobytes())
holes = chunk(b"tRNS", bytes([255, 255, 255, 0]))
for interlaced in (False, True):
    end = "_interlaced.png" if interlaced else ".png"
    put(f"png_palette_8{end}", png(numbers, 3, 8, table, interlaced), 3, "rgb")
    put(f"png_palette_4{end}", png(numbers, 3, 4, table, interlaced), 3, "rgb")
    put(f"png_palette_2{end}", png(numbers % 4, 3, 2, chunk(b"PLTE", colours[:4].tobytes()), interlaced), 3,
        "four_colours")
    put(f"png_palette_1{end}", png(bits[:, :, None], 3, 1, chunk(b"PLTE", colours[:2].tobytes()), interlaced), 3,
        "two_colours")
    put(f"png_palette_holes{end}", png(numbers, 3, 4, table + holes, interlaced), 4, "clear")
    put_refused(f"png_palette_8_beyond{end}", png(numbers, 3, 8, chunk(b"PLTE", colours[:12].tobytes()), interlaced),
                "colour number 12, but its palette goes from 0 to 11")
    put_refused(f"png_palette_4_beyond{end}", png(numbers, 3, 4, chunk(b"PLTE", colours[:12].tobytes()), interlaced),
                "colour number 12, but its palette goes from 0 to 11")
    put(f"png_wide{end}", png(wide, 2, 16, b"", interlaced), 3, "wide")
    put(f"png_wide_alpha{end}", png(wide_alpha, 6, 16, b"", interlaced), 4, "wide_alpha")
    put(f"png_grey_alpha{end}", png(grey_alpha, 4, 8, b"", interlaced), 2, "grey_alpha")
key = bytes(b for c in colours[3] for b in (0, c))
put("png_rgb_key.png", png(rgb, 2, 8, chunk(b"tRNS", key)), 4, "clear")
for depth in (1, 2, 4):
    most = 2 ** depth - 1
    levels = (number % (most + 1)).astype("u1")
    save(f"levels_{depth}", (levels * (255 // most))[:, :, None])
    put(f"png_grey_{depth}.png", png(levels[:, :, None], 0, depth), 1, f"levels_{depth}")
    put(f"png_grey_{depth}_interlaced.png", png(levels[:, :, None], 0, depth, b"", True), 1, f"levels_{depth}")
    save(f"levels_{depth}_key", np.dstack([levels * (255 // most), np.where(levels == 1, 0, 255).astype("u1")]))
    put(f"png_grey_{depth}_key.png", png(levels[:, :, None], 0, depth, chunk(b"tRNS", b"\0\1")), 2,
        f"levels_{depth}_key")


# --- GIF ---
def gif(pil, **options):
    buffer = io.BytesIO()
    pil.save(buffer, "GIF", **options)
    return buffer.getvalue()


indexed = Image.fromarray(number.astype("u1"), "P")
indexed.putpalette(colours.tobytes())
put("gif_interlaced.gif", gif(indexed, interlace=1), 3, "rgb")
put("gif_rows.gif", gif(indexed, interlace=0), 3, "rgb")
# A palette of half of the numbers that are used: the others stay clear.
half = bytearray(gif(indexed, interlace=0))
assert half[10] & 7 == 3
start = 13
beyond = bytes(half[:10]) + bytes([half[10] & 0xF8 | 2]) + bytes(half[11:start + 24]) + bytes(half[start + 48:])
save("half_clear", np.dstack([np.where(number[:, :, None] < 8, rgb, 0),
                              np.where(number < 8, 255, 0).astype("u1")]))
put("gif_beyond.gif", beyond, 4, "half_clear")

# --- JPEG ---
rows, columns = np.mgrid[0:37, 0:43]
smooth = np.stack([128 + 100 * np.sin(columns / 5 + rows / 9), 40 + 5 * rows, 220 - 4 * columns], axis=2)
smooth = np.clip(smooth + 20 * ((rows // 6 + columns // 7) % 2)[:, :, None], 0, 255).astype("u1")


def jpeg(array, **options):
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, "JPEG", quality=options.pop("quality", 88), **options)
    return buffer.getvalue()


def segments(data):
    """Splits a file into its segments; the last part is the scan's data with the end marker."""
    parts, at = [data[:2]], 2
    while True:
        length = struct.unpack(">H", data[at + 2:at + 4])[0] + 2
        parts.append(data[at:at + length])
        at += length
        if parts[-1][1] == 0xDA:
            return parts + [data[at:]]


shown_before = {}


def put_jpeg(name, data, reference=None):
    """Must give what libjpeg makes of `reference`, or of the file itself."""
    shown = np.asarray(Image.open(io.BytesIO(reference or data)))
    if shown.ndim == 2:
        shown = shown[:, :, None]
    key = name.split(".")[0]
    if shown.shape[2] == 4:  # Pillow gives the inks, 0 for none
        paper = 255 - shown.astype("f8")
        shown = np.floor(paper[:, :, :3] * paper[:, :, 3:] / 255 + 0.5).astype("u1")
    same = shown_before.setdefault((shown.shape, shown.tobytes()), key)
    if same == key:
        save(key, shown)
    put(name, data, shown.shape[2], same)


def cjpeg(array, *options):
    """What Pillow does not write, by the program that comes with libjpeg-turbo."""
    height, width = array.shape[:2]
    ppm = b"P6 %d %d 255\n" % (width, height) + array.tobytes()
    return subprocess.run(["cjpeg", "-quality", "88", *options], input=ppm, capture_output=True, check=True).stdout


for code, factors in (("444", "1x1"), ("422", "2x1"), ("420", "2x2"), ("440", "1x2"), ("411", "4x1"), ("410", "4x2")):
    put_jpeg(f"jpeg_{code}.jpg", cjpeg(smooth, "-baseline", "-sample", factors))
    put_jpeg(f"jpeg_{code}_progressive.jpg", cjpeg(smooth, "-progressive", "-sample", factors))
whole = cjpeg(smooth, "-sample", "2x2")
put_jpeg("jpeg_rgb.jpg", cjpeg(smooth, "-rgb"))
put_jpeg("jpeg_arithmetic.jpg", cjpeg(smooth, "-arithmetic"))
restarts = cjpeg(smooth, "-restart", "2B")
put_jpeg("jpeg_restarts.jpg", restarts)
put_jpeg("jpeg_restarts_progressive.jpg", cjpeg(smooth, "-progressive", "-restart", "2B"))
# Some programs number all of them 0.
for n in range(1, 8):
    restarts = restarts.replace(bytes([0xFF, 0xD0 + n]), b"\xFF\xD0")
put_jpeg("jpeg_restarts_misnumbered.jpg", restarts, whole)  # whole is the same without them
put_jpeg("jpeg_grey.jpg", jpeg(smooth[:, :, 0]))
put_jpeg("jpeg_grey_progressive.jpg", jpeg(smooth[:, :, 0], progressive=True))
# Every width from 1 to 17: the last columns of halved chroma.
for width in (1, 2, 3, 7, 8, 9, 15, 16, 17):
    put_jpeg(f"jpeg_422_wide_{width}.jpg", jpeg(np.ascontiguousarray(smooth[:9, :width]), subsampling=1))
inks = np.dstack([255 - smooth, (columns * 3 + rows).astype("u1")])
adobe = io.BytesIO()
Image.fromarray(inks, "CMYK").save(adobe, "JPEG", quality=88)
adobe = adobe.getvalue()
put_jpeg("jpeg_cmyk_adobe.jpg", adobe)
ycck = adobe.replace(b"Adobe\0\x64\0\0\0\0\0", b"Adobe\0\x64\0\0\0\0\2")
assert ycck != adobe
put_jpeg("jpeg_ycck_adobe.jpg", ycck)
put_jpeg("jpeg_cmyk.jpg", b"".join(part for part in segments(adobe) if part[1] != 0xEE), adobe)
parts = segments(whole)
assert parts[-1].endswith(b"\xFF\xD9")
body = b"".join(parts)[:-2]
for name, between in (("restart", b"\xFF\xD0"), ("restarts", b"\xFF\xD3\xFF\xD7"), ("bytes", b"\x12\x34\0\0\x56"),
                      ("zeros", bytes(64)), ("fill", b"\xFF\xFF\xFF"), ("stuffed", b"\xFF\0\xFF\0"),
                      ("unknown", b"\xFF\x4B\x01"), ("reserved", b"\xFF\x02"), ("comment", b"\xFF\xFE\0\5abc"),
                      ("short_segment", b"\xFF\xE0\0\1"), ("start", b"\xFF\xD8\xFF\xE0")):
    put_jpeg(f"jpeg_end_{name}.jpg", body + between + b"\xFF\xD9", whole)
put_jpeg("jpeg_end_missing.jpg", body, whole)
put_jpeg("jpeg_end_cut_segment.jpg", body + b"\xFF\xE0\x7F", whole)
put_jpeg("jpeg_behind.jpg", whole + whole[:300], whole)
progressive = cjpeg(smooth, "-progressive")
for name, between in (("restart", b"\xFF\xD5"), ("bytes", b"\x12\x34\0\x56"), ("unknown", b"\xFF\x4B\x01"),
                      ("long_segment", b"\xFF\xE0\x7F\xFF")):
    put_jpeg(f"jpeg_progressive_end_{name}.jpg", progressive[:-2] + between + b"\xFF\xD9", progressive)
last_scan = progressive.rindex(b"\xFF\xDA")
put_refused("jpeg_progressive_without_last_scan.jpg", progressive[:last_scan], "truncated")
for left in (2, 3, 9):  # cut off within the tables of the second scan
    put_refused(f"jpeg_progressive_cut_{left}.jpg", progressive[:progressive.index(b"\xFF\xC4", progressive.index(
        b"\xFF\xDA")) + left], "truncated")
# The first scan, which can be given again and again.
first = progressive.index(b"\xFF\xDA")
behind = progressive.index(b"\xFF\xC4", first)
put_refused("jpeg_endless.jpg", progressive[:behind] + progressive[first:behind] * 120 + progressive[behind:],
            "more than 100 scans")
put_refused("jpeg_early_end.jpg", whole[:len(whole) * 3 // 4] + b"\xFF\xD9", "ends too early")
twelve = bytearray(whole)
frame = twelve.index(b"\xFF\xC0")
twelve[frame + 4] = 12
put_refused("jpeg_twelve_bits.jpg", bytes(twelve), "12 bits a sample")
spatial = bytearray(whole)
spatial[frame + 1] = 0xC5
put_refused("jpeg_hierarchical.jpg", bytes(spatial), "lossless or hierarchical")

# For its memory: the values are of no interest.
plain = np.full((2000, 3000, 3), 90, "u1")
(folder / "jpeg_large_progressive.jpg").write_bytes(cjpeg(plain, "-progressive", "-sample", "1x1"))

(folder / "kinds.txt").write_text("\n".join(lines) + "\n")
total = sum(file.stat().st_size for file in folder.iterdir())
print(f"{len(lines)} pictures, {total} bytes in all")
