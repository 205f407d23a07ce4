"""Make a record of the rows of a table: places, events, sources, citations, and the settings that hold them together."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from semaine_map.errors import UsageError
from semaine_map.record import codes
from semaine_map.record.bring import columns
from semaine_map.record.bring.roles import ASIDE
from semaine_map.record.bring.rows import had, places, whens
from semaine_map.record.bring.settings_text import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semaine_map.record.bring.columns import Roles
    from semaine_map.record.bring.dates import When
    from semaine_map.record.bring.rows import Wishes
    from semaine_map.record.bring.sheet import Sheet

PRECISION_M = 500
"""Radius of a place whose table says nothing of how well it is known, where its coordinates are not coarser than that."""

MOST_DAYS = 2_000
"""Days with events up to which an atlas steps by the day."""

MOST_SOURCES = 40
_METRES_A_DEGREE = 111_000


@dataclass(slots=True)
class Brought:
    """A record in the making: the text of each of its files, what was told on the way, and what was set aside."""

    files: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    aside: list[tuple[int, str]] = field(default_factory=list)
    events: int = 0
    places: int = 0


@dataclass(slots=True)
class _Row:
    """One row that became an event."""

    number: int
    when: When
    lat: float
    lon: float
    decimals: int
    place: str
    title: str
    text: str
    kind: str
    part: str
    killed: tuple[str, str]
    source: str


def make(sheet: Sheet, roles: Roles, wishes: Wishes) -> Brought:
    """Make the files of a record of ``sheet``, whose columns are what ``roles`` says.

    Raises:
        TwoReadingsError: days and months cannot be told apart, and ``wishes`` says nothing of it.
        UsageError: no column has a date, or a position; or none of the rows has both.
    """
    brought = Brought()
    if "date" not in roles.of and "year" not in roles.of:
        raise UsageError(
            f"{sheet.file} has no column that reads as dates; name it with --date (or --year, --month, --day){had(sheet)}"
        )
    if "position" not in roles.of and not {"lat", "lon"} <= roles.of.keys():
        raise UsageError(
            f"{sheet.file} has no columns that read as positions; name them with --lat and --lon, or --position{had(sheet)}"
        )
    dated = whens(sheet, roles, wishes, brought.notes)
    placed = places(sheet, roles, wishes, brought.notes)
    rows = []
    for n, number in enumerate(sheet.numbers):
        when, at = dated[n], placed[n]
        if isinstance(when, str) or isinstance(at, str):
            brought.aside.append((number, "; ".join(reason for reason in (when, at) if isinstance(reason, str))))
        else:
            rows.append(_row(sheet, roles, n, when, at))
    if not rows:
        raise UsageError(
            f"no row of {sheet.file} has a date and a position: {brought.aside[0][1]} ({sheet.unit} {brought.aside[0][0]})"
        )
    if not wishes.language:
        wishes = replace(wishes, language=columns.language(sheet))
        brought.notes.append(f"language: {wishes.language} (--language overrules it)")
    _write(sheet, rows, wishes, brought)
    return brought


def _row(sheet: Sheet, roles: Roles, n: int, when: When, at: tuple[float, float, int]) -> _Row:
    def cell(role: str) -> str:
        name = roles.of.get(role)
        return sheet.rows[n][sheet.columns.index(name)] if name is not None else ""

    place = cell("place")
    taken = roles.left
    rest = "" if cell("text") else "; ".join(
        f"{name}: {value}" for name, value in zip(sheet.columns, sheet.rows[n], strict=True) if value and name not in taken
    )  # fmt: skip
    text, title = cell("text") or rest, cell("title")
    kind = cell("kind")
    if not title:
        title = (
            ", ".join(filter(None, (kind, place)))
            or _first_words(cell("text"))
            or f"{sheet.unit.capitalize()} {sheet.numbers[n]}"
        )
    name = place or title
    killed = columns.count_of(cell("killed"))
    summary, part = "" if text == title else text, columns.part_of_day(cell("part"))
    if cell("killed") and killed is None:
        summary = "; ".join(filter(None, (summary, f"{roles.of['killed']}: {cell('killed')}")))
    return _Row(sheet.numbers[n], when, *at, name, title, summary, kind, part, killed or ("", ""), cell("source"))


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def slug(text: str, *, longest: int = 60) -> str:
    """Return ``text`` as an id: small letters, figures and hyphens; empty where it has none of the Latin alphabet."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("œ", "oe").replace("æ", "ae").replace("ø", "o"))
    return "-".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower()))[:longest].strip("-")


class _Ids:
    """Ids that no two things share."""

    def __init__(self, stem: str) -> None:
        self._stem, self._times, self._given = stem, Counter[str](), set[str]()

    def new(self, text: str) -> str:
        base = slug(text) or self._stem
        while True:
            self._times[base] += 1
            times = self._times[base]
            one = base if times == 1 and base != self._stem else f"{base}-{times}"
            if one not in self._given:
                self._given.add(one)
                return one


