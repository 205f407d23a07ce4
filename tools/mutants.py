"""Change the code wrongly, a place at a time, and see whether a test fails: ``python tools/mutants.py history --most 40``.

Each change is made to the syntax tree of one module as it is imported, in a process of its own: no file is ever touched. That
process is forked from one that has the libraries and the rooms below loaded, runs the test files that stand nearest to the module
first, and ends with the first test that fails. Programs that a test starts see the change too.

Which places are drawn hangs on a hash of the seed, the module and the code of the place alone: a change elsewhere draws no
others. Answers are kept in a file outside the repository, by the text of the module and of the tests, so that a second run
goes on where the first ended. ``docs/mutants.md`` has the scores.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib
import importlib.abc
import importlib.util
import json
import os
import resource
import signal
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import FrameType, ModuleType

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
PACKAGE = "semaine_map"
TESTS = ROOT / "tests"
ROOMS = ("history", "portrayal", "exports")

BELOW = {"history": ("record",), "portrayal": ("record", "history"), "exports": ("record", "history", "portrayal")}
"""Rooms that know nothing of each: no change in it is seen there, so they are loaded, and the record read, but once."""

LIBRARIES = (
    "pytest", "pandas", "geopandas", "pyarrow", "pyogrio", "duckdb", "folium", "fastkml", "edtf", "rapidfuzz", "PIL.Image",
    "reportlab.pdfgen.canvas", "pypdfium2", "pyproj", "fontTools.svgLib.path",
)  # fmt: skip

CPU_SECONDS = 60
"""A test that takes longer than that does not come to an end: the change is noticed."""

DIED = "the process died"

VARIABLE = "SEMAINE_MUTANT"
"""Names the change to the processes that a test starts: module, path and place, as JSON."""

COMPARED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
            ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}  # fmt: skip
RECKONED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}

# ---------------------------------------------------------------- the changes


def _turn(node: ast.Compare) -> None:
    node.ops[0] = COMPARED[type(node.ops[0])]()


def _other(node: ast.BoolOp) -> None:
    node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()


def _reckon(node: ast.BinOp) -> None:
    node.op = RECKONED[type(node.op)]()


def _spoil(node: ast.Constant) -> None:
    value = node.value
    if isinstance(value, bool):
        node.value = not value
    elif isinstance(value, str):
        node.value = f"{value}_"
    elif isinstance(value, int | float):
        # A measure that is a little larger nobody would miss.
        node.value = value * 2 if abs(value) >= 10 or (isinstance(value, float) and value) else value + 1


def _assert(node: ast.UnaryOp) -> None:
    node.op, node.operand = ast.UAdd(), ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])


def _swap(node: ast.IfExp) -> None:
    node.body, node.orelse = node.orelse, node.body


def _deny(node: ast.If | ast.comprehension) -> None:
    if isinstance(node, ast.If):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    else:
        node.ifs[0] = ast.UnaryOp(ast.Not(), node.ifs[0])


def _cross(node: ast.Tuple | ast.Call) -> None:
    parts = node.elts if isinstance(node, ast.Tuple) else node.args
    parts[0], parts[1] = parts[1], parts[0]


def _cut(node: ast.Tuple | ast.List | ast.Set | ast.Dict) -> None:
    if isinstance(node, ast.Dict):
        node.keys.pop()
        node.values.pop()
    else:
        node.elts.pop()


def _unordered(node: ast.Call) -> None:
    node.func, node.keywords = ast.Name("list", ast.Load()), []


def changes_of(  # noqa: C901, PLR0912 - a case a sort of change: one list to read
    node: ast.AST,
) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """Yield the changes that can be made to ``node``: what is wrong afterwards, and the function that does it."""
    match node:
        case ast.Compare() if type(node.ops[0]) in COMPARED:
            yield "comparison turned round", _turn
        case ast.BoolOp():
            yield "and for or, or for and", _other
        case ast.BinOp() if type(node.op) in RECKONED and not isinstance(node.left, ast.JoinedStr):
            yield "reckoned the other way", _reckon
        case ast.Constant(value=bool()):
            yield "another value", _spoil
        case ast.Constant(value=int() | float()):
            yield "another number", _spoil
        case ast.Constant(value=str() as text) if text.isidentifier():
            yield "another value", _spoil
        case ast.UnaryOp(op=ast.Not()):
            yield "not left out", _assert
        case ast.IfExp():
            yield "if and else swapped", _swap
        case ast.If() if not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield "condition denied", _deny
        case ast.comprehension(ifs=[first, *_]) if not isinstance(first, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield "condition denied", _deny
        case ast.Tuple(elts=[one, two, *_], ctx=ast.Load()) if _may_cross(one, two):
            yield "first two crossed", _cross
            yield "last left out", _cut
        case ast.List(elts=[_, _, *_], ctx=ast.Load()) | ast.Set(elts=[_, _, *_]) | ast.Dict(keys=[_, _, *_]):
            yield "last left out", _cut
        case ast.Call(func=ast.Name(id="sorted")):
            yield "order left as it was", _unordered
        case ast.Call(func=ast.Name(id="isinstance")):
            pass
        case ast.Call(args=[one, two, *_]) if _may_cross(one, two):
            yield "first two crossed", _cross


def _may_cross(one: ast.expr, two: ast.expr) -> bool:
    return not isinstance(one, ast.Starred) and not isinstance(two, ast.Starred) and ast.unparse(one) != ast.unparse(two)


def _not_drawn(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what below ``node`` is no behaviour: docstrings, types, messages of errors, and what asserts something itself.

    ``strict=True`` of ``zip`` and ``allow_nan=False`` of ``json`` are assertions; a cache's size is no result; the members of a
    set, and of a tuple that is asked only whether it holds something, have no order.
    """
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Raise() | ast.Assert() | ast.Assign(targets=[ast.Name(id="__all__")]):
            yield from ast.walk(node)
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            yield from ast.walk(node)
        case ast.arg(annotation=ast.expr() as note) | ast.AnnAssign(annotation=note):
            yield from ast.walk(note)
        case ast.FunctionDef() | ast.ClassDef():
            for part in (getattr(node, "returns", None), *node.decorator_list):
                yield from ast.walk(part) if part is not None else ()
        case ast.keyword(arg="strict" | "allow_nan" | "maxsize"):
            yield from ast.walk(node)
        case ast.Call(func=ast.Name(id="cast" | "TypeVar" | "TypedDict" | "isinstance")):
            yield from ast.walk(node)


