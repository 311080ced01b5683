"""Makes the icon of a Windows program of square PNG pictures:  make_icon.py OUT.ico [PICTURE.png ...]

An icon's file is a list of pictures, each with its size; since Windows Vista they may be PNGs (sizes of 256 and more are
written as 0, larger than 256 there is none). Without pictures a plain one is drawn: a grid above the line that it is
flattened to.
"""
import struct
import sys
import zlib


def png_chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(side, colour_at):
    rows = b"".join(b"\0" + b"".join(bytes(colour_at(x, y)) for x in range(side)) for y in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(rows, 9)) + png_chunk(b"IEND", b"")


def plain_picture(side):
    ground, cell = (14, 18, 23, 255), (86, 180, 233, 255)
    colours = [(245, 225, 74, 255), cell, (224, 123, 192, 255), cell, cell, cell, (224, 123, 192, 255), cell, cell]
    unit = side / 16

    def colour_at(x, y):
        column, row = x / unit, y / unit
        for i, colour in enumerate(colours):
            left, top = 2.5 + 4 * (i % 3), 1 + 3.5 * (i // 3)
            if left <= column < left + 3 and top <= row < top + 2.5:
                return colour
            if 12.5 <= row < 14.5 and 0.8 + 1.6 * i <= column < 2 + 1.6 * i:
                return colour
        return ground

    return png(side, colour_at)


def main():
    pictures = [open(name, "rb").read() for name in sys.argv[2:]]
    sized = {struct.unpack(">I", data[16:20])[0]: data for data in pictures}
    sized = {side: data for side, data in sized.items() if side <= 256}
    if not sized:
        sized = {side: plain_picture(side) for side in (16, 32, 48, 256)}
    at = 6 + 16 * len(sized)
    entries = b""
    for side, data in sorted(sized.items()):
        entries += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(data), at)
        at += len(data)
    with open(sys.argv[1], "wb") as out:
        out.write(struct.pack("<HHH", 0, 1, len(sized)) + entries + b"".join(data for _, data in sorted(sized.items())))


main()
