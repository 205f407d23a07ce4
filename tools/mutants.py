"""Change the code wrongly, a place at a time, and see whether a test fails: ``python tools/mutants.py history --most 40``.

Each change is made to the syntax tree of one module as it is imported, in a process of its own, so that no file is ever touched.
The places are drawn by a fixed seed; ``docs/mutants.md`` keeps the scores.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.util
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
TESTS = {
    "history": ("days", "dataset", "frames", "fronts", "territory", "selection", "density", "gazetteer", "bridges", "geocoding"),
    "portrayal": ("portrayal", "looks"),
    "exports": ("exports", "exports_api", "exports_projection", "qgis", "looks"),
}
"""The test files that speak of each room, as far as they are there."""

COMPARED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
            ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}  # fmt: skip
RECKONED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}


def _turn(node: ast.Compare) -> None:
    node.ops[0] = COMPARED[type(node.ops[0])]()


def _other(node: ast.BoolOp) -> None:
    node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()


def _reckon(node: ast.BinOp) -> None:
    node.op = RECKONED[type(node.op)]()


def _spoil(node: ast.Constant) -> None:
    value = node.value
    node.value = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}_"


def _assert(node: ast.UnaryOp) -> None:
    node.op, node.operand = ast.UAdd(), ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])


def _swap(node: ast.IfExp) -> None:
    node.body, node.orelse = node.orelse, node.body


def change_of(node: ast.AST) -> tuple[str, Callable[[Any], None]] | None:
    """Return what is wrong after the change of ``node``, and the function that makes it; None where there is none to make."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        return "comparison turned round", _turn
    if isinstance(node, ast.BoolOp):
        return "and for or, or for and", _other
    if isinstance(node, ast.BinOp) and type(node.op) in RECKONED and not isinstance(node.left, ast.JoinedStr):
        return "reckoned the other way", _reckon
    if isinstance(node, ast.Constant) and (
        isinstance(node.value, int) or (isinstance(node.value, str) and node.value.isidentifier())
    ):
        return "another value", _spoil
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return "not left out", _assert
    return ("if and else swapped", _swap) if isinstance(node, ast.IfExp) else None


def places(tree: ast.Module) -> Iterator[int]:
    """Yield the number of each node that can be changed, in the order of ``ast.walk``."""
    skipped = {id(one) for node in ast.walk(tree) for one in _never_run(node)}
    return (n for n, node in enumerate(ast.walk(tree)) if id(node) not in skipped and change_of(node) is not None)


def _never_run(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what below ``node`` is there to be read only: docstrings, annotations, imports for types, messages of errors."""
    if (
        (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or isinstance(node, ast.Raise | ast.Assert)
        or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    ):
        yield from ast.walk(node)
    elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
        yield from ast.walk(node.annotation)
    elif isinstance(node, ast.FunctionDef):
        for part in (node.returns, *node.decorator_list):
            yield from ast.walk(part) if part is not None else ()


def mutate(tree: ast.Module, wanted: int) -> str:
    """Change node ``wanted`` of ``tree`` in place; return its line, what it was and what the change is."""
    node = next(one for number, one in enumerate(ast.walk(tree)) if number == wanted)
    change = change_of(node)
    assert change is not None  # noqa: S101 - only such nodes are drawn
    told = f"{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:70]} ({change[0]})"
    change[1](node)
    ast.fix_missing_locations(tree)
    return told


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Import one module with one node changed, and everything else as it is."""

    def __init__(self, name: str, path: Path, wanted: int) -> None:
        """Keep which module, where it lies, and which node."""
        self.name, self.path, self.wanted = name, path, wanted

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        """Answer for the one module alone."""
        if name != self.name:
            return None
        inside = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(name, self.path, loader=self, submodule_search_locations=inside)  # type: ignore[arg-type]  # any loader serves

    def create_module(self, _spec: ModuleSpec) -> None:
        """Let Python make the module as it always does."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed tree."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        mutate(tree, self.wanted)
        exec(compile(tree, str(self.path), "exec"), module.__dict__)  # noqa: S102 - our own source


def run_one(name: str, path: Path, wanted: int, tests: Sequence[str]) -> int:
    """Run ``tests`` with the change made, in this process; return pytest's answer."""
    import pytest  # noqa: PLC0415 - only the process of a mutant needs it

    sys.meta_path.insert(0, Changed(name, path, wanted))
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--no-header", *tests]))


def main() -> None:
    """Draw places of the rooms asked for, try each, and print what no test noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="*", default=sorted(TESTS), help="history, portrayal, exports (default: all)")
    parser.add_argument("--most", type=int, default=40, help="how many changes in a room (default: %(default)s)")
    parser.add_argument("--seed", default="1871", help="which places are drawn (default: %(default)s)")
    parser.add_argument("--one", nargs=3, metavar=("MODULE", "PATH", "NODE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        name, path, node = options.one
        sys.exit(run_one(name, Path(path), int(node), options.rooms))
    for room in options.rooms:
        tests = [str(file) for test in TESTS[room] if (file := ROOT / "tests" / f"test_{test}.py").exists()]
        drawn = [
            (file, number)
            for file in sorted((SOURCE / "semaine_map" / room).rglob("*.py"))
            for number in places(ast.parse(file.read_text(encoding="utf-8")))
        ]
        chosen = random.Random(options.seed + room).sample(drawn, min(options.most, len(drawn)))  # noqa: S311 - no secret
        survived = 0
        for file, number in chosen:
            name = ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
            command = [sys.executable, __file__, *tests, "--one", name, str(file), str(number)]
            environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
            try:
                ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=600)  # noqa: S603 - our own script
                noticed = ran.returncode != 0
            except subprocess.TimeoutExpired:
                noticed = True
            if not noticed:
                survived += 1
                told = mutate(ast.parse(file.read_text(encoding="utf-8")), number)
                print(f"not noticed: {file.relative_to(SOURCE)}:{told}", flush=True)
        print(f"{room}: {len(chosen) - survived} of {len(chosen)} changes noticed, of {len(drawn)} possible", flush=True)


if __name__ == "__main__":
    main()