@dataclass(frozen=True, slots=True)
class Place:
    """One change of one module: the number of its node in ``ast.walk``, and which of its changes it is."""

    module: str
    path: str
    node: int
    change: int
    line: int
    code: str
    wrong: str

    @property
    def text(self) -> str:
        """Return it in a line, for people."""
        return f"{Path(self.path).relative_to(SOURCE / PACKAGE).as_posix()}:{self.line}: {self.code} ({self.wrong})"


def places(path: Path) -> Iterator[Place]:
    """Yield every change that can be made to the module at ``path``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    skipped = {id(one) for node in nodes for one in _not_drawn(node)}
    asked = {id(one) for node in nodes if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn)
             for one in node.comparators}  # fmt: skip
    module = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for number, node in enumerate(nodes):
        if id(node) in skipped:
            continue
        for change, (wrong, _) in enumerate(changes_of(node)):
            if not (wrong == "first two crossed" and id(node) in asked):
                shown = node.test if isinstance(node, ast.If) else node
                at = node.target if isinstance(node, ast.comprehension) else node
                code = ast.unparse(shown).replace("\n", " ").strip()[:90]
                yield Place(module, str(path), number, change, getattr(at, "lineno", 0), code, wrong)


def draw(room: str, seed: str, most: int) -> tuple[list[Place], int]:
    """Return the first ``most`` places of ``room``, in an order that hangs on seed and place alone; and how many there are."""
    ranked = []
    for path in sorted((SOURCE / PACKAGE / room).rglob("*.py")):
        seen: Counter[str] = Counter()
        for place in places(path):
            same = f"{place.module} {place.code} {place.wrong}"
            rank = hashlib.sha256(f"{seed} {same} {seen[same]}".encode()).hexdigest()
            seen[same] += 1
            ranked.append((rank, place))
    ranked.sort(key=lambda pair: pair[0])
    return [place for _, place in ranked[:most]], len(ranked)


# ---------------------------------------------------------------- importing a module with its change


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Import one module with one node changed, and everything else as it is."""

    def __init__(self, name: str, path: str, node: int, change: int) -> None:
        """Keep which module, where it lies, and what is changed."""
        self.name, self.path, self.node, self.change = name, Path(path), node, change
        self.was_imported = False

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        """Answer for the one module alone."""
        if name != self.name:
            return None
        inside = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(name, self.path, loader=self, submodule_search_locations=inside)

    def create_module(self, _spec: ModuleSpec) -> None:
        """Let Python make the module as it always does."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed tree."""
        self.was_imported = True
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        node = list(ast.walk(tree))[self.node]
        list(changes_of(node))[self.change][1](node)
        ast.fix_missing_locations(tree)
        exec(compile(tree, str(self.path), "exec"), module.__dict__)  # noqa: S102 - our own source


