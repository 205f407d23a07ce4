"""Turn the operators of a page of PDF into SVG: paths as they are, text as text, with the letters that it uses embedded.

Only the operators that the painters of this folder write are known; ``ca`` and ``CA``, which PDF has in a table of states, stand
in the stream itself.
"""

from __future__ import annotations

import base64
import io
import re
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from fontTools import subset
from reportlab.pdfbase import pdfmetrics

from semaine_map.sheets import lettering
from semaine_map.sheets.operators import PAPER, fill
from semaine_map.sheets.scripts import from_the_right

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

FACES = {
    lettering.SERIF: ("Source Serif Pro", "normal", 400),
    lettering.ITALIC: ("Source Serif Pro", "italic", 400),
    lettering.STRONG: ("Source Serif Pro", "normal", 600),
    lettering.SANS: ("Source Sans Pro", "normal", 400),
    lettering.SANS_STRONG: ("Source Sans Pro", "normal", 600),
}
"""Family, style and weight by which a program that reads no embedded letters finds installed ones."""

_TOKENS = re.compile(r"\((?:\\.|[^()\\])*\)|<[0-9a-f]*>|\[[^\]]*\]|/\S+|[^\s\[\]()<>/]+", re.DOTALL)
_ESCAPES = re.compile(r"\\([0-7]{1,3}|.)", re.DOTALL)
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_CAPS, _JOINS = ("butt", "round", "square"), ("miter", "round", "bevel")


class SvgCanvas(lettering.Page):
    """A canvas whose stream says itself how much shows through, and can be told as SVG."""

    def setFillAlpha(self, a: float) -> None:  # noqa: N802 - the name that reportlab gave it
        """Let the ground show through what is filled."""
        self.addLiteral(f"{a:.3f} ca")

    def setStrokeAlpha(self, a: float) -> None:  # noqa: N802 - the name that reportlab gave it
        """Let the ground show through what is drawn with a pen."""
        self.addLiteral(f"{a:.3f} CA")

    def as_svg(self, title: str, description: str) -> bytes:
        """Return the page under way as SVG of its size in millimetres, with title and description for who does not see it."""
        # The stream has no public name, nor has the document that knows which letter has which code.
        stream, document = "\n".join(self._code), self._doc  # type: ignore[attr-defined]
        wide, high = self._pagesize  # type: ignore[attr-defined]
        return _Drawing(document).draw(stream, (wide, high), title, description)


@dataclass(slots=True)
class _State:
    """What a pen has between two operators; ``groups`` are those opened since the state was kept."""

    fill: str = "#000000"
    pen: str = "#000000"
    width: str = "1"
    dash: str = ""
    cap: int = 0
    join: int = 0
    fill_alpha: str = ""
    pen_alpha: str = ""
    groups: int = 0


@dataclass(slots=True)
class _Text:
    """Where and in what the next letters stand."""

    at: Sequence[str] = ()
    font: str = ""
    size: str = ""
    spacing: str = "0.00"


