"""Find what is allowed in a record and yet looks wrong: words against codes, claims against numbers, one fact told twice.

A doubt never stops a build: ``validate`` prints it, and whoever edits the record judges.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from semaine_map.errors import Fault, shown
from semaine_map.record import calendar, codes, edtf_dates
from semaine_map.record.garbled import lost
from semaine_map.record.numbers import numbers, tells_hour
from semaine_map.record.sisters import sisters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from semaine_map.record.reading import Record, Rows

LONGEST_TITLE_WORDS = 8
LONGEST_SUMMARY_WORDS = 45
GRAVE = ("execution", "death", "bodies")
"""Kinds whose numbers in a claim are mostly numbers of dead."""

ALIKE = 30
"""Number of dead above which two rows with the same one, of a day and a passage, are looked at: lists repeat small ones."""

KIND_WORDS = {
    "fire": {
        "en": r"fire[ds]?\b|flam|burn|blaz|alight|ablaze|torch|smok|incendiar|petrol|ashes|\blit\b",
        "fr": r"feu|flamm|brûl|incendi|embras|fumée|pétrol|cendres|allum",
    },
    "execution": {
        "en": r"shot|shoot|execut|kill|put to death|volley|bayonet|firing|\bdie|death|dead|fall",
        "fr": r"fusill|tu[ée]|exécut|tir[ée]|mort|décharge|coups de feu|meur|balle|tomb|par les armes|abat|baïonnette|massacr",
    },
    "bodies": {
        "en": r"bod(?:y|ies)|dead|corpse|killed|lie|charnel|shot|suffocate|executed",
        "fr": r"corps|mort|cadavre|tué|dépouille|gis|charnier|fusillé|asphyxié",
    },
    "burial": {
        "en": r"bur(?:y|ie)|grave|pit\b|laid|trench|vault|thrown|dead|coffin|bod(?:y|ies)",
        "fr": r"inhum|enterr|enseveli|fosse|tombe|caveau|tranchée|mort|cercueil|corps|jet",
    },
    "battery": {
        "en": r"gun|cannon|batter|artiller|mitrailleuse|piece|howitzer|mortar|shell|bombard",
        "fr": r"canon|batter|artiller|mitrailleuse|pièce|obus|mortier|bombard|boulet",
    },
    "barricade": {
        "en": r"barricad|redoubt|defen|paving|unpav|earthwork|obstacle|trench|line|clos|street|fortif|works|trees|hold",
        "fr": r"barricad|redoute|défen|pav|retranch|obstacle|ouvrage|tranchée|ligne|ferm|voie|rue|fortifi|travaux|arbres|tient",
    },
}
"""Words of which the texts of an event of that kind have one at least, by language."""

_PRISONERS = re.compile(r"\bprisoners?\b|\bcaptives?\b|\bprisonni[eè]re?s?\b", re.IGNORECASE)
_HEARSAY = re.compile(
    r"\b(?:is|are|was|were) said to\b|\bsaid to have\b|\breportedly\b|\bby hearsay\b|\brumou?r has it\b|\bpar ouï-dire\b",
    re.IGNORECASE,
)
_NO_DAY = re.compile(
    r"\bno day\b|\bundated\b|\bthe day is (?:inferred|not (?:named|given|on the page))|\bnames no day\b|\bgives no day\b",
    re.IGNORECASE,
)
"""Words of a claim, or of a summary, by which a text gives no day."""


def doubts(record: Record) -> Iterator[Fault]:
    """Yield what looks wrong in ``record``, which must have passed ``checks.check``."""
    yield from record.remarks
    languages = record.week.languages if record.week else ()
    yield from _lost_letters(record)
    yield from _lengths(record.tables["events"], languages)
    yield from _kinds(record, languages)
    yield from _certainties(record)
    yield from sisters(record)
    yield from _dates(record)
    yield from _judgements(record)
    yield from _killed(record)
    yield from _duplicates(record)
    yield from _parts_of_day(record.tables["events"])
    yield from _hours(record, languages)
    yield from _languages(record, languages)
    yield from _spellings(record)
    yield from _lives(record)


def _lost_letters(record: Record) -> Iterator[Fault]:
    for rows in record.tables.values():
        for column in (column.name for column in rows.table.columns if column.type == "text"):
            for row, text in enumerate(rows.columns[column]):
                if word := lost(text):
                    yield rows.fault(row, column, f"{shown(word)} has a question mark where a letter may have stood")


def _lengths(events: Rows, languages: tuple[str, ...]) -> Iterator[Fault]:
    for field, longest in (("title", LONGEST_TITLE_WORDS), ("summary", LONGEST_SUMMARY_WORDS)):
        for language in languages:
            for row, text in enumerate(events.columns[f"{field}_{language}"]):
                words = text.split()
                if len(words) > longest and (count := sum(any(map(str.isalnum, word)) for word in words)) > longest:
                    yield events.fault(row, f"{field}_{language}", f"has {count} words; lists are made for {longest}")


def _claims(record: Record) -> dict[str, list[int]]:
    """Return the rows of the citations of each event."""
    found: dict[str, list[int]] = defaultdict(list)
    for row, event in enumerate(record.tables["citations"].columns["event_id"]):
        found[event].append(row)
    return found


def _kinds(record: Record, languages: tuple[str, ...]) -> Iterator[Fault]:
    """The words of an event are those of its kind: no fire without one; ground is captured, prisoners are arrested."""
    events, citations, claims = record.tables["events"], record.tables["citations"].columns, _claims(record)
    columns = events.columns
    for row, (event, kind) in enumerate(zip(columns["event_id"], columns["kind"], strict=True)):
        if kind == "capture":
            for language in languages:
                if _PRISONERS.search(columns[f"title_{language}"][row]):
                    yield events.fault(row, "kind", "prisoners are taken by an arrest, ground by a capture")
                    break
        for language in languages:
            texts = [columns[f"{field}_{language}"][row] for field in ("title", "summary")]
            texts += [citations["claim" if language == "en" else "claim_fr"][cited] for cited in claims[event]]
            pattern = KIND_WORDS.get(kind, {}).get(language)
            if pattern and not re.search(pattern, " ".join(texts), re.IGNORECASE):
                yield events.fault(row, "kind", f"no word of its texts in {language!r} tells that it is of the kind {kind!r}")
                break


def _certainties(record: Record) -> Iterator[Fault]:
    """What one witness contradicts, or all have by hearsay, is not certain; nor is a day that none of them gives."""
    events, citations, claims = record.tables["events"], record.tables["citations"].columns, _claims(record)
    against = {
        event
        for event, stance, about in zip(citations["event_id"], citations["stance"], citations["about"], strict=True)
        if stance == "contradicts" and about in ("event", "start")
    }
    columns = events.columns
    for row, (event, certainty) in enumerate(zip(columns["event_id"], columns["certainty"], strict=True)):
        if certainty != "certain":
            continue
        if event in against:
            yield events.fault(row, "certainty", "certain, though a witness contradicts the event or its start")
        elif _HEARSAY.search(columns["summary_en"][row]) or _HEARSAY.search(columns["summary_fr"][row]):
            yield events.fault(row, "certainty", "certain, though its summary tells it by hearsay")
        elif not any(citations["says_start"][n] for n in claims[event]) and any(
            _NO_DAY.search(text) for text in (columns["summary_en"][row], *(citations["claim"][n] for n in claims[event]))
        ):
            yield events.fault(row, "certainty", "certain, though its texts give no day")


def _dates(record: Record) -> Iterator[Fault]:
    """An EDTF date and the days of its row say the same."""
    events = record.tables["events"]
    columns = events.columns
    latest = record.week.latest if record.week else ""
    for row, (edtf, start, end) in enumerate(zip(columns["edtf"], columns["start"], columns["end"], strict=True)):
        if not edtf or not (edtf_dates.is_interval(edtf) or edtf.startswith("[")):
            continue
        first, last = edtf_dates.span(edtf)
        begins, ends = (moment.partition("T")[0] for moment in (start, end or start))
        if first not in (edtf_dates.EVER[0], calendar.first_day(begins)):
            yield events.fault(row, "edtf", f"{shown(edtf)} begins on another day than the row, {shown(begins)}")
        if last not in (edtf_dates.EVER[1], calendar.last_day(ends)) and last <= latest:
            yield events.fault(row, "edtf", f"{shown(edtf)} ends on another day than the row, {shown(ends)}")


def _judgements(record: Record) -> Iterator[Fault]:
    """The day and the place of a row are ours to judge, within what its witnesses say where all who support it speak of them."""
    events, cited, claims = record.tables["events"], record.tables["citations"].columns, _claims(record)
    columns = events.columns
    for row, event in enumerate(columns["event_id"]):
        supporting = [n for n in claims[event] if cited["stance"][n] == "supports"]
        days = [cited["says_start"][n][:10] for n in supporting]
        if days and all(days) and not edtf_dates.is_about(columns["edtf"][row]):
            days += [cited[name][n][:10] for n in claims[event] for name in ("says_start", "says_end") if cited[name][n]]
            start, end = columns["start"][row][:10], columns["end"][row][:10]
            first, last = edtf_dates.window(columns["edtf"][row], start, end or None)
            if last < min(days) or first > max(days):
                given = " to ".join(dict.fromkeys((min(days), max(days))))
                yield events.fault(row, "start", f"{shown(start)} is not a day that its witnesses give: {given}")
        places = {cited["says_place_id"][n] for n in supporting}
        if places and "" not in places and columns["place_id"][row] not in places:
            yield events.fault(row, "place_id", f"its witnesses have it elsewhere: {', '.join(sorted(places))}")


def _killed(record: Record) -> Iterator[Fault]:
    """The numbers of dead of a row are the lowest and the highest that its witnesses claim, and each stands with its witness."""
    events, citations, claims = record.tables["events"], record.tables["citations"], _claims(record)
    columns, cited = events.columns, citations.columns
    if "says_killed_min" not in {column.name for column in citations.table.columns}:
        return
    for row, (event, kind) in enumerate(zip(columns["event_id"], columns["kind"], strict=True)):
        said = [(cited["says_killed_min"][n], cited["says_killed_max"][n]) for n in claims[event]]
        lows = [int(low) for low, _ in said if low]
        highs = [int(high) for _, high in said if high]
        floors = [int(low) for low, high in said if low and not high]
        lowest = str(min(lows)) if lows else ""
        highest = "" if not highs or max(floors, default=0) > max(highs) else str(max(highs))
        if (columns["killed_min"][row], columns["killed_max"][row]) != (lowest, highest):
            wanted = f"{lowest or 'none'} to {highest or 'none'}"
            yield events.fault(row, "killed_min", f"the witnesses claim {wanted}, the row says otherwise")
        for n in claims[event]:
            if kind in GRAVE and _counts(cited, n) and not (cited["says_killed_min"][n] or cited["says_killed_max"][n]):
                yield citations.fault(n, "says_killed_min", "is empty, though the claim is about the number")


def _counts(cited: Mapping[str, Sequence[str]], row: int) -> bool:
    """Tell whether a citation speaks to the number of dead itself, and gives one."""
    speaks = cited["about"][row] == "number" and cited["stance"][row] != "mentions"
    return speaks and bool(numbers(cited["claim"][row], "en") or numbers(cited["claim_fr"][row], "fr"))


def _duplicates(record: Record) -> Iterator[Fault]:
    """One fact is one row: the same kind, place, day and actor on the word of the same passage is looked at twice."""
    events, citations = record.tables["events"], record.tables["citations"].columns
    passages: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for event, source, locator in zip(*(citations[name] for name in ("event_id", "source_id", "locator")), strict=True):
        passages[event].add((source, locator))
    columns = events.columns
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row in range(len(events)):
        numbered = columns["killed_max"][row] if int(columns["killed_max"][row] or 0) > ALIKE else ""
        day, actor = columns["start"][row][:10], columns["actor"][row]
        if numbered:
            alike["number", columns["kind"][row], day, actor, numbered].append(row)
        alike["text", columns["place_id"][row], day, columns["summary_en"][row], columns["summary_fr"][row]].append(row)
    for rows in alike.values():
        for at, row in enumerate(rows):
            for earlier in rows[:at]:
                if passages[columns["event_id"][row]] & passages[columns["event_id"][earlier]]:
                    yield events.fault(row, "event_id", f"looks like the same fact as {columns['event_id'][earlier]}")


def _parts_of_day(events: Rows) -> Iterator[Fault]:
    """An hour lies in the part of the day that stands beside it, or within an hour of it: writers differ."""
    for row, (start, part) in enumerate(zip(events.columns["start"], events.columns["part_of_day"], strict=True)):
        time = start.partition("T")[2]
        if time and part and part not in {_part_at((int(time[:2]) + away) % 24) for away in (-1, 0, 1)}:
            yield events.fault(row, "part_of_day", f"is {shown(part)}, but {time} is in the {_part_at(int(time[:2]))}")


def _part_at(hour: int) -> str:
    return "night" if hour < int(codes.DAWN) else next(part for part, end in codes.PART_ENDS.items() if hour < int(end))


def _hours(record: Record, languages: tuple[str, ...]) -> Iterator[Fault]:
    """An hour that a witness gives of the beginning or the end stands where a clock can read it."""
    citations = record.tables["citations"]
    columns = citations.columns
    if "en" not in languages or "says_start" not in {column.name for column in citations.table.columns}:
        return
    for row, (about, claim) in enumerate(zip(columns["about"], columns["claim"], strict=True)):
        if columns["stance"][row] == "mentions":
            continue
        clocked = "T" in columns["says_start"][row] + columns["says_end"][row]
        if about in ("start", "end") and not clocked and tells_hour(claim, "en"):
            yield citations.fault(row, f"says_{about}", f"has no hour, the claim has one: {shown(claim)}")


def _languages(record: Record, languages: tuple[str, ...]) -> Iterator[Fault]:
    """English and French give the same numbers."""
    if len(languages) < 2:
        return
    for name, pairs in (
        ("events", (("title_en", "title_fr"), ("summary_en", "summary_fr"))),
        ("citations", (("claim", "claim_fr"),)),
    ):
        rows = record.tables[name]
        for english, french in pairs:
            for row, (text, texte) in enumerate(zip(rows.columns[english], rows.columns[french], strict=True)):
                one, other = numbers(text, "en"), numbers(texte, "fr")
                if text and texte and one is not None and other is not None and one != other:
                    differ = ", ".join(map(str, sorted(one ^ other)))
                    yield rows.fault(row, french, f"English and French give different numbers: {differ}")


def _spellings(record: Record) -> Iterator[Fault]:
    """A name has one spelling: that of ``spelling.csv``, never the one to avoid."""
    table = record.tables["spelling"].columns
    wanted = dict(zip(table["avoid"], table["use"], strict=True))
    if not wanted:
        return
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(wanted, key=len, reverse=True)))})(?!\w)")
    for name in ("events", "places", "days", "people"):
        rows = record.tables[name]
        for column in rows.table.columns:
            if column.type != "text" or column.name in ("variants", "note", "note_en", "note_fr", "name_today"):
                continue
            for row, text in enumerate(rows.columns[column.name]):
                if found := pattern.search(text):
                    yield rows.fault(row, column.name, f"{shown(found[1])} is spelt {shown(wanted[found[1]])} in this record")


def _lives(record: Record) -> Iterator[Fault]:
    """Nobody acts after the day of their death."""
    events, participants = record.tables["events"].columns, record.tables["participants"]
    row_of = {event: row for row, event in enumerate(events["event_id"])}
    died: dict[str, str] = {}
    parts = list(zip(*(participants.columns[name] for name in ("event_id", "person_id", "part")), strict=True))
    for event, person, part in parts:
        row = row_of.get(event)
        if part == "killed" and row is not None and events["kind"][row] not in ("bodies", "burial"):
            _, last = edtf_dates.window(events["edtf"][row], events["start"][row][:10], events["end"][row][:10] or None)
            died[person] = min(died.get(person, last), last)
    for n, (event, person, part) in enumerate(parts):
        row = row_of.get(event)
        if row is None or person not in died or part in ("killed", "judged"):
            continue
        if events["start"][row][:10] > died[person]:
            yield participants.fault(
                n, "person_id", f"{shown(person)} died by {died[person]}, the event is of {events['start'][row][:10]}"
            )
