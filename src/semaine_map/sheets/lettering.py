"""Letters on paper: the fonts, the width of words, and words set into lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from semaine_map.sheets.operators import FOREGROUND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

SERIF, ITALIC, STRONG = "Semaine-Serif", "Semaine-Italic", "Semaine-Strong"
SANS, SANS_STRONG = "Semaine-Sans", "Semaine-SansStrong"

FONT_FILES = {
    SERIF: ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    ITALIC: ("font_source_serif_pro", "SourceSerifPro-It.ttf"),
    STRONG: ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    SANS: ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    SANS_STRONG: ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
}
"""Each face with the package that brings its file (both under the SIL Open Font License); only used letters are embedded."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    font: str
    text: str
    colour: str = FOREGROUND


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in its line: ``x`` from the line's start, in points."""

    run: Run
    text: str
    x: float


Line = list[Word]


@lru_cache(maxsize=1)
def register() -> None:
    """Make the faces known to reportlab, once a process, and let it write streams as bytes, not as letters a quarter longer."""
    rl_config.useA85 = 0
    for name, (package, file) in FONT_FILES.items():
        with as_file(files(package).joinpath("files", file)) as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))


@lru_cache(maxsize=65536)
def width(text: str, font: str, size: float, spacing: float = 0.0) -> float:
    """Return the width of ``text`` in points, with ``spacing`` points after each letter."""
    return float(pdfmetrics.stringWidth(text, font, 100.0)) * size / 100.0 + spacing * len(text)


def coded(canvas: Canvas, text: str, font: str, size: float) -> str:
    """Return the operators that show ``text``: its face as the document embeds it, its letters by their codes there."""
    face: Any = pdfmetrics.getFont(font)
    # As reportlab's own notes on embedded faces have it, which its types do not know.
    document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
    parts = face.splitString(text, document)
    return " ".join(f"{face.getSubsetInternalName(subset, document)} {size:.2f} Tf <{codes.hex()}> Tj" for subset, codes in parts)


def set_lines(runs: Sequence[Run], size: float, room: float) -> list[Line]:
    """Set ``runs`` one after the other into lines of at most ``room`` points.

    A word wider than a whole line is cut, so that nothing ever stands out.
    """
    lines: list[Line] = [[]]
    x = 0.0
    for run in runs:
        space = width(" ", run.font, size)
        for part in _parts(run, size, room):
            wide = width(part, run.font, size)
            if x and x + wide > room:
                lines.append([])
                x = 0.0
            lines[-1].append(Word(run, part, x))
            x += wide + space
    return lines


def _parts(run: Run, size: float, room: float) -> list[str]:
    """Return the words of ``run``; those too wide for a line in as many pieces as they need."""
    parts: list[str] = []
    for word in run.text.split(" "):
        rest = word
        while rest and width(rest, run.font, size) > room:
            fits = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or width(rest[:n], run.font, size) <= room)
            parts.append(rest[:fits])
            rest = rest[fits:]
        if rest:
            parts.append(rest)
    return parts


def shortened(text: str, font: str, size: float, room: float) -> str:
    """Return ``text``, or its beginning and an ellipsis, at most ``room`` points wide."""
    if width(text, font, size) <= room:
        return text
    kept = text
    while kept and width(f"{kept}…", font, size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
