"""Letters on paper: the fonts, the width of words, and words set into lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from semaine_map.sheets.operators import FOREGROUND
from semaine_map.sheets.scripts import is_right_to_left, visual

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

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

_own: list[str] = []
"""Faces of the record whose sheets are drawn, for letters that the others do not have."""


def register(own: Mapping[str, Path] | None = None) -> None:
    """Make the faces known to reportlab, and let it write streams as bytes, not as letters a quarter longer.

    ``own`` are the fonts of a record by name: a text that a face cannot write is written in the first that can, or each letter in
    the first that has it, at last the face without serifs, which has the most of ours. A face in bold asks those first whose
    names end in ``bold``.
    """
    rl_config.useA85 = 0
    _register_ours()
    names = []
    for name, path in (own or {}).items():
        names.append(f"Own-{name}")
        pdfmetrics.registerFont(TTFont(names[-1], str(path)))
    if names or _own:
        _own[:] = names
        _width_at_100.cache_clear()
        pieces.cache_clear()


@lru_cache(maxsize=1)
def _register_ours() -> None:
    for name, (package, file) in FONT_FILES.items():
        with as_file(files(package).joinpath("files", file)) as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))


def own_faces() -> tuple[str, ...]:
    """Return the faces of the record whose sheets are drawn."""
    return tuple(_own)


def has_letter(font: str, letter: str) -> bool:
    """Tell whether a face has a sign for ``letter``."""
    face: Any = pdfmetrics.getFont(font)  # a TTFont, of which the types of reportlab know less than it has
    return ord(letter) in face.face.charToGlyph


def is_covered(letter: str) -> bool:
    """Tell whether ``letter`` has a sign in the faces that any letter is looked for in."""
    return any(has_letter(name, letter) for name in (*_own, SANS))


@lru_cache(maxsize=65536)
def pieces(text: str, font: str) -> tuple[tuple[str, str], ...]:
    """Return ``text`` as it stands from left to right, in pieces of one face: the face and its letters."""
    if text.isascii():
        return ((font, text),)
    in_bold = font in (STRONG, SANS_STRONG)
    others = [*sorted(_own, key=lambda name: name.lower().endswith("bold") != in_bold), SANS_STRONG if in_bold else SANS]
    shown, faces = visual(text), (font, *others)
    if whole := next((one for one in faces if all(has_letter(one, letter) for letter in shown)), None):
        return ((whole, shown),)
    found: list[tuple[str, str]] = []
    for letter in shown:
        face = next((one for one in faces if has_letter(one, letter)), font)
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + letter)
        else:
            found.append((face, letter))
    return tuple(found)


def width(text: str, font: str, size: float, spacing: float = 0.0) -> float:
    """Return the width of ``text`` in points, with ``spacing`` points after each letter."""
    return _width_at_100(text, font) * size / 100.0 + spacing * len(text)


@lru_cache(maxsize=65536)
def _width_at_100(text: str, font: str) -> float:
    """Return the width of ``text`` in letters of 100 points: reportlab adds them up one by one."""
    return sum(float(pdfmetrics.stringWidth(piece, face, 100.0)) for face, piece in pieces(text, font))


def coded(canvas: Canvas, text: str, font: str, size: float) -> str:
    """Return the operators that show ``text``: its face as the document embeds it, its letters by their codes there."""
    # As reportlab's own notes on embedded faces have it, which its types do not know.
    document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
    shown = []
    for name, piece in pieces(text, font):
        face: Any = pdfmetrics.getFont(name)
        shown += [
            f"{face.getSubsetInternalName(subset, document)} {size:.2f} Tf <{codes.hex()}> Tj"
            for subset, codes in face.splitString(piece, document)
        ]
    return " ".join(shown)


class Page(Canvas):
    """A canvas that writes every text as it stands on paper, each letter in a face that has it."""

    def drawString(self, x: float, y: float, text: str, *args: Any, **options: Any) -> None:  # noqa: ANN401, N802 - as reportlab has it
        """Write ``text`` from ``x`` on."""
        # Reportlab's types do not know what setFont keeps.
        font, size = self._fontname, self._fontsize  # type: ignore[attr-defined]
        parts = pieces(text, font)
        for n, (face, piece) in enumerate(parts, 1):
            if face != font:
                self.setFont(face, size)
            super().drawString(x, y, piece, *args, **options)
            if n < len(parts):
                x += float(pdfmetrics.stringWidth(piece, face, size))
            if face != font:
                self.setFont(font, size)

    def drawRightString(self, x: float, y: float, text: str, *args: Any, **options: Any) -> None:  # noqa: ANN401, N802 - as above
        """Write ``text`` up to ``x``."""
        self.drawString(x - self._wide(text), y, text, *args, **options)

    def drawCentredString(self, x: float, y: float, text: str, *args: Any, **options: Any) -> None:  # noqa: ANN401, N802 - as above
        """Write ``text`` around ``x``."""
        self.drawString(x - self._wide(text) / 2, y, text, *args, **options)

    def _wide(self, text: str) -> float:
        font, size = self._fontname, self._fontsize  # type: ignore[attr-defined]
        return sum(float(pdfmetrics.stringWidth(piece, face, size)) for face, piece in pieces(text, font))


def set_lines(runs: Sequence[Run], size: float, room: float) -> list[Line]:
    """Set ``runs`` one after the other into lines of at most ``room`` points.

    A word wider than a whole line is cut, so that nothing ever stands out. What begins in a script that is written from the right
    stands at the right.
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
    if is_right_to_left(" ".join(run.text for run in runs)):
        return [_from_the_right(line, size, room) for line in lines]
    return lines


def _from_the_right(line: Line, size: float, room: float) -> Line:
    """Return ``line`` with its first word at the right; neighbouring words of one face become one, whose order is theirs."""
    joined: Line = []
    for word in line:
        if joined and joined[-1].run is word.run:
            joined[-1] = Word(word.run, f"{joined[-1].text} {word.text}", 0)
        else:
            joined.append(Word(word.run, word.text, 0))
    x, placed = room, []
    for word in joined:
        x -= width(word.text, word.run.font, size)
        placed.append(Word(word.run, word.text, x))
        x -= width(" ", word.run.font, size)
    return placed


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