def _write(sheet: Sheet, rows: Sequence[_Row], wishes: Wishes, brought: Brought) -> None:
    file_id = slug(PurePath(sheet.file).stem) or "table"
    kinds = _kinds(rows, brought)
    sources = _sources(rows)
    place_ids, event_ids = _Ids("place"), _Ids("event")
    places: dict[tuple[str, float, float], tuple[str, int]] = {}
    events, citations = [], []
    for row in rows:
        key = (row.place, row.lat, row.lon)
        radius = wishes.precision_m or _radius(row.decimals)
        place, widest = places.get(key) or (place_ids.new(row.place), 0)
        places[key] = (place, max(radius, widest))
        event = event_ids.new(row.title)
        start, end = _moment(row.when.start, row.when.start_time), _moment(row.when.end, row.when.end_time)
        if not end and row.when.end_time > row.when.start_time:
            end = _moment(row.when.start, row.when.end_time)
        certainty = "less-certain" if re.search(r"[?~%]", row.when.edtf) else "certain"
        events.append(
            [
                event,
                place,
                kinds[row.kind],
                start,
                end,
                row.part if not row.when.start_time else "",
                row.when.edtf,
                row.title,
                row.text,
                *row.killed,
                certainty,
            ]
        )
        where = f"{sheet.unit} {row.number}" + (f" ({row.source})" if row.source and row.source not in sources else "")
        citations.append([event, file_id, where])
        if row.source in sources:
            citations.append([event, sources[row.source], f"as cited in {sheet.file}, {sheet.unit} {row.number}"])
    head = [
        "event_id",
        "place_id",
        "kind",
        "start",
        "end",
        "part_of_day",
        "edtf",
        "title",
        "summary",
        "killed_min",
        "killed_max",
        "certainty",
    ]
    brought.files["events.csv"] = _filled(head, events, keep=5)
    brought.files["places.csv"] = table(
        ["place_id", "name", "lon", "lat", "precision_m"],
        [[place, name, f"{lon:.5f}", f"{lat:.5f}", str(radius)] for (name, lat, lon), (place, radius) in places.items()],
    )
    own = [[file_id, wishes.creator, wishes.title or sheet.file, "", wishes.licence, sheet.file]]
    own += [
        [name, "", source, "", "", source if len(source) <= 40 else source[:38] + " …"]
        for source, name in sources.items()
        if name != file_id
    ]
    brought.files["sources.csv"] = table(["source_id", "author", "title", "year", "licence", "short"], own)
    brought.files["citations.csv"] = table(["event_id", "source_id", "locator"], citations)
    if brought.aside:
        reason_of = dict(brought.aside)
        aside = [
            [str(number), reason_of[number], *cells]
            for number, cells in zip(sheet.numbers, sheet.rows, strict=True)
            if number in reason_of
        ]
        brought.files[ASIDE] = table([sheet.unit, "reason", *sheet.columns], aside)
    title = wishes.title or re.sub(r"[_\-\s]+", " ", PurePath(sheet.file).stem).strip()
    step, only = _step([row.when for row in rows], wishes)
    brought.notes.append(f"steps: by the {step}" + (", those with events alone" if only else ""))
    brought.files["atlas.toml"] = settings(title, wishes, step, only_days_with_events=only, kinds=_kind_words(kinds))
    brought.events, brought.places = len(events), len(places)


def _moment(day: str, hour: str) -> str:
    return f"{day}T{hour}" if day and hour else day


def _filled(head: list[str], rows: list[list[str]], *, keep: int) -> str:
    """Write a table without the columns, from the ``keep``-th on, that no row fills."""
    kept = [n for n in range(len(head)) if n < keep or any(row[n] for row in rows)]
    return table([head[n] for n in kept], [[row[n] for n in kept] for row in rows])


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def _radius(decimals: int) -> int:
    return max(PRECISION_M, min(100_000, round(float(_METRES_A_DEGREE) * 10.0**-decimals / 2)))


def _kinds(rows: Sequence[_Row], brought: Brought) -> dict[str, str]:
    """Return the code of each kind that the rows name; where they name too many to tell apart, they are all of one."""
    plain = codes.PLAIN_KIND
    found = Counter(row.kind for row in rows if row.kind)
    if len(found) > columns.MOST_KINDS:
        many = f"kinds: {len(found)} different ones, {columns.MOST_KINDS} can be told apart"
        brought.notes.append(f"{many}; all are of one kind, and the texts name theirs")
        for row in rows:
            row.text = "; ".join(filter(None, (row.kind, row.text)))
        return dict.fromkeys([*found, ""], plain)
    ids, known = _Ids("kind"), {}
    for kind in found:
        code = slug(kind, longest=40)
        known[kind] = code if code in codes.EVENT_KINDS else ids.new(kind)
    return known | {"": plain}


def _kind_words(kinds: dict[str, str]) -> dict[str, str]:
    return {code: word or code for word, code in kinds.items() if code not in codes.EVENT_KINDS and code != codes.PLAIN_KIND}


def _sources(rows: Sequence[_Row]) -> dict[str, str]:
    """Return the ids of the sources that the rows name, where these are few; many stand in the locators instead."""
    found = Counter(row.source for row in rows if row.source)
    if not found or len(found) > MOST_SOURCES or max(map(len, found)) > 300:
        return {}
    ids = _Ids("source")
    return {source: ids.new(f"cited {source}") for source in found}


def _step(whens: Sequence[When], wishes: Wishes) -> tuple[str, bool]:
    """Return the step of the atlas, and whether it has only the steps with events."""
    finest = {_fineness(when) for when in whens}
    step = wishes.step or ("day" if "day" in finest else "month" if "month" in finest else "year")
    if not wishes.step and step == "day" and len({when.start for when in whens}) > MOST_DAYS:
        step = "month" if len({when.start[:-3] for when in whens}) <= MOST_DAYS else "year"
    length = {"day": 10, "month": 7, "year": 4}[step]
    firsts = {when.start[: length + when.start.startswith("-")] for when in whens}
    years = [int(re.match(r"-?\d+", one)[0]) for one in (min(firsts), max(firsts))]  # type: ignore[index]
    span = (abs(years[1] - years[0]) + 1) * {"day": 366, "month": 12, "year": 1}[step]
    return step, span > 40 and len(firsts) < span


def _fineness(when: When) -> str:
    if not when.edtf:
        return "day"
    first = when.edtf.split("/")[0].strip("[{?~%")
    return {0: "year", 1: "month"}.get(first.lstrip("-").count("-"), "day")