@dataclass
class _Drawing:
    """The SVG of one stream, as it grows."""

    document: Any
    parts: list[str] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    kept: list[_State] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    text: _Text = field(default_factory=_Text)
    letters: dict[str, set[str]] = field(default_factory=dict)
    clip: str = ""
    clips: int = 0

    def draw(self, stream: str, size: tuple[float, float], title: str, description: str) -> bytes:
        operands: list[str] = []
        fonts = self._fonts()
        for word in _TOKENS.findall(stream):
            if word[0] in "([</" or word[0].isdigit() or word[0] in "-.":
                operands.append(word)
                continue
            if word == "Tf":
                self.text.font, self.text.size = fonts[operands[0]], operands[1]
            else:
                _OPERATORS[word](self, operands)
            operands.clear()
        wide, high = size
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide / 72 * 25.4:.2f}mm" height="{high / 72 * 25.4:.2f}mm"'
            f' viewBox="0 0 {wide:.2f} {high:.2f}" role="img" aria-label={quoteattr(title)}>\n'
            f"<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n"
            f"<style>{''.join(_face(name, self.letters[name]) for name in sorted(self.letters))}</style>\n"
        )
        body = "\n".join(self.parts)
        return f'{head}<g transform="matrix(1 0 0 -1 0 {high:.2f})">\n{body}\n</g>\n</svg>\n'.encode()

    def _fonts(self) -> dict[str, str]:
        """Return the faces by the names that the stream has for their parts, of 256 letters each."""
        found = {}
        for name in (*FACES, *lettering.own_faces()):
            face: Any = pdfmetrics.getFont(name)
            state = face.state.get(self.document)
            for part in range(len(state.subsets) if state else 0):
                found[face.getSubsetInternalName(part, self.document)] = f"{name} {part}"
        return found

    def keep(self, _: Sequence[str]) -> None:
        self.kept.append(replace(self.state))
        self.state.groups = 0

    def restore(self, _: Sequence[str]) -> None:
        self.parts += ["</g>"] * self.state.groups
        self.state = self.kept.pop()

    def move(self, matrix: Sequence[str]) -> None:
        self._open(f'transform="matrix({" ".join(matrix)})"')

    def _open(self, attribute: str) -> None:
        self.parts.append(f"<g {attribute}>")
        self.state.groups += 1

    def line(self, letter: str, points: Sequence[str]) -> None:
        self.path.append(f"{letter}{' '.join(points)}")

    def rectangle(self, box: Sequence[str]) -> None:
        x, y, w, h = box
        self.path.append(f"M{x} {y}h{w}v{h}h{_negative(w)}z")

    def paint(self, *, filled: str = "", drawn: bool = False) -> None:
        path, state = "".join(self.path), self.state
        self.path.clear()
        if self.clip:
            self.clips += 1
            rule = ' clip-rule="evenodd"' if self.clip == "evenodd" else ""
            self.parts.append(f'<clipPath id="c{self.clips}"><path d="{path}"{rule}/></clipPath>')
            self._open(f'clip-path="url(#c{self.clips})"')
            self.clip = ""
        if not path or not (filled or drawn):
            return
        looks = [f'fill="{state.fill}"' if filled else 'fill="none"']
        if filled == "evenodd":
            looks.append('fill-rule="evenodd"')
        if filled and state.fill_alpha:
            looks.append(f'fill-opacity="{state.fill_alpha}"')
        if drawn:
            looks.append(f'stroke="{state.pen}" stroke-width="{state.width}"')
            looks += [f'stroke-dasharray="{state.dash}"'] if state.dash else []
            looks += [f'stroke-linecap="{_CAPS[state.cap]}"'] if state.cap else []
            looks += [f'stroke-linejoin="{_JOINS[state.join]}"'] if state.join else []
            looks += [f'stroke-opacity="{state.pen_alpha}"'] if state.pen_alpha else []
        self.parts.append(f'<path d="{path}" {" ".join(looks)}/>')

    def write(self, string: str) -> None:
        name, _, part = self.text.font.partition(" ")
        face: Any = pdfmetrics.getFont(name)
        codes = face.state[self.document].subsets[int(part)]
        letters = "".join(chr(codes[code]) for code in _bytes(string))
        self.letters.setdefault(name, set()).update(letters)
        family, style, weight = _named(name)
        a, b, c, d, x, y = map(float, self.text.at)
        looks = f'font-family="{family}, {"serif" if "Serif" in family else "sans-serif"}" font-size="{self.text.size}"'
        looks += f' font-style="{style}"' if style != "normal" else ""
        looks += f' font-weight="{weight}"' if weight != 400 else ""
        looks += f' letter-spacing="{self.text.spacing}"' if float(self.text.spacing) else ""
        # The letters stand in their order already; a browser would turn round again those that are read from the right.
        looks += ' direction="ltr" unicode-bidi="bidi-override"' if not letters.isascii() and from_the_right(letters) else ""
        # The rim of paper around a name is the same letters again: nobody need hear them.
        looks += ' aria-hidden="true"' if self.state.fill == _colour(fill(PAPER).split()[:3]) else ""
        self.parts.append(
            f'<text transform="matrix({a:g} {b:g} {-c:g} {-d:g} {x:g} {y:g})" fill="{self.state.fill}" {looks}'
            f' xml:space="preserve">{escape(letters)}</text>'
        )


def _negative(number: str) -> str:
    return number[1:] if number.startswith("-") else f"-{number}"


def _colour(channels: Iterable[str]) -> str:
    return "#" + "".join(f"{round(float(one) * 255):02x}" for one in channels)


