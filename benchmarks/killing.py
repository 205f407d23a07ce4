"""Kill a command at random moments and look at what stands: every file whole, the set complete, nothing left over.

Two records that differ are built by turns into one folder, and each build is killed (SIGKILL) after a random part of its time.
``python benchmarks/killing.py 200`` does so two hundred times; it prints what it saw and exits with 1 if anything was lost.
``python benchmarks/killing.py 200 export`` does it to exports, ``count`` to counts through Dask, and ``import`` to imports, each
of which writes a record into a folder that has none.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import semaine_map
from semaine_map.manifest import FILE as MANIFEST
from semaine_map.staging import LOCK, WHOLE

SOUND = Path(__file__).parent.parent / "tests" / "data" / "sound"
Hashes = dict[str, str]


def hashes(folder: Path) -> Hashes:
    """Return the hash of each file of an output, by its path, those that wait to be moved in counted."""
    return {
        path.relative_to(top).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for top in (folder, folder / WHOLE)
        for path in sorted(top.rglob("*"))
        if path.is_file() and not path.relative_to(top).parts[0].startswith(".")
    }


def begin(what: str, record: Path, output: Path) -> subprocess.Popen[bytes]:
    """Begin to build, export, import or count ``record`` in a process group of its own."""
    arguments = {
        "build": ["build", "--geodata", str(record), "--output", str(output)],
        "export": ["export", "--geodata", str(record), "--output", str(output)],
        "import": ["import", str(record / "table.csv"), "--into", str(output), "--no-build"],
        "count": ["count", str(record / "events.parquet"), "--geodata", str(record), "--output", str(output), "--workers", "1"],
    }[what]
    command = [sys.executable, "-m", "semaine_map.cli", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


def prepare(what: str, record: Path, word: str) -> None:
    """Make the record that differs by a ``word``, and what is read besides of it."""
    shutil.copytree(SOUND, record)
    table = record / "events.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Paving stones", f"Paving {word}"), encoding="utf-8")
    if what == "import":
        rows = "".join(f"1871-05-{21 + n % 8},Paving {word} {n},48.86,2.35\n" for n in range(500))
        (record / "table.csv").write_text(f"date,title,lat,lon\n{rows}", encoding="utf-8")
    elif what == "count":
        semaine_map.load(record).events.to_parquet(record / "events.parquet")


def main() -> int:
    """Kill as often as asked, count, and finish with a whole run."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    what = sys.argv[2] if len(sys.argv) > 2 else "build"
    dice = random.Random(1871)  # noqa: S311 - moments, not secrets
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole: list[Hashes] = []
        seconds = 0.0
        for n, word in enumerate(("stones", "carts")):
            prepare(what, folder / str(n), word)
            begun = time.perf_counter()
            assert begin(what, folder / str(n), folder / f"whole{n}").wait() == 0  # noqa: S101 - what follows needs it
            seconds = time.perf_counter() - begun
            whole.append(hashes(folder / f"whole{n}"))
        output = folder / "output"
        if what != "import":
            shutil.copytree(folder / "whole0", output)
        seen: Counter[str] = Counter()
        for n in range(times):
            if what == "import":
                shutil.rmtree(output, ignore_errors=True)
            build = begin(what, folder / str((n + 1) % 2), output)
            try:
                build.wait(dice.uniform(0.2, seconds * 1.1))
                seen["ended before it was killed"] += 1
            except subprocess.TimeoutExpired:
                os.killpg(build.pid, signal.SIGKILL)
                build.wait()
                seen["killed"] += 1
                seen["killed while it moved its files in"] += (output / WHOLE).exists()
            seen[judge(hashes(output), [*whole, *([{}] if what == "import" else [])])] += 1
        if what == "import":
            shutil.rmtree(output, ignore_errors=True)
        assert begin(what, folder / "0", output).wait() == 0  # noqa: S101 - a run after all the killing
        kept = (LOCK, MANIFEST)
        seen["stray files after the next build"] = sum(1 for path in output.rglob(".semaine-*") if path.name not in kept)
        after = hashes(output)
    for what, count in sorted(seen.items()):
        print(f"{what}: {count}")
    mixed = seen["a file was lost or broken"] + seen["the output is of two builds, each file whole"]
    lost = mixed + seen["stray files after the next build"] + (after != whole[0])
    return 1 if lost else 0


def judge(found: Hashes, whole: list[Hashes]) -> str:
    """Say what an output is after a kill."""
    if found in whole:
        return "the output is that of one build"
    if found.keys() == whole[0].keys() and all(found[name] in (one[name] for one in whole) for name in found):
        return "the output is of two builds, each file whole"
    return "a file was lost or broken"


if __name__ == "__main__":
    sys.exit(main())
