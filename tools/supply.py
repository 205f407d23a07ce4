"""Write down what the atlas is made of: ``docs/supply.md`` for people, ``docs/sbom.cdx.json`` (CycloneDX) for machines.

``python tools/supply.py`` rewrites both; a test fails when they are behind ``requirements.txt`` or the Leaflet that is inlined.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

from semaine_map.page.leaflet import SHA256

ROOT = Path(__file__).parent.parent
LEAFLET = "1.9.4"
AUDITED = (
    "Tried on 22 November 2026: `pip-audit --disable-pip --no-deps -r` on each of the three lists of pinned libraries, and",
    "`npm audit` on `package-lock.json`. No advisory could be read: the package index within reach does not pass on those of",
    "Python libraries (all were skipped, none judged), and the registry refused the question about the tools for JavaScript.",
    "So it is not known here whether a published weakness concerns one of these versions; run both where they are answered.",
)
"""What came of looking the versions up in the lists of published weaknesses: rewritten by hand after each try."""


LISTS = ("requirements.txt", "requirements-cluster.txt")
"""What the package runs on, and what ``semaine-map count`` needs besides."""


def installed() -> list[tuple[str, str, str]]:
    """Return name, version and licence of each pinned library that the package runs on, direct or not."""
    text = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in LISTS)
    pinned = re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
    return [(name, version, licence(name)) for name, version in pinned]


def licence(name: str) -> str:
    """Return the licence that a library states of itself: as an expression, a classifier, or in a line."""
    about = metadata(name)
    classed = [one.rsplit(" :: ", 1)[-1] for one in about.get_all("Classifier") or [] if one.startswith("License :: ")]
    stated = (about["License"] or "").strip().splitlines() if about["License"] else []
    return (
        about["License-Expression"]
        or ", ".join(sorted({*classed} - {"OSI Approved"}))
        or (stated[0][:60] if stated else "not stated")
    )


def page(rows: list[tuple[str, str, str]]) -> str:
    """Return ``docs/supply.md``."""
    direct = {re.split(r"[<>=~! ]", line.strip(' ",'))[0].lower() for line in dependencies()}
    lines = [
        "# What the atlas is made of",
        "",
        "Written by `python tools/supply.py`. Versions are those of `requirements.txt` and, for `semaine-map count` alone,",
        "`requirements-cluster.txt`; licences as each library states its own.",
        "",
        "| library | version | licence | asked for by |",
        "|---|---|---|---|",
        *(f"| {n} | {v} | {li} | {'us' if n.lower() in direct else 'another library'} |" for n, v, li in rows),
        "",
        "## Inlined in every page",
        "",
        f"Leaflet {LEAFLET} (BSD-2-Clause), from the Python package `django-js-lib-leaflet`; a file of another hash is refused.",
        "",
        "| file | SHA-256 |",
        "|---|---|",
        *(f"| `{name}` | `{value}` |" for name, value in SHA256.items()),
        "",
        "The same for machines, in CycloneDX: [sbom.cdx.json](sbom.cdx.json). Everything else in a page is this project's own.",
        "",
        "## Published weaknesses",
        "",
        *AUDITED,
        "",
    ]
    return "\n".join(lines)


def dependencies() -> list[str]:
    """Return the lines of the dependencies in ``pyproject.toml``."""
    block = re.search(
        r"^dependencies = \[\n(.*?)^\]", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return block[1].splitlines() if block else []


def sbom() -> str:
    """Return what is inlined in a page as a CycloneDX 1.5 bill of materials."""
    parts: list[dict[str, Any]] = [
        {"type": "file", "name": name, "version": LEAFLET, "hashes": [{"alg": "SHA-256", "content": value}]}
        for name, value in SHA256.items()
    ]
    leaflet = {
        "type": "library",
        "name": "leaflet",
        "version": LEAFLET,
        "purl": f"pkg:npm/leaflet@{LEAFLET}",
        "licenses": [{"license": {"id": "BSD-2-Clause"}}],
        "components": parts,
    }
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": [leaflet]}
    return json.dumps(bill, indent=2) + "\n"


if __name__ == "__main__":
    (ROOT / "docs" / "supply.md").write_text(page(installed()), encoding="utf-8")
    (ROOT / "docs" / "sbom.cdx.json").write_text(sbom(), encoding="utf-8")
