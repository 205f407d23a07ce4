"""How a sign is drawn by its certainty and its status: which of its parts is filled, and with which pen each is drawn."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from semaine_map.portrayal.colours import channels, mixed
from semaine_map.portrayal.paths import BOX, ROOM, operators, picture

if TYPE_CHECKING:
    from PIL import Image

    from semaine_map.portrayal.portrayal import Look, Pens, Portrayal, Sign, Sure


class Stroke(NamedTuple):
    """One step in drawing a sign, in its box of 24.

    ``part`` is ``body`` or ``line``. ``fill`` is the share of the ink with which it is filled over the paper, None for no fill;
    ``pen`` is ``colour`` or ``paper``.
    """

    part: str
    fill: float | None
    pen: str
    width: float
    dash: tuple[float, ...] = ()
    is_round: bool = True


def strokes(sign: Sign, sure: Sure, pens: Pens, *, hollow: bool) -> list[Stroke]:
    """Return how ``sign`` is drawn, the lowest step first."""
    doubtful = sure.name != "certain"
    dotted = bool(sure.dash) and sure.dash[0] < 2
    steps = []
    if sign.body:
        width = pens.hollow if hollow else pens.doubtful if doubtful else pens.edge
        steps.append(Stroke("body", 0.0 if hollow else sure.body, "colour", width, sure.dash, not dotted))
    if sign.line and sign.cut_outs:
        steps.append(Stroke("line", None, "colour" if hollow or doubtful else "paper", pens.joint))
    elif sign.line:
        # A sign of lines alone is hollow when the paper shows within them; beside a hollow body they are as thin as its edge.
        within = hollow and not sign.body
        width = pens.line + 0.8 if within else pens.hollow if hollow else pens.line
        steps.append(Stroke("line", None, "colour", width, sure.dash, not dotted))
        if within:
            steps.append(Stroke("line", None, "paper", pens.line - 1.4))
    return steps


@lru_cache(maxsize=8192)
def code(  # noqa: PLR0913 - each is one property of the sign, and all but three have a plain default
    portrayal: Portrayal,
    look: Look,
    size: float,
    *,
    certainty: str = "certain",
    hollow: bool = False,
    halo: bool = True,
    strength: float = 1.0,
) -> str:
    """Return the operators of PDF that draw a sign of ``size`` points around the origin, y upwards.

    ``strength`` fades it towards the paper, as opaque colours: a cheap printer knows no transparency.
    """
    sign, paper, pens = look.sign, portrayal.paper, portrayal.pens
    unit = size / BOX
    colour = mixed(look.colour, strength, paper)
    parts = ["q", f"{unit:.4f} 0 0 {-unit:.4f} {-size / 2:.3f} {size / 2:.3f} cm"]
    paths = {"body": operators(sign.body), "line": operators(sign.line)}
    if halo:
        # The halo is as wide on the page whatever the size of the sign.
        parts += [_pen(paper, pens.halo + 1.7 / unit), paths["body"] + paths["line"] + "S"]
    for step in strokes(sign, portrayal.certainty(certainty), pens, hollow=hollow):
        if step.fill is not None:
            parts.append("{:.3f} {:.3f} {:.3f} rg".format(*channels(mixed(colour, step.fill, paper))))
        parts.append(_pen(colour if step.pen == "colour" else paper, step.width, step.dash, is_round=step.is_round))
        parts.append(paths[step.part] + ("S" if step.fill is None else "B"))
    return "\n".join([*parts, "Q"])


def _pen(colour: str, width: float, dash: tuple[float, ...] = (), *, is_round: bool = True) -> str:
    pattern = " ".join(f"{one:.2f}" for one in dash)
    return "{:.3f} {:.3f} {:.3f} RG".format(*channels(colour)) + f" {width:.2f} w [{pattern}] 0 d {int(is_round)} J 1 j"


def image(portrayal: Portrayal, look: Look, pixels: int = 56, *, certainty: str = "certain", hollow: bool = False) -> Image.Image:
    """Return the picture of a sign on a halo of paper, ``pixels`` wide, transparent around it."""
    return picture(code(portrayal, look, BOX, certainty=certainty, hollow=hollow), pixels)


@lru_cache(maxsize=1024)
def svg(portrayal: Portrayal, look: Look, *, certainty: str = "certain", hollow: bool = False) -> str:
    """Return a sign on a halo of paper as an SVG document, for whoever draws with pictures."""
    sign, pens, paper = look.sign, portrayal.pens, portrayal.paper
    side = BOX + 2 * ROOM
    paths = {"body": sign.body, "line": sign.line}
    is_round = ' stroke-linecap="round" stroke-linejoin="round"'
    shapes = [_path(path, "none", paper, pens.halo + 1.7, is_round) for path in paths.values() if path]
    for step in strokes(sign, portrayal.certainty(certainty), pens, hollow=hollow):
        fill = "none" if step.fill is None else mixed(look.colour, step.fill, paper)
        pen = look.colour if step.pen == "colour" else paper
        dash = f' stroke-dasharray="{" ".join(f"{one:g}" for one in step.dash)}"' if step.dash else ""
        shapes.append(_path(paths[step.part], fill, pen, step.width, dash + (is_round if step.is_round else "")))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-ROOM:g} {-ROOM:g} {side:g} {side:g}" width="{side:g}"'
        f' height="{side:g}">{"".join(shapes)}</svg>'
    )


def _path(data: str, fill: str, pen: str, width: float, ends: str) -> str:
    return f'<path d="{data}" fill="{fill}" stroke="{pen}" stroke-width="{width:g}"{ends}/>'
