#!/usr/bin/env python3
"""Cut BIZ UDPGothic into small web fonts, so that a page loads only the characters it shows.

    script/fonts.py rank TEXT ...            prints all kanji, the most used first (kept in script/fonts-kanji.txt)
    script/fonts.py build --source FOLDER    writes crates/web/assets/fonts/*.woff2 and crates/web/assets/css/fonts.css

FOLDER holds BIZUDPGothic-Regular.ttf and BIZUDPGothic-Bold.ttf (Debian: fonts-morisawa-bizud-gothic).
Needs Python 3.10+ with `pip install fonttools brotli`. The result depends on the two font files, the order in
script/fonts-kanji.txt and the version of fonttools alone; it is committed, so nobody has to run this to build Engawa.

The order was counted over the ministry's and cities' guides and the national open-data list of group homes (each text
weighs the same), so that the words of the field and the names of places come first. Kanji that occur in none of them
follow by JIS level and code.
"""

import argparse
import collections
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = pathlib.Path(__file__).resolve().parent.parent
ORDER = ROOT / "script" / "fonts-kanji.txt"
FONTS = ROOT / "crates" / "web" / "assets" / "fonts"
CSS = ROOT / "crates" / "web" / "assets" / "css" / "fonts.css"
WEIGHTS = {"Regular": 400, "Bold": 700}

# Kanji per slice, most used first: small where nearly every page looks.
FREQUENT = [180, 180, 200, 220, 240, 260, 280, 300, 320, 340]
# Beyond those, slices follow code order, so that one plain range describes each of them and the style sheet stays small.
RARE = 700

# Latin, general punctuation, CJK punctuation, kana, full-width forms: what every Japanese page shows.
CORE = [
    (0x0020, 0x007E), (0x00A0, 0x00FF), (0x2010, 0x2027), (0x2030, 0x203B), (0x20AC, 0x20AC), (0x2190, 0x2193),
    (0x21D2, 0x21D4), (0x2460, 0x2473), (0x25A0, 0x25CF), (0x25EF, 0x25EF), (0x2605, 0x2606), (0x3000, 0x303F),
    (0x3041, 0x30FF), (0xFF01, 0xFF9F), (0xFFE0, 0xFFE5), (0x2713, 0x2714), (0x2116, 0x2116), (0x2122, 0x2122),
]


def is_kanji(code: int) -> bool:
    return 0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


def jis_level(code: int) -> int:
    """1 or 2 for the levels of JIS X 0208, 3 for everything beyond."""
    try:
        row = chr(code).encode("euc_jp")[0] - 0xA0
    except UnicodeEncodeError:
        return 3
    if len(chr(code).encode("euc_jp")) != 2:
        return 3
    return 1 if row < 48 else 2


def read(path: str) -> str:
    content = pathlib.Path(path).read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932", errors="replace")


def rank(paths: list[str]) -> None:
    share: dict[int, float] = collections.defaultdict(float)
    for path in paths:
        counted = collections.Counter(ord(c) for c in read(path) if is_kanji(ord(c)))
        total = sum(counted.values()) or 1
        for code, times in counted.items():
            share[code] += times / total
    codes = set(share) | set(jis_kanji())
    ordered = sorted(codes, key=lambda code: (-share.get(code, 0.0), jis_level(code), code))
    for start in range(0, len(ordered), 50):
        print("".join(map(chr, ordered[start : start + 50])))


def jis_kanji() -> list[int]:
    return [code for code in range(0x4E00, 0xA000) if jis_level(code) < 3]


def slices(available: set[int]) -> list[tuple[list[int], str]]:
    """Characters and unicode-range of each slice, rare ones first; each character stands in exactly one slice.

    Ranges may overlap: of two faces that claim a character a browser takes the one declared later. The coarse ranges of
    the rare slices therefore yield to the exact ranges of the frequent ones.
    """
    core = {code for first, last in CORE for code in range(first, last + 1)} & available
    ranked = [ord(c) for c in ORDER.read_text("utf-8") if c != "\n" and ord(c) in available]
    frequent = []
    for size in FREQUENT:
        frequent.append(sorted(ranked[:size]))
        ranked = ranked[size:]
    taken = core.union(*frequent)
    rare = sorted(code for code in available - taken if is_kanji(code))
    signs = sorted(available - taken - set(rare))
    coarse = [signs] + [rare[start : start + RARE] for start in range(0, len(rare), RARE)]
    exact = frequent[::-1] + [sorted(core)]
    return [(codes, unicode_range(codes, 256)) for codes in coarse] + [(codes, unicode_range(codes, 1)) for codes in exact]


def unicode_range(codes: list[int], gap: int) -> str:
    """Ranges over the codes; neighbours at most `gap` apart share one."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and code - runs[-1][1] <= gap:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def cut(source: pathlib.Path, codes: list[int], target: pathlib.Path) -> None:
    options = subset.Options()
    options.flavor = "woff2"
    # Screens of today smooth outlines themselves; hints would double the size. Vertical forms are not used on any page.
    options.hinting = False
    options.layout_features = ["ccmp", "kern", "liga"]
    options.drop_tables += ["DSIG", "meta", "vhea", "vmtx"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.recalc_timestamp = False
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def build(source: pathlib.Path) -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    for old in FONTS.glob("*.woff2"):
        old.unlink()
    rules = [
        "/* BIZ UDPGothic, SIL Open Font License 1.1 (fonts/OFL.txt). Written by script/fonts.py; do not edit. */",
    ]
    total = 0
    paths = {name: source / f"BIZUDPGothic-{name}.ttf" for name in WEIGHTS}
    available = set.intersection(*(set(TTFont(path).getBestCmap()) for path in paths.values()))
    for number, (codes, ranges) in enumerate(slices(available)):
        # Both weights of a slice stand side by side, so that their equal ranges compress to one.
        for name, weight in WEIGHTS.items():
            file = FONTS / f"biz-udpgothic-{name.lower()}-{number:02}.woff2"
            cut(paths[name], codes, file)
            total += file.stat().st_size
            rules.append(
                "@font-face{font-family:'BIZ UDPGothic';font-style:normal;"
                f"font-weight:{weight};font-display:swap;src:url(../fonts/{file.name}) format('woff2');"
                f"unicode-range:{ranges}}}"
            )
    CSS.write_text("\n".join(rules) + "\n", "utf-8")
    print(f"{len(rules) - 1} files, {total / 1e6:.2f} MB", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("rank").add_argument("texts", nargs="+")
    commands.add_parser("build").add_argument("--source", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    if arguments.command == "rank":
        rank(arguments.texts)
    else:
        build(arguments.source)


if __name__ == "__main__":
    main()
