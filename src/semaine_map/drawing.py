"""The command that draws a figure for a journal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.errors import UsageError
from semaine_map.record.tables import LANGUAGES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

_UNITS = {"": 1.0, "mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_FORMATS = ("pdf", "svg", "png")


def add_figure_options(drawing: argparse.ArgumentParser, folder: Callable[[str], Path]) -> None:
    """Add what ``semaine-map figure`` can be told; ``folder`` reads a path."""
    drawing.add_argument(
        "--day", metavar="DAY", help="as it stands in the record (default: all days, the ground by the day of its taking)"
    )
    drawing.add_argument("--bbox", metavar="W,S,E,N", help="the ground shown, in degrees WGS 84 (default: the whole map)")
    drawing.add_argument("--width", metavar="LENGTH", default="180mm", help="of the figure: 85mm, 18cm, 7in (default: 180mm)")
    drawing.add_argument("--format", choices=_FORMATS, help="default: that of the output's name, else pdf")
    drawing.add_argument("--dpi", type=int, metavar="N", default=300, help="dots an inch of a png (default: 300)")
    drawing.add_argument("--language", choices=LANGUAGES, help="of title, key and credit (default: the first of the record's)")
    drawing.add_argument("--output", type=folder, metavar="FILE", help="where to (default: output/figure.FORMAT)")


def run_figure(options: argparse.Namespace) -> int:
    """Draw a figure into a file."""
    from semaine_map.build import load
    from semaine_map.history.selection import select
    from semaine_map.sheets.figure import figure
    from semaine_map.staging import over

    width = _millimetres(options.width)
    if not 50 <= options.dpi <= 1200:
        raise UsageError(f"--dpi is 50 to 1200, not {options.dpi}")
    ending = options.output.suffix.lower().removeprefix(".") if options.output else ""
    form = options.format or (ending if ending in _FORMATS else "pdf")
    output = options.output or Path("output") / f"figure.{form}"
    bounds = select(bbox=options.bbox).bbox
    dataset = load(options.geodata)
    day = None if options.day is None else dataset.week.day(options.day)
    language = options.language or dataset.week.interfaces[0]
    if language not in dataset.week.interfaces:
        dataset.week.language(language)  # says that the record is not told in it
    drawn = figure(dataset, day=day, bounds=bounds, width=width, form=form, language=language, dpi=options.dpi)
    with over(output.parent) as stage:
        (stage.folder / output.name).write_bytes(drawn)
    print(f"{output}: {width:g} mm wide")
    return 0


def _millimetres(length: str) -> float:
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(mm|cm|in|pt|)", length.strip().lower())
    if not found:
        raise UsageError(f"--width is a length such as 180mm, 18cm or 7in, not {length!r}")
    return float(found[1].replace(",", ".")) * _UNITS[found[2]]
