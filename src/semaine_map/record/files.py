"""Read one file of a record as bytes of UTF-8 text, or say in plain words why it cannot be read."""

from __future__ import annotations

import codecs
import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING

from semaine_map.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 256_000_000
"""A larger file is not opened: read as text it takes several times its size in memory. A table may name another limit."""

_PIECE = 16_000_000

_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK\x03\x04": "a spreadsheet", b"\xd0\xcf\x11\xe0": "a spreadsheet"}
"""How files begin that are no UTF-8 text but are met where a table is meant."""


@contextmanager
def cells_up_to(characters: int) -> Iterator[None]:
    """Let ``csv`` read no cell of more than ``characters`` meanwhile: the limit is the process's, and others set it too."""
    usual = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def stands(path: Path) -> bool:
    """Tell whether something stands at ``path``, a link to nowhere included: that is a mistake, not an absent file."""
    return path.exists() or path.is_symlink()


def read_bytes(path: Path, file: str, *, most_bytes: int = MOST_BYTES) -> bytes | Fault:
    """Return the content of ``path``, known to be UTF-8, without a byte-order mark; or the fault of ``file``.

    Links are followed, wherever they lead; only regular files are opened, so that no pipe or device keeps the reader waiting.
    """
    try:
        if path.is_dir():
            return Fault(file, 1, "file", "is a folder; put the file of that name in its place")
        if path.is_symlink() and not path.exists():
            return Fault(file, 1, "file", "is a link to nowhere; put the file itself in its place, or mend the link")
        if not path.is_file():
            return Fault(file, 1, "file", "is not a regular file; put the file itself in its place")
        size = path.stat().st_size
        if size > most_bytes:
            limit = f"at most {most_bytes // 1_000_000:,} MB are read"
            return Fault(file, 1, "file", f"is {size / 1e6:,.0f} MB large; {limit}: split the record into several")
        raw = path.read_bytes()
    except PermissionError:
        return Fault(file, 1, "file", "cannot be read: it is closed to you; allow yourself to read it")
    except OSError as problem:
        return Fault(file, 1, "file", f"cannot be read: {problem.strerror or problem}")
    return _decodable(raw, file)


def _decodable(raw: bytes, file: str) -> bytes | Fault:
    again = f"save it again as {'“CSV UTF-8”' if file.endswith('.csv') else 'UTF-8'}"
    for mark, name in _MARKS.items():
        if raw.startswith(mark):
            return Fault(file, 1, "file", f"is {name}, not UTF-8 text; {again}")
    if b"\0" in raw[:200]:
        return Fault(file, 1, "file", f"is UTF-16 or no text at all; {again}")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    strange = _not_utf8(raw)
    if strange is not None:
        line = raw.count(b"\n", 0, strange) + 1
        return Fault(file, line, "file", f"is not UTF-8 (byte 0x{raw[strange]:02x}); {again}")
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        return Fault(file, line, "file", f"holds a NUL byte, as a damaged file does; {again}")
    return raw


def _not_utf8(raw: bytes) -> int | None:
    """Return where ``raw`` stops being UTF-8; tried piece by piece, since as text it would take up to four times its size."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for begin in range(0, len(raw), _PIECE):
        piece = raw[begin : begin + _PIECE]
        try:
            decoder.decode(piece, final=begin + _PIECE >= len(raw))
        except UnicodeDecodeError as problem:
            # The decoder puts the bytes that it kept of the last piece before this one.
            return begin + len(piece) - len(problem.object) + problem.start
    return None