def install(change: str) -> Changed:
    """Have the module that ``change`` names imported with its change from now on."""
    finder = Changed(*json.loads(change))
    sys.meta_path.insert(0, finder)
    return finder


SITE = f"""import os, sys
if {VARIABLE!r} in os.environ:
    sys.path.append({str(Path(__file__).parent)!r})
    import mutants
    mutants.install(os.environ[{VARIABLE!r}])
"""
"""What Python runs at its start in the processes that a test starts (``sitecustomize``)."""

# ---------------------------------------------------------------- which tests, in which order


@cache
def imports(path: Path) -> frozenset[str]:
    """Return the modules of the package that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(name for name in found if name.split(".")[0] == PACKAGE and _file_of(name) is not None)


@cache
def _file_of(module: str) -> Path | None:
    base = SOURCE.joinpath(*module.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.exists()), None)


@cache
def distances(test: Path) -> Mapping[str, int]:
    """Return how many imports stand between a test file and each module that it reaches."""
    near: dict[str, int] = {}
    at, edge = 1, imports(test)
    while edge:
        near |= dict.fromkeys(edge, at)
        at += 1
        edge = frozenset(name for one in edge for name in imports(_file_of(one) or test) if name not in near)
    return near


def tests_of(module: str, killers: Mapping[str, Counter[str]]) -> list[Path]:
    """Return the test files: first those that have noticed changes of ``module``, of its room, then those nearest to it.

    A file named for the module or one of its packages counts as two imports nearer. What a package loads by name only when asked
    stands behind the package. Of files as near, the small ones come first.
    """
    parts = module.split(".")[1:]
    own, room = killers.get(module, Counter()), Counter[str]()
    for other, found in killers.items():
        if other.split(".")[1:2] == parts[:1]:
            room += found

    def rank(file: Path) -> tuple[int, int, int, int, str]:
        reached = distances(file)
        near = reached.get(module) or reached.get(module.rpartition(".")[0], 98) + 1
        near -= 2 * any(part in file.stem for part in parts)
        return -own[file.name], -room[file.name], near, file.stat().st_size, file.name

    return sorted(TESTS.glob("test_*.py"), key=rank)


# ---------------------------------------------------------------- running


class Noticed:
    """Tells which test failed first, and ends a test that goes on for ever (a plugin of pytest)."""

    def __init__(self) -> None:
        """Start with none."""
        self.test = ""

    def pytest_runtest_logreport(self, report: Any) -> None:  # noqa: ANN401 - pytest's own
        """Keep the first that failed."""
        if report.failed and not self.test:
            self.test = report.nodeid

    def pytest_collectreport(self, report: Any) -> None:  # noqa: ANN401 - pytest's own
        """Keep the first file that could not be imported."""
        if report.failed and not self.test:
            self.test = report.nodeid

    def pytest_runtest_setup(self) -> None:
        """Begin to count the seconds of a test."""
        signal.signal(signal.SIGVTALRM, _too_long)
        signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError("this test does not come to an end")


def attempt(place: Place | None, tests: Sequence[Path | str], site: str) -> dict[str, Any]:
    """Run ``tests`` in a process of their own with the change made; say whether it was noticed, and by which test."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        try:
            answer = _run(place, tests, site)
        except BaseException as problem:  # noqa: BLE001 - a forked process must not run on into the code of its parent
            answer = {"code": 3, "noticed": False, "by": repr(problem)}
        os.write(writer, json.dumps(answer).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as end:
        text = end.read()
    _, status = os.waitpid(child, 0)
    if text:
        return json.loads(text)  # type: ignore[no-any-return]
    return {"code": -os.waitstatus_to_exitcode(status), "noticed": True, "by": DIED}


def _run(place: Place | None, tests: Sequence[Path | str], site: str) -> dict[str, Any]:
    import pytest  # noqa: PLC0415 - loaded long ago

    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    resource.setrlimit(resource.RLIMIT_CPU, (20 * CPU_SECONDS, 20 * CPU_SECONDS))
    os.environ["PYTHONPATH"] = os.pathsep.join((site, str(SOURCE)))
    finder = None
    if place is not None:
        os.environ[VARIABLE] = json.dumps([place.module, place.path, place.node, place.change])
        finder = install(os.environ[VARIABLE])
    plugin = Noticed()
    code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *map(str, tests)], plugins=[plugin]))
    # 0: all passed; 1: one failed; 2: a file could not be imported. Anything else is no answer.
    noticed = code in (1, 2) and (finder is None or finder.was_imported)
    used = round(sum(resource.getrusage(whose).ru_utime for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
    return {"code": code, "noticed": noticed, "by": plugin.test, "cpu": used}


def warm(room: str) -> None:
    """Load what no change in ``room`` is seen in: the libraries, the rooms below, and the records of the tests."""
    for name in LIBRARIES:
        try:
            importlib.import_module(name)
        except ImportError:
            print(f"{name} is not installed: its tests are skipped", file=sys.stderr)
    for below in BELOW[room]:
        for path in sorted((SOURCE / PACKAGE / below).rglob("*.py")):
            importlib.import_module(".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"))
    reading, checks = (importlib.import_module(f"{PACKAGE}.record.{name}") for name in ("reading", "checks"))
    folders = (TESTS / "data" / "sound", reading.find_geodata())
    if "history" in BELOW[room]:
        build = importlib.import_module(f"{PACKAGE}.build")
        _keep(build, "load", {folder: build.load(folder) for folder in folders})
    else:
        records = {folder: reading.read(folder) for folder in folders}
        for record in records.values():
            checks.check(record)
        _keep(reading, "read", records)
        _keep(checks, "check", dict.fromkeys(map(id, records.values())))


def _keep(module: ModuleType, name: str, made: dict[Any, Any]) -> None:
    """Have a function of ``module`` return what was ``made`` of its argument, and ask anew for any other."""
    real = getattr(module, name)

    def kept(*given: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the function takes and returns
        asked = given[0] if given and isinstance(given[0], Path) else id(given[0]) if given else None
        return made[asked] if asked in made and not options else real(*given, **options)

    setattr(module, name, kept)


# ---------------------------------------------------------------- the whole


class Answers:
    """What earlier runs found out, a line each, by the text of the module and, where nothing was noticed, of the tests."""

    def __init__(self, path: Path) -> None:
        """Read what is there."""
        self.path = path
        self.known: dict[str, dict[str, Any]] = {}
        self.killers: dict[str, Counter[str]] = {}
        self.read = 0
        self.refresh()

    def refresh(self) -> None:
        """Take what was added to the file since it was last read, here or by a process beside this one."""
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8") as file:
            file.seek(self.read)
            while (line := file.readline()).endswith("\n"):
                self._take(json.loads(line))
                self.read = file.tell()

    def _take(self, entry: dict[str, Any]) -> None:
        self.known[entry["key"]] = entry
        if entry["noticed"] and entry["by"]:
            self.killers.setdefault(entry["module"], Counter())[Path(entry["by"].split("::")[0]).name] += 1

    def add(self, entry: dict[str, Any]) -> None:
        """Keep one more."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
        self.refresh()


def _digest(*paths: Path) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def _stop(reason: str) -> None:
    """End a forked process with a word of why."""
    print(reason, file=sys.stderr, flush=True)
    os._exit(1)


def key_of(place: Place) -> str:
    """Return what an answer is kept under: the text of the module and the change."""
    return f"{_digest(Path(place.path))} {place.module} {place.node} {place.change}"


@dataclass(frozen=True, slots=True)
class Session:
    """What all rooms are tried with: earlier answers, a digest of the tests, how many test files, Python's start, processes."""

    answers: Answers
    tests: str
    near: int
    site: str
    jobs: int

    def is_settled(self, known: dict[str, Any] | None) -> bool:
        """Tell whether an earlier run has the answer: what was noticed stays so, what was not is asked again of other tests."""
        return known is not None and (known["noticed"] or (known["tests"] == self.tests and known["near"] >= self.near))

    def try_all(self, room: str, drawn: Sequence[Place], possible: int) -> None:
        """Try what was ``drawn`` of ``room``, and print the score and what no test noticed."""
        left = [place for place in drawn if not self.is_settled(self.answers.known.get(key_of(place)))]
        if left:
            warm(room)
        workers = []
        for n in range(min(self.jobs, len(left))):
            worker = os.fork()
            if not worker:
                for place in left[n :: self.jobs]:
                    self.answers.refresh()
                    if not self.is_settled(self.answers.known.get(key_of(place))):
                        self._try(place)
                sys.stdout.flush()
                os._exit(0)
            workers.append(worker)
        for worker in workers:
            os.waitpid(worker, 0)
        self.answers.refresh()
        answers = [self.answers.known.get(key_of(place)) for place in drawn]
        survivors = [place for place, found in zip(drawn, answers, strict=True) if found is not None and not found["noticed"]]
        untried = sum(found is None for found in answers)
        print(f"{room}: {len(drawn) - len(survivors) - untried} of {len(drawn)} changes noticed, of {possible} possible")
        if untried:
            print(f"  {untried} were not tried")
        for place in survivors:
            print(f"  {place.text}")

    def _passes(self, test: str) -> bool:
        """Tell whether ``test`` passes where nothing is changed: one that fails anyway notices nothing."""
        texts = {".py", ".toml", ".json", ".csv", ".svg", ".txt", ".xml", ".kml", ".sld", ".md"}
        files = (file for folder in (SOURCE, TESTS) for file in sorted(folder.rglob("*")) if file.suffix in texts)
        key = f"passes {test} {_digest(*files)}"
        if key not in self.answers.known:
            found = attempt(None, [test], self.site)
            entry = {"key": key, "module": "", "text": test, "tests": self.tests, "near": self.near}
            self.answers.add({**entry, **found, "noticed": found["code"] == 0})
        return bool(self.answers.known[key]["noticed"])

    def _try(self, place: Place) -> None:
        found = attempt(place, tests_of(place.module, self.answers.killers)[: self.near], self.site)
        if found["code"] not in (0, 1, 2) and found["by"] != DIED:
            _stop(f"pytest gave no answer ({found}) for {place.text}")
        if found["code"] == 1 and not self._passes(found["by"]):
            _stop(f"{found['by']} fails though nothing is changed")
        entry = {
            "key": key_of(place),
            "module": place.module,
            "text": place.text,
            "tests": self.tests,
            "near": self.near,
            **found,
        }
        self.answers.add(entry)
        word = f"noticed by {found['by']}" if found["noticed"] else "NOT NOTICED"
        print(f"{place.text}: {word} ({found.get('cpu', '?')} s)", flush=True)


def main() -> None:
    """Draw places of the rooms asked for, try each, and print the scores and what no test noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="*", default=ROOMS, help="history, portrayal, exports (default: all)")
    parser.add_argument("--most", type=int, default=60, help="how many changes in a room (default: %(default)s)")
    parser.add_argument("--seed", default="1871", help="which places are drawn (default: %(default)s)")
    parser.add_argument("--near", type=int, default=99, help="run only so many test files, the nearest ones (default: all)")
    parser.add_argument("--jobs", type=int, default=2, help="how many side by side (default: %(default)s)")
    parser.add_argument("--nice", type=int, default=10, help="how far behind other work it stands (default: %(default)s)")
    parser.add_argument("--list", action="store_true", help="print what is drawn, and try nothing")
    where = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "semaine-map" / "mutants.jsonl"
    parser.add_argument("--answers", type=Path, default=where, help="where answers are kept (default: %(default)s)")
    options = parser.parse_args()
    sys.path.insert(0, str(SOURCE))
    os.chdir(ROOT)
    os.nice(options.nice)
    answers, tests = Answers(options.answers), _digest(*sorted(TESTS.rglob("*.py")))
    with tempfile.TemporaryDirectory() as site:
        (Path(site) / "sitecustomize.py").write_text(SITE, encoding="utf-8")
        session = Session(answers, tests, options.near, site, options.jobs)
        for room in options.rooms:
            drawn, possible = draw(room, options.seed, options.most)
            if options.list:
                print("\n".join(place.text for place in drawn))
                continue
            # Each room has a process of its own to start from, since each has other rooms below.
            child = os.fork()
            if not child:
                session.try_all(room, drawn, possible)
                sys.stdout.flush()
                os._exit(0)
            os.waitpid(child, 0)


if __name__ == "__main__":
    main()
