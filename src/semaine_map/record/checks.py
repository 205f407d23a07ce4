"""Find everything that is wrong in a record, in one pass: each fault with file, line, column and reason."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from semaine_map.errors import Fault, RecordError, shown
from semaine_map.record import agreement, boundaries, calendar, codes, edtf_dates, points, schema
from semaine_map.record.garbled import CONTROL, EMPTY_WORDS, GARBLED, LONGEST_TEXT, SPREADSHEET_WORD, is_plain
from semaine_map.record.settings_faults import FILE, MOST_STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from semaine_map.record.reading import Record, Rows
    from semaine_map.record.settings import Week
    from semaine_map.record.tables import Column

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DAY = re.compile(r"-?\d{4}-\d{2}-\d{2}", re.ASCII)
STEP = re.compile(r"-?\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
MOMENT = re.compile(r"(-?\d{4}(?:-\d{2}(?:-\d{2}(?=$|T))?)?)(T([01]\d|2[0-3]):[0-5]\d)?", re.ASCII)
_HOUR = re.compile(r"T\d{2}:\d{2}", re.ASCII)
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,20})?", re.ASCII)
INTEGER = re.compile(r"-?(0|[1-9]\d{0,11})", re.ASCII)
MOST_SUGGESTIONS = 100
"""Unknown ids of one column for which one that comes near is looked up."""

LONGEST_ID = 100
WIDEST_PRECISION_M = 200_000


def check(record: Record) -> None:
    """Check every table and drawing of ``record``.

    Raises:
        RecordError: with every fault found, those of reading included.
    """
    # Counted as they come and never all held: a ruined file may have millions.
    error = RecordError(_faults(record))
    if error.count:
        raise error


def _faults(record: Record) -> Iterator[Fault]:
    yield from record.faults
    yield from _check_steps(record)
    for rows in record.tables.values():
        yield from _check_cells(rows, record)
        yield from _check_keys(rows)
    yield from _check_events(record)
    yield from _check_errata(record)
    yield from _check_words(record)
    yield from _check_damage(record)
    yield from _check_aliases(record)
    yield from _check_control(record)
    yield from boundaries.check(record)
    yield from points.check(record)
    yield from agreement.check(record)


def _check_cells(rows: Rows, record: Record) -> Iterator[Fault]:
    worded = record.worded
    for column in rows.table.columns:
        cells = rows.columns[column.name]
        if column.type == "text" and is_plain(cells) and not (column.required and "" in cells):
            continue
        values = dict.fromkeys(cells)  # in their order
        judge = _judge(column, record, worded)
        empty = "is empty" if column.required else None
        wrong = {value: reason for value in values if (reason := judge(value) if value else empty)}
        if not wrong:
            continue
        for row, value in enumerate(cells):
            if value in wrong:
                yield rows.fault(row, column.name, wrong[value])


def _check_steps(record: Record) -> Iterator[Fault]:
    """An atlas draws each of its steps."""
    week = record.week
    if week is not None and week.first_day and len(week.days) > MOST_STEPS:
        coarser = "month" if week.step == "day" else "year"
        yield Fault(FILE, 1, "step", f'the atlas would have more than {MOST_STEPS:,} {week.step}s; write step = "{coarser}", or '
                    "only_days_with_events = true")  # fmt: skip


def _judge(column: Column, record: Record, worded: Mapping[str, Collection[str]] | None) -> Callable[[str], str | None]:
    """Return the function that says what is wrong with a value of ``column``, or None."""
    week = record.week
    match column.type:
        case "choice":
            of_settings = column.choices in (codes.EVENT_KINDS, codes.ACTORS, codes.HOLDINGS)
            of_words = of_settings or column.choices in map(codes.VOCABULARIES.get, codes.OPEN)
            if (of_settings and (week is None or not week.is_sound)) or (of_words and worded is None):
                return lambda _value: None  # the record may have its own, and nothing says which
            choices = schema.choices(column, week, worded)
            return lambda value: _choice_reason(value, choices)
        case "reference" | "references":
            return _reference_judge(column, record)
        case "number":
            axis = column.name if column.name in ("lon", "lat") else None
            return lambda value: _number_reason(value, axis, week)
        case "integer":
            top = WIDEST_PRECISION_M if column.name == "precision_m" else 10_000_000
            return lambda value: _integer_reason(value, 1 if column.name == "precision_m" else 0, top)
        case "slug":
            return _slug_reason
        case "date":
            form = STEP if week is None or week.step != "day" else DAY
            return lambda value: _moment_reason(value, week, form)
        case "moment":
            return lambda value: _moment_reason(value, week, MOMENT)
        case "edtf":
            return edtf_dates.reason
        case _:
            return _text_reason


def _slug_reason(value: str) -> str | None:
    if len(value) > LONGEST_ID:
        return f"{shown(value)} has {len(value):,} characters; {LONGEST_ID} is the limit of an id"
    return None if SLUG.fullmatch(value) else f"{shown(value)} is not an id: use a-z, 0-9 and single hyphens"


def _text_reason(value: str) -> str | None:
    if len(value) > LONGEST_TEXT:
        return f"{shown(value)} has {len(value):,} characters; {LONGEST_TEXT:,} is the limit"
    if found := CONTROL.search(value):
        around = value[max(0, found.start() - 30) : found.end() + 30]
        return f"{shown(around)} holds a control character; delete it"
    if SPREADSHEET_WORD.fullmatch(value):
        return f"{shown(value)} is how a spreadsheet says that it has no value; write the text itself, or leave the cell empty"
    if value in EMPTY_WORDS:
        return f"{shown(value)} is how a program writes nothing; leave the cell empty, or write what is meant"
    if found := GARBLED.search(value):
        around = value[max(0, found.start() - 20) : found.end() + 20]
        return f"{shown(around)} is garbled (UTF-8 read as another encoding); take the text from where it was whole"
    return None


def _near(value: str, words: Collection[str]) -> str:
    """Return a suggestion, unless there are so many words that looking for one would take long."""
    if len(words) > 5_000 or len(value) > LONGEST_ID:
        return ""
    near = difflib.get_close_matches(value, sorted(words), 1)
    return f"; did you mean {near[0]}?" if near else ""


def _choice_reason(value: str, choices: tuple[str, ...]) -> str | None:
    if value in choices:
        return None
    return f"{shown(value)} is not one of {', '.join(choices)}{_near(value, choices)}"


def _reference_judge(column: Column, record: Record) -> Callable[[str], str | None]:
    """Return the judge of ids of another table: one in a cell, or several separated by spaces."""
    referred = record.tables[column.refers_to]
    if not referred.whole:
        return lambda _value: None
    ids = set(referred.columns[referred.table.key[0]])
    unknown = 0

    def judge(value: str) -> str | None:
        nonlocal unknown
        for one in value.split() if column.type == "references" else [value]:
            if one not in ids:
                unknown += 1
                near = _near(one, ids) if unknown <= MOST_SUGGESTIONS else ""
                return f"{shown(one)} is not in {referred.table.file}{near}"
        return None

    return judge


def _number_reason(value: str, axis: str | None, week: Week | None) -> str | None:
    if not NUMBER.fullmatch(value):
        return _no_number_reason(value)
    if axis is None or week is None:
        return None
    number = float(value)
    if not week.has_bounds:
        beyond = abs(number) > (180 if axis == "lon" else 90)
        return f"{shown(value)} is not in degrees; positions are WGS 84 longitude and latitude" if beyond else None
    west, south, east, north = week.bounds
    low, high, other_low, other_high = (west, east, south, north) if axis == "lon" else (south, north, west, east)
    if low <= number <= high:
        return None
    if other_low <= number <= other_high:
        return f"{shown(value)}: longitude and latitude look swapped"
    if abs(number) > 180:
        return f"{shown(value)} is not in degrees; positions are WGS 84 longitude and latitude"
    return f"{shown(value)} lies outside the atlas ({low} to {high})"


def _no_number_reason(value: str) -> str:
    if re.fullmatch(r"-?\d+,\d+", value):
        return f"{shown(value)} has a decimal comma; write {value.replace(',', '.')}"
    if re.fullmatch(r"[-−]?\d{1,3}([\s\u00a0\u202f'’]\d{3})+([.,]\d+)?|−\d+(\.\d+)?", value):
        return f"{shown(value)} is not a plain number; write {_plain_number(value)}"
    return f"{shown(value)} is not a number; write it like 2.33500"


def _integer_reason(value: str, low: int, high: int) -> str | None:
    if not INTEGER.fullmatch(value):
        plain = _plain_number(value).removesuffix(".0").removesuffix(".00")
        meant = f"; write {plain}" if INTEGER.fullmatch(plain) else ""
        return f"{shown(value)} is not a whole number{meant}"
    return None if low <= int(value) <= high else f"{shown(value)} is not between {low} and {high}"


def _plain_number(value: str) -> str:
    return re.sub(r"[\s\u00a0\u202f'’]", "", value.replace("−", "-")).replace(",", ".")


def _moment_reason(value: str, week: Week | None, form: re.Pattern[str]) -> str | None:
    date = value.partition("T")[0]
    if not form.fullmatch(value):
        if form is MOMENT and MOMENT.fullmatch(date) and _HOUR.fullmatch(value[len(date) :]):
            return f"{shown(value)} is not in the calendar"
        wanted = "1848-06-24 or 1848-06-24T19:30" if form is MOMENT else "1848-06-24"
        return f"{shown(value)} is not a local date like {wanted}"
    system = week.calendar if week else "gregorian"
    if not calendar.is_date(date, system) and not (week is None and calendar.is_date(date, "julian")):
        return f"{shown(value)} is not in the calendar"
    if week is not None and week.first_day and not _is_within(date, week):
        return f"{shown(value)} is outside the atlas ({week.first_day} to {week.latest})"
    return None


def _is_within(date: str, week: Week) -> bool:
    first, last = calendar.ordinal(date, week.calendar), calendar.ordinal(calendar.last_day(date, week.calendar), week.calendar)
    return calendar.ordinal(week.first_day, week.calendar) <= last and first <= calendar.ordinal(
        calendar.last_day(week.latest, week.calendar), week.calendar
    )


def _check_keys(rows: Rows) -> Iterator[Fault]:
    first: dict[tuple[str, ...], int] = {}
    for row, key in enumerate(zip(*(rows.columns[name] for name in rows.table.key), strict=True)):
        if key in first and any(key):
            yield rows.fault(row, rows.table.key[0], f"{shown(' '.join(key))} stands already on line {rows.lines[first[key]]}")
        first.setdefault(key, row)


def _check_events(record: Record) -> Iterator[Fault]:
    events, citations = record.tables["events"], record.tables["citations"]
    cited = set(citations.columns["event_id"])
    columns = events.columns
    for row in range(len(events)):
        start, end = columns["start"][row], columns["end"][row]
        if MOMENT.fullmatch(start) and MOMENT.fullmatch(end) and _ends_before(start, end):
            yield events.fault(row, "end", f"{shown(end)} is before the start {shown(start)}")
        if MOMENT.fullmatch(start) and not edtf_dates.holds(columns["edtf"][row], start.partition("T")[0]):
            yield events.fault(row, "edtf", f"{shown(columns['edtf'][row])} does not hold the start {shown(start)}")
        if citations.whole and columns["event_id"][row] not in cited:
            yield events.fault(row, "event_id", f"{shown(columns['event_id'][row])} is not cited in {citations.table.file}")
        if columns["outcome"][row] and columns["kind"][row] != "fire":
            yield events.fault(row, "outcome", f"{shown(columns['outcome'][row])}: only a fire has an outcome")
        low, high = columns["killed_min"][row], columns["killed_max"][row]
        if low.isdecimal() and high.isdecimal() and int(low) > int(high):
            yield events.fault(row, "killed_max", f"{shown(high)} is below killed_min {shown(low)}")


def _ends_before(start: str, end: str) -> bool:
    """Compare to the day where one of the two has no hour, to the month where one has no day."""
    (first, _, hour), (last, _, until) = start.partition("T"), end.partition("T")
    try:
        from_day, to_day = calendar.ordinal(first), calendar.ordinal(calendar.last_day(last))
    except (ValueError, IndexError):
        return False
    return to_day < from_day or (first == last and bool(hour and until) and until < hour)


def _check_errata(record: Record) -> Iterator[Fault]:
    """A correction of something that the record does not hold is itself a mistake."""
    errata, citations = record.tables["errata"], record.tables["citations"]
    cited = set(zip(citations.columns["event_id"], citations.columns["source_id"], strict=True))
    sources = {*record.tables["sources"].columns["source_id"], "general-knowledge"}
    for row in range(len(errata)):
        event, source = errata.columns["event_id"][row], errata.columns["source_id"][row]
        if citations.whole and (event, source) not in cited:
            yield errata.fault(row, "event_id", f"matches nothing: {shown(event)} does not cite {shown(source)}")
        authority = errata.columns["authority_id"][row]
        if record.tables["sources"].whole and authority not in sources:
            yield errata.fault(row, "authority_id", f"{shown(authority)} is not in sources.csv{_near(authority, sources)}")


_STREET_FILES = " or ".join(f"basemap/{name}.geojson" for name in schema.STREET_LAYERS)


def _check_damage(record: Record) -> Iterator[Fault]:
    """A damaged house can only be placed at a place of its own, or in a street that has a line."""
    damage = record.tables["damage"]
    layers = [record.drawings[name] for name in schema.STREET_LAYERS if name in record.drawings]
    mapped = {_id_of(feature) for layer in layers for feature in layer.features}
    for row, (place, street) in enumerate(zip(damage.columns["place_id"], damage.columns["street_id"], strict=True)):
        if not place and not street:
            yield damage.fault(row, "street_id", "needs a street, or a place of its own")
        elif not place and street not in mapped:
            yield damage.fault(row, "street_id", f"{shown(street)} has no line in {_STREET_FILES}")


def _check_aliases(record: Record) -> Iterator[Fault]:
    """Another name is that of something."""
    aliases = record.tables["aliases"]
    for row, (place, event) in enumerate(zip(aliases.columns["place_id"], aliases.columns["event_id"], strict=True)):
        if not place and not event:
            yield aliases.fault(row, "alias", "names neither a place nor an event")


def _id_of(feature: dict[str, Any]) -> str | None:
    properties = feature.get("properties")
    name = properties.get("id") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else None


def _check_control(record: Record) -> Iterator[Fault]:
    """Only a district that has a name or a polygon can be held."""
    control, known = record.tables["control"], record.tables["arrondissements"]
    numbers = boundaries.numbers(record)
    if known.whole and numbers:
        for row, number in enumerate(control.columns["arrondissement"]):
            if INTEGER.fullmatch(number) and number not in numbers:
                yield control.fault(row, "arrondissement", f"{shown(number)} is not in {known.table.file}")


def _check_words(record: Record) -> Iterator[Fault]:
    """Every code of the record's own that the atlas shows needs its words in the languages of the record."""
    vocabulary, week, worded = record.tables["vocabulary"], record.week, record.worded
    if week is None or worded is None:
        return
    wordless = [
        *(("kind", kind) for kind in week.kinds if kind != codes.PLAIN_KIND and not week.kind_words.get(kind)),
        *((name, actor.code) for name in ("actor", "holding") for actor in week.actors if not actor.words),
    ]
    for name, term in wordless:
        if term not in worded.get(name, ()):
            yield Fault(vocabulary.table.file, 1, "term", f"no words for {term!r} of the list {name!r}")
