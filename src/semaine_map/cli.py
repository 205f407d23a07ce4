"""The command ``semaine-map``: one function per verb."""

from __future__ import annotations

import argparse
import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.bringing import add_import_options, run_import, run_new
from semaine_map.drawing import add_figure_options, run_figure
from semaine_map.errors import RecordError, SemaineError, report
from semaine_map.record.tables import LANGUAGES
from semaine_map.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.gazetteer import Position
    from semaine_map.staging import Made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``semaine-map``; return 0, or 1 after a message when the record, an argument or the machine refuses."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal of another alphabet shows what it cannot write as \u2026 instead of ending in a traceback.
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        verb: int = options.run(options)
    except RecordError as error:
        print(error, file=sys.stderr)
        print(f"{error.count:,} fault{'s' if error.count > 1 else ''} found; nothing was written", file=sys.stderr)
        return 1
    except SemaineError as error:
        print(f"semaine-map: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; that is not an error.
        sys.stderr.close()
        return 0
    except MemoryError:
        print("semaine-map: the memory does not suffice for this record; the earlier output is untouched", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("semaine-map: stopped; the earlier output is untouched", file=sys.stderr)
        return 130
    return verb


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="semaine-map",
        description="Build and question an atlas, day by day: of the Bloody Week (Paris, 21–28 May 1871) or of your own record.",
    )
    parser.add_argument("--version", action="version", version=f"semaine-map {__version__}")
    verbs = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def verb(name: str, run: object, summary: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=summary, description=summary)
        added.add_argument("--geodata", type=_folder, metavar="DIR", help="folder of the record (default: the Bloody Week)")
        added.set_defaults(run=run)
        return added

    building = verb("build", run_build, "Build the atlas, the day pages, the GIS files and the sheets for the wall.")
    building.add_argument("--output", type=_folder, metavar="DIR", default=Path("output"), help="where to (default: output)")
    building.add_argument("--all-sheets", action="store_true", help="a wall sheet for each day, also of more than 31")
    building.add_argument("--fresh", action="store_true", help="make everything anew, also what has not changed")
    meant = "where the output will stand on the web: adds site/, a page for each event, person and place, with a sitemap"
    building.add_argument("--site", metavar="ADDRESS", help=meant)
    _add_count_options(verb("count", run_count, "Count a GeoParquet data set of events of any size, here or on a Dask cluster."))
    checking = verb("validate", run_validate, "Check every table and drawing; list every fault.")
    checking.add_argument("--format", choices=("text", "json"), default="text", help="json: every fault by itself, for a program")
    telling = verb("day", run_day, "Print what happens on one day.")
    telling.add_argument("day", metavar="DAY", help="as it stands in the record, like 1848-06-24")
    telling.add_argument("--language", choices=LANGUAGES, help="language of the answer (default: the first of the record's)")
    locating = verb("locate", run_locate, "Tell where a place, street or address is, and what happened there.")
    locating.add_argument("name", metavar="NAME", nargs="?", help='for example "31 rue du Bac" or "place du Château-d\'Eau"')
    locating.add_argument("--file", type=_folder, metavar="TABLE", help="look up a column of a table: CSV, XLSX or GeoJSON")
    locating.add_argument("--address", metavar="COLUMN", help="the column of the table that holds the addresses")
    locating.add_argument("--output", type=_folder, metavar="FILE", help="where to, CSV, XLSX or GeoJSON; default TABLE-located")
    locating.add_argument("--year", type=int, metavar="YEAR", help="prefer the names of that year")
    locating.add_argument("--language", choices=LANGUAGES, help="language of the answer (default: the first of the record's)")
    add_figure_options(
        verb("figure", run_figure, "Draw a part of the map for a journal: PDF, SVG or PNG, with key, scale and credit."), _folder
    )
    _add_export_options(verb("export", run_export, "Write the GIS kit alone, whole or a part, in any reference system."))
    verb("describe", run_describe, "Write README.md and datapackage.json of a record from the schema.")
    beginning = verbs.add_parser(
        "new", help=(summary := "Write a small record that builds, to change into your own."), description=summary
    )
    beginning.add_argument("folder", type=_folder, metavar="DIR", help="where to; made if it is not there")
    beginning.set_defaults(run=run_new)
    summary = "Make a record, and its atlas, of a table of events: CSV, XLSX, ODS, GeoJSON or a layer of a GeoPackage."
    importing = verbs.add_parser("import", help=summary, description=summary)
    importing.set_defaults(run=lambda options: run_import(options, run_build))
    add_import_options(importing, _folder)
    verb("redraw", run_redraw, "Move the lines of basemap/ to where junctions.csv has their points.")
    return parser


def _folder(text: str) -> Path:
    """Return the folder that is meant; no shell reads ``--output=~/atlas`` for us."""
    return Path(text).expanduser()


def _add_count_options(counting: argparse.ArgumentParser) -> None:
    counting.add_argument("events", metavar="EVENTS", help="folder, file or address (s3://…) of GeoParquet, each event once")
    counting.add_argument("--output", type=_folder, metavar="DIR", default=Path("output"), help="where to (default: output)")
    counting.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster: tcp://host:8786 (default: this machine)")
    counting.add_argument("--workers", type=int, default=2, metavar="N", help="processes on this machine (default: 2)")
    counting.add_argument("--memory", default="2GB", metavar="SIZE", help="most memory of each process here (default: 2GB)")


def _add_export_options(exporting: argparse.ArgumentParser) -> None:
    where = "where to (default: output/gis; of a part, or in another system, output/selection)"
    exporting.add_argument("--output", type=_folder, metavar="DIR", help=where)
    for name, metavar, meaning in (
        ("format", "NAME", "geojson, gpkg, qgz, kmz, parquet, fgb, csv, jsonld, pmtiles or sld (default: all)"),
        ("day", "DAY", "what begins, stands, burns or happens on that day"),
        ("kind", "KIND", "events of that kind, for example barricade"),
        ("arrondissement", "N", "what lies in the district of that number; 0 is outside all of them"),
        ("certainty", "WORD", "certain, less-certain or uncertain"),
        ("source", "ID", "events that this source speaks of"),
        ("actor", "WHO", "events by that side of the record, or by both, civilian or unknown"),
    ):
        exporting.add_argument(f"--{name}", action="append", default=[], metavar=metavar, help=f"{meaning}; may be repeated")
    exporting.add_argument("--part", metavar="PART", help="with one --day: nothing that begins after its dawn, morning, noon …")
    exporting.add_argument("--hour", metavar="H", help="with one --day: of what begins at a known hour, only what is before H")
    exporting.add_argument(
        "--bbox", metavar="W,S,E,N", help="what touches that box, in degrees WGS 84 (--bbox=-1,48,2,49 if west of Greenwich)"
    )
    exporting.add_argument("--crs", metavar="CODE", help="reference system, for example EPSG:2154 (default: WGS 84)")


def run_build(options: argparse.Namespace) -> int:
    """Build everything; show progress, then a table of what was made."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.table import Table

    from semaine_map.build import STAGES, build

    console = Console()
    columns = (
        TextColumn("{task.description:<26}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    progress = Progress(*columns, console=console)
    task = progress.add_task("starting", total=len(STAGES))

    def begin(stage: str) -> None:
        progress.start()
        progress.update(task, completed=STAGES.index(stage), description=stage)

    def warn(sentence: str) -> None:
        console.print(sentence, soft_wrap=True, markup=False)

    try:
        made = build(
            options.geodata,
            options.output,
            begin=begin,
            warn=warn,
            fresh=options.fresh,
            every_sheet=options.all_sheets,
            site=options.site,
        )
        progress.update(task, completed=len(STAGES), description="done")
    finally:
        if progress.live.is_started:
            progress.stop()
    if not made:
        warn(f"Nothing has changed: the files in {options.output} are what would be made again (--fresh makes them anew).")
        warn(f"Open {options.output / 'index.html'} in a browser; it needs no network.")
        return 0
    table = Table(title=f"Made in {options.output}", title_justify="left")
    table.add_column("file")
    table.add_column("size", justify="right")
    for path, size in _by_folder(made):
        table.add_row(path, _size(size))
    console.print(table)
    console.print(f"Open {options.output / 'index.html'} in a browser; it needs no network.", soft_wrap=True)
    if options.site:
        console.print(f"For {options.site} put all of {options.output} there; site/sitemap.xml names its pages.", soft_wrap=True)
    return 0


def _by_folder(made: Sequence[Made]) -> Iterator[tuple[str, int]]:
    """Yield path and size of each of ``made``, in a line for all where a folder holds more than eight files of one sort."""
    sorts: dict[str, list[Made]] = {}
    for one in made:
        folder, _, name = one.path.rpartition("/")
        sort = f"{folder}/*.{name.rpartition('.')[2]}" if folder else one.path
        sorts.setdefault(re.sub(r"/day=[^/]+/", "/day=*/", sort), []).append(one)
    for sort, files in sorts.items():
        if len(files) > 8:
            yield f"{sort} ({len(files)})", sum(one.size for one in files)
        else:
            yield from ((one.path, one.size) for one in files)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.2f} MB" if count >= 1_000_000 else f"{count / 1_000:.1f} kB"


def run_count(options: argparse.Namespace) -> int:
    """Count a data set of events; say how many, and how many were left out."""
    from semaine_map.counting import cluster, count

    with cluster(options.scheduler, options.workers, options.memory) as client:
        counted = count(options.events, options.geodata, options.output, client, begin=lambda stage: print(f"{stage} …"))
    print(f"{counted.grid.week.total:,} events counted; {len(counted.made)} files in {options.output}")
    if counted.left_out:
        print(f"{counted.left_out:,} left out, without a kind, a day of the calendar or a position on the map", file=sys.stderr)
    print(f"Open {options.output / 'index.html'} in a browser; it needs no network.")
    return 0


def run_validate(options: argparse.Namespace) -> int:
    """Check the record; say what it holds when it is sound, and what in it looks wrong though it is allowed."""
    from semaine_map.build import load_record
    from semaine_map.record.doubts import doubts

    if options.format == "json":
        return _validate_as_json(options.geodata)
    record = load_record(options.geodata)
    count = {name: len(rows) for name, rows in record.tables.items()}
    places = len(set(record.tables["events"].columns["place_id"]))
    cited = len(set(record.tables["citations"].columns["source_id"]))
    counts = f"{count['events']} events at {places} places, {count['citations']} citations"
    looked_at = sorted(doubts(record))
    for line in report(looked_at, len(looked_at)):
        print(line, file=sys.stderr)
    print(f"{record.folder.name}: sound ({counts} of {cited} sources)")
    if looked_at:
        print(
            f"{len(looked_at):,} {'cell looks' if len(looked_at) == 1 else 'cells look'} wrong, and may be right", file=sys.stderr
        )
    return 0


def _validate_as_json(geodata: Path | None) -> int:
    """Print every fault and doubt as one JSON object a program can read."""
    import json
    from dataclasses import asdict

    from semaine_map.build import load_record
    from semaine_map.record.doubts import doubts

    try:
        record = load_record(geodata)
    except RecordError as error:
        result = {"sound": False, "count": error.count, "faults": [asdict(fault) for fault in error.faults], "doubts": []}
    else:
        result = {"sound": True, "count": 0, "faults": [], "doubts": [asdict(doubt) for doubt in sorted(doubts(record))]}
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 0 if result["sound"] else 1


def run_day(options: argparse.Namespace) -> int:
    """Print what happens on a day, in order, with hour, place and witnesses."""
    import textwrap

    from semaine_map.build import load
    from semaine_map.history import citing, counts, days
    from semaine_map.history.event import rows, summary, title

    dataset = load(options.geodata)
    day = dataset.week.day(options.day)
    state = dataset.states[dataset.week.days.index(day)]
    language = dataset.week.language(options.language)
    words = dataset.words[language]
    print(f"{dataset.week.title[language]}, {day}")
    if text := dataset.day_texts.get(day):
        print("\n" + textwrap.fill(text[language], 100))
    print("\n" + counts.in_words(dataset, language, counts.count(dataset, state)))
    events = zip(rows(dataset.tables["events"]), state.statuses, strict=True)
    cited = citing.witnesses(dataset, language)
    colon = "\u00a0:" if language == "fr" else ":"
    seen = [(event, status) for event, status in events if days.is_of(day, event["step"], status)]
    # What begins on the day comes in the order of its hours; then what goes on from before, and what may be of the day.
    for event, status in sorted(seen, key=lambda one: (one[0]["undated"], one[0]["step"] != day)):
        own = event["step"] == day and not event["undated"]
        when = (event["start_time"] or words["part_of_day"].get(event["part_of_day"], "")) if own else ""
        sure = "" if event["certainty"] == "certain" else f" [{words['certainty'][event['certainty']]}]"
        print(f"\n{words['kind'][event['kind']]}{colon} {title(event, language)}{sure}")
        print(f"  {event['name_1871']}" + (f" ({when})" if when else "") + f" — {words['status'][status]}")
        print(textwrap.indent(textwrap.fill(summary(event, language), 96), "  "))
        print(textwrap.indent(textwrap.fill(cited.get(event["id"], ""), 96), "  "))
    return 0


def run_locate(options: argparse.Namespace) -> int:
    """Print position, precision, arrondissement, both names, the events there and other answers; or look up a whole table."""
    from semaine_map.build import load
    from semaine_map.errors import UsageError

    if (options.name is None) == (options.file is None):
        raise UsageError("locate takes a NAME, or a table with --file and --address")
    if options.file is not None and options.address is None:
        raise UsageError("which column of the table holds the addresses? Say so with --address COLUMN")
    dataset = load(options.geodata)
    if options.file is None:
        _print_position(dataset, options)
        return 0
    from semaine_map.addresses import FORMATS, locate_table

    ending = options.file.suffix.lower() if options.file.suffix.lower() in FORMATS else ".csv"
    output = options.output or options.file.with_name(f"{options.file.stem}-located{ending}")
    found, count = locate_table(options.file, options.address, dataset, output, year=options.year)
    print(f"{found:,} of {count:,} found; written to {output}")
    return 0


def _print_position(dataset: Dataset, options: argparse.Namespace) -> None:
    from semaine_map.history.event import title
    from semaine_map.history.nearby import near

    found = dataset.gazetteer.locate(options.name, options.year)
    nearby = near(dataset, found)
    language = dataset.week.language(options.language)
    words = dataset.words[language]
    print(_both_names(found) + (f", renamed {found.renamed}" if found.renamed else ""))
    how = words["method"].get(found.method, found.method)
    print(f"  {_degrees(found)}, within {found.precision_m} m ({how})")
    if nearby.arrondissement:
        print(f"  {dataset.district(nearby.arrondissement, language)}")
    for heading, events in (("", nearby.events), ("in this street, no text says where:", nearby.in_street)):
        if heading and events:
            print(f"  {heading}")
        for event in events:
            day = event["edtf"] if event["undated"] else event["start"]
            print(f"  {day}  {words['kind'][event['kind']]}: {title(event, language)} ({event['name_1871']})")
    for other in found.others:
        print(f"  or, {other.score:.2f}: {_both_names(other)}, {_degrees(other)}, within {other.precision_m} m")


def _both_names(found: Position) -> str:
    return found.name_1871 + (f" (today: {found.name_today})" if found.name_today else "")


def _degrees(found: Position) -> str:
    """Return a position as atlases print it: south and west have their letters, not a sign."""
    north, east = ("N" if found.lat >= 0 else "S"), ("E" if found.lon >= 0 else "W")
    return f"{abs(found.lat):.5f} {north}, {abs(found.lon):.5f} {east}"


def run_export(options: argparse.Namespace) -> int:
    """Write the kit, or the part of it that is asked for, into a folder."""
    from semaine_map.build import load
    from semaine_map.exports import formats, gather, replaces, write
    from semaine_map.exports.projection import operation
    from semaine_map.history.selection import WHOLE, select
    from semaine_map.staging import beside

    named = ("day", "hour", "part", "kind", "arrondissement", "certainty", "source", "actor", "bbox")
    selection = select(**{name: getattr(options, name) for name in named})
    chosen = formats(options.format, projected=options.crs is not None)
    whole = selection == WHOLE and options.crs is None
    output = options.output or Path("output/gis" if whole else "output/selection")
    dataset = load(options.geodata)
    carried = None if options.crs is None else operation(options.crs, dataset.week.bounds)
    kit = gather(dataset).choose(selection)
    with beside(output, replaces=replaces(chosen)) as stage:
        write(kit, stage.folder, chosen, operation=carried)
    if carried is not None:
        print(carried)
    counts = f"{len(kit.text['events'])} events at {kit.text['events']['place_id'].nunique()} places"
    print(f"{counts}: {len(stage.made)} files written to {output}")
    for sentence in stage.words():
        print(sentence)
    return 0


def run_describe(options: argparse.Namespace) -> int:
    """Write the generated pages into the folder of the record itself."""
    from semaine_map.build import load_record
    from semaine_map.record import describe
    from semaine_map.staging import over

    record = load_record(options.geodata)
    texts = {"README.md": describe.page(record), "datapackage.json": describe.data_package(record)}
    foreign = [name for name in texts if not describe.is_ours(record.folder / name)]
    with over(record.folder) as stage:
        for name in texts.keys() - foreign:
            stage.write(name, texts[name])
    for name in foreign:
        print(f"{name} in {record.folder} was not written by this command and stays; move it to have a new one")
    print(f"{' and '.join(name for name in texts if name not in foreign) or 'nothing'} written to {record.folder}")
    return 0


def run_redraw(options: argparse.Namespace) -> int:
    """Rewrite the drawings whose junctions were moved."""
    from semaine_map.record import reading
    from semaine_map.record.snap import redraw
    from semaine_map.staging import over

    record = reading.read(options.geodata or reading.find_geodata())
    changed = redraw(record)
    with over(record.folder) as stage:
        for name, text in changed.items():
            stage.write(name, text)
    print(f"{', '.join(changed) or 'nothing'} redrawn")
    return 0


if __name__ == "__main__":
    sys.exit(main())
