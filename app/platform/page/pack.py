#!/usr/bin/env python3
"""Makes the page of what the build has made.

    pack.py one FLATSCOPE_JS ASSETS OUT.html      one file that holds everything
    pack.py folder FLATSCOPE_JS ASSETS FOLDER     index.html with flatscope.tar.gz and a service worker beside it

The program and its assets go into one archive (tar, gzip), the same bytes for the same input. In the one file it is text
in UTF-16, which takes 3 % more room than the bytes; base64 would take 33 %. Of the fonts only the
letters are packed that the program draws, where pyftsubset (fonttools) is there to take them out.
"""
import gzip
import hashlib
import io
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

here = pathlib.Path(__file__).parent
escape = 0xE000
# One after another they are one function: what a file uses at once stands in one before it.
scripts = ["page", "unpack", "kept", "asked", "zip", "program", "pointer", "keyboard", "reader", "notes", "events", "start"]


def letters() -> str:
    """What the program loads of its fonts: the ranges in app/widgets/fonts.cpp, as pyftsubset reads them."""
    source = (here / "../../widgets/fonts.cpp").read_text(encoding="utf-8")
    lists = re.findall(r"(?:#define FLATSCOPE_SIGNS|constexpr ImWchar \w+\[\] =)[^;]*?(?:0\};|, 0\n|\};)", source)
    numbers = [int(number, 16) for text in lists for number in re.findall(r"0x[0-9A-F]{4}", text)]
    assert len(numbers) > 20 and len(numbers) % 2 == 0, "the ranges of app/widgets/fonts.cpp are written otherwise by now"
    return ",".join(f"{first:04X}-{last:04X}" for first, last in zip(numbers[::2], numbers[1::2]))


def content_of(path: pathlib.Path) -> bytes:
    if path.suffix not in (".otf", ".ttf") or not shutil.which("pyftsubset"):
        return path.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / path.name
        subprocess.run(
            ["pyftsubset", path, f"--unicodes={letters()}", "--layout-features=", f"--output-file={out}"], check=True
        )
        return out.read_bytes()


def archive(script: pathlib.Path, assets: pathlib.Path) -> bytes:
    files = {"flatscope.js": script, "flatscope.wasm": script.with_suffix(".wasm")}
    files |= {"assets/" + str(path.relative_to(assets)): path for path in assets.rglob("*") if path.is_file()}
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name in sorted(files):
            content = content_of(files[name])
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o644
            tar.addfile(entry, io.BytesIO(content))
    return gzip.compress(packed.getvalue(), 9, mtime=0)


def as_text(content: bytes) -> str:
    """Two bytes in a unit of UTF-16. What a page may not hold, or would not hand on as it is, is written in two."""
    special = {0x0000, 0x000D, escape, *range(0xD800, 0xE000)}
    padded = content + bytes(len(content) % 2)
    units = (padded[i] << 8 | padded[i + 1] for i in range(0, len(padded), 2))
    letters = "".join(chr(escape) + chr(unit ^ 0x8000) if unit in special else chr(unit) for unit in units)
    return f"{len(content)} {letters}"


def page(archived: str) -> str:
    text = (here / "page.html").read_text(encoding="utf-8")
    text = text.replace("/*page.css*/", (here / "page.css").read_text(encoding="utf-8"))
    script = "".join((here / f"script/{name}.js").read_text(encoding="utf-8") for name in scripts)
    script = re.sub(r"^ *//.*\n", "", script, flags=re.MULTILINE)  # lines that are comments stay at home
    text = text.replace("/*script*/", f"'use strict';\n(() => {{\n{script}}})();")
    return text.replace("<!--archive-->", archived)


def main() -> None:
    kind, script, assets, out = sys.argv[1], *map(pathlib.Path, sys.argv[2:])
    content = archive(script, assets)
    if kind == "one":
        text = page(f'<script type="text/plain" id="archive">{as_text(content)}</script>').replace("utf-8", "utf-16")
        out.write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
        print(f"{out}: {out.stat().st_size / 1e6:.2f} MB")
        return
    out.mkdir(parents=True, exist_ok=True)
    (out / "index.html").write_text(page(""), encoding="utf-8")
    (out / "flatscope.tar.gz").write_bytes(content)
    version = hashlib.sha256(content + page("").encode()).hexdigest()[:16]
    worker = (here / "offline.js").read_text(encoding="utf-8").replace("VERSION", version)
    (out / "offline.js").write_text(worker, encoding="utf-8")
    print(f"{out}: {sum(file.stat().st_size for file in out.iterdir()) / 1e6:.2f} MB")


main()
