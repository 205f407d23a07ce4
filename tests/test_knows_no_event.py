"""The program knows no event of its own: what is of Paris, of 1871 or of the two sides stands in the record ``geodata/``."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "semaine_map"

KNOWS = re.compile(
    r"\bparis|18(?:60|70|71)|commun(?:e|ard)\b|versaill|sanglante|bloody|lissagaray|thiers|\bseine\b|montmartre|haussmann",
    re.IGNORECASE,
)

EXCUSED: dict[str, str] = {
    r"(?:name|existed|found)_1871": "names of columns that others rely on; a record may call them name, existed",
    r"the Bloody Week(?: \(Paris, 21–28 May 1871\))?": "help that says which record is read where no folder is named",
    r'"river" , (?:"flow" , )?"seine"': "a code of old records for numbers that begin at the river, still read",
    r"\b(?:ville|adresse) commune\b": "French for a municipality, as headings of tables have it",
}
"""What may be found all the same, each with its reason."""

_COMMENTS = {
    ".js": re.compile(r"/\*.*?\*/|(?<![:'\"`])//[^\n]*", re.DOTALL),
    ".ts": re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL),
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".html": re.compile(r"<!--.*?-->", re.DOTALL),
    ".toml": re.compile(r"(?m)^\s*#[^\n]*"),
    ".json": re.compile(r"(?!)"),
    ".svg": re.compile(r"<!--.*?-->", re.DOTALL),
}


def code_of(path: Path) -> str:
    """Return the file without its comments and docstrings, which may tell of whatever explains them best."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return _COMMENTS[path.suffix].sub("", text)
    told = [
        (statement.lineno, statement.end_lineno or statement.lineno)
        for node in ast.walk(ast.parse(text))
        for statement in (node.body if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) else ())
        if isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    ]
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    kept = [
        token.string
        for token in tokens
        if token.type != tokenize.COMMENT and not any(first <= token.start[0] <= last for first, last in told)
    ]
    return " ".join(kept)


def test_the_program_knows_no_event_of_its_own() -> None:
    """No name, year or side of the first record is in any code, text or table of the program."""
    excused = re.compile("|".join(EXCUSED))
    found = {
        str(path.relative_to(SOURCE)): sorted(set(hits))
        for path in sorted(SOURCE.rglob("*"))
        if path.suffix == ".py" or path.suffix in _COMMENTS
        if (hits := KNOWS.findall(excused.sub("", code_of(path))))
    }
    assert found == {}


@pytest.mark.parametrize("words", EXCUSED)
def test_each_excuse_is_needed(words: str) -> None:
    """What is excused still stands somewhere."""
    assert any(re.search(words, code_of(path)) for path in SOURCE.rglob("*") if path.suffix == ".py" or path.suffix in _COMMENTS)
