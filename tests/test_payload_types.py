"""What Python packs into a page is what ``types.d.ts`` says the page reads."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semaine_map.history import density
from semaine_map.page import payload
from tests.kept import payload_of

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

ROOT = Path(__file__).parents[1]
COMPILER = ROOT / "node_modules" / ".bin" / "tsc"
SHORT = 60
"""Lists as long as this are compiled whole; of longer ones an entry of each form, a number being a number the thousandth time."""
WORDS = ("status", "g")
"""Keys whose words are counted off in the types."""


def trimmed(value: object) -> object:
    """Return JSON with enough of each list to know its type; a column that travels by letter is whole again."""
    if isinstance(value, dict) and set(value) == {"of", "at"}:
        return trimmed(value["of"])
    if isinstance(value, dict):
        return {key: trimmed(one) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    kept = value if len(value) <= SHORT else {form(one): one for one in value}.values()
    return [trimmed(one) for one in kept]


def form(value: object) -> str:
    """Return the form of a JSON value: its type, and those of what it holds."""
    if isinstance(value, dict):
        parts = (f"{key}: {one if key in WORDS else form(one)}" for key, one in sorted(value.items()))
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, list):
        return f"[{', '.join(sorted({form(one) for one in value}))}]"
    return type(value).__name__


def test_a_payload_has_the_types_that_the_page_reads(sound: Dataset, real: Dataset, tmp_path: Path) -> None:
    """A key more or less, or a value of another type, is refused by the compiler that checks the page's script."""
    if not COMPILER.exists():
        pytest.fail(f"{COMPILER} is missing: `make test` installs it")
    packed = {
        "little": payload.text(sound),
        "real": payload.text(real),
        "day": payload.text(real, day=real.week.days[1]),
        "counted": payload.text(real, grid=density.count(real)),
    }
    samples = [tmp_path / f"{name}.ts" for name in packed]
    for sample, text in zip(samples, packed.values(), strict=True):
        sample.write_text(f"export const sample: Payload = {json.dumps(trimmed(payload_of(text)))};\n", encoding="utf-8")
    options = ("--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--types", "leaflet")
    found = ("--typeRoots", ROOT / "node_modules" / "@types", ROOT / "src/semaine_map/page/web/types.d.ts")
    run = subprocess.run([COMPILER, *options, *found, *samples], check=False, capture_output=True, text=True)
    assert run.stdout == ""
    assert run.returncode == 0
