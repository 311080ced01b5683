"""packaging/libraries.txt as values: what comes along, under which licence, in which version here."""
import dataclasses
import pathlib
import subprocess

root = pathlib.Path(__file__).resolve().parent.parent


@dataclasses.dataclass
class Library:
    name: str
    licence: str  # as SPDX writes it
    packages: list[str]  # of Debian; the first that is installed counts
    homes: dict[str, str]  # deb, tarball, page, windows -> within, beside, system
    package: str | None = None
    version: str | None = None
    copyright: pathlib.Path | None = None


def installed_version(package):
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", package], capture_output=True,
                           text=True)
    words = asked.stdout.split()
    return words[1] if asked.returncode == 0 and words[:1] == ["installed"] else None


def libraries():
    found = []
    for line in (root / "packaging" / "libraries.txt").read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, licence, packages, homes = (part.strip() for part in line.split("|"))
        library = Library(name, licence, packages.split(), dict(home.split("=") for home in homes.split()))
        for package in library.packages:
            if version := installed_version(package):
                library.package, library.version = package, version
                path = pathlib.Path("/usr/share/doc") / package / "copyright"
                library.copyright = path if path.exists() else None
                break
        found.append(library)
    return found