def _bytes(string: str) -> bytes:
    """Return the codes of a string of the stream, in hexadecimal or with escapes."""
    if string.startswith("<"):
        return bytes.fromhex(string[1:-1])
    plain = _ESCAPES.sub(lambda one: chr(int(one[1], 8)) if one[1][0].isdigit() else _CONTROLS.get(one[1], one[1]), string[1:-1])
    return plain.encode("latin-1")


def _named(name: str) -> tuple[str, str, int]:
    """Return family, style and weight of a face, of the record's own by the name that the record gave it."""
    return FACES.get(name) or (name, "normal", 600 if name.lower().endswith("bold") else 400)


@contextmanager
def _file(name: str) -> Iterator[Path]:
    """Give the file of a face."""
    if name in lettering.FONT_FILES:
        package, file = lettering.FONT_FILES[name]
        with as_file(files(package).joinpath("files", file)) as path:
            yield path
    else:
        face: Any = pdfmetrics.getFont(name)
        yield Path(face.face.filename)


def _face(name: str, letters: set[str]) -> str:
    """Return the rule of CSS that brings the ``letters`` of a face."""
    options = subset.Options(flavor="woff", hinting=False, layout_features=[], notdef_outline=True, name_IDs=[1, 2])
    cut = subset.Subsetter(options)
    cut.populate(text="".join(sorted(letters)))
    packed = io.BytesIO()
    with _file(name) as path, subset.load_font(str(path), options) as font:
        cut.subset(font)
        subset.save_font(font, packed, options)
    family, style, weight = _named(name)
    source = base64.b64encode(packed.getvalue()).decode("ascii")
    return (
        f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};'
        f"src:url(data:font/woff;base64,{source}) format('woff')}}"
    )


def _set(name: str, turn: Callable[[Sequence[str]], Any]) -> Callable[[_Drawing, Sequence[str]], None]:
    return lambda drawing, operands: setattr(drawing.state, name, turn(operands))


def _set_text(name: str, turn: Callable[[Sequence[str]], Any]) -> Callable[[_Drawing, Sequence[str]], None]:
    return lambda drawing, operands: setattr(drawing.text, name, turn(operands))


def _first(operands: Sequence[str]) -> str:
    return operands[0]


def _nothing(_: _Drawing, __: Sequence[str]) -> None:
    """Leave out what SVG says otherwise: the bounds of text, and where its next line would stand."""


_OPERATORS: dict[str, Callable[[_Drawing, Sequence[str]], None]] = {
    "q": _Drawing.keep,
    "Q": _Drawing.restore,
    "cm": _Drawing.move,
    "m": lambda drawing, points: drawing.line("M", points),
    "l": lambda drawing, points: drawing.line("L", points),
    "c": lambda drawing, points: drawing.line("C", points),
    "h": lambda drawing, points: drawing.line("z", points),
    "re": _Drawing.rectangle,
    "S": lambda drawing, _: drawing.paint(drawn=True),
    "f": lambda drawing, _: drawing.paint(filled="nonzero"),
    "f*": lambda drawing, _: drawing.paint(filled="evenodd"),
    "B": lambda drawing, _: drawing.paint(filled="nonzero", drawn=True),
    "B*": lambda drawing, _: drawing.paint(filled="evenodd", drawn=True),
    "n": lambda drawing, _: drawing.paint(),
    "W": lambda drawing, _: setattr(drawing, "clip", "nonzero"),
    "W*": lambda drawing, _: setattr(drawing, "clip", "evenodd"),
    "rg": _set("fill", _colour),
    "RG": _set("pen", _colour),
    "ca": _set("fill_alpha", _first),
    "CA": _set("pen_alpha", _first),
    "w": _set("width", _first),
    "d": _set("dash", lambda operands: operands[0][1:-1].strip()),
    "J": _set("cap", lambda operands: int(operands[0])),
    "j": _set("join", lambda operands: int(operands[0])),
    "Tm": _set_text("at", list),
    "Tc": _set_text("spacing", _first),
    "Tj": lambda drawing, operands: drawing.write(operands[0]),
    "BT": _nothing,
    "ET": _nothing,
    "TL": _nothing,
    "T*": _nothing,
}
