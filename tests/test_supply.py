"""What the atlas is made of is written down, and up to date."""

from __future__ import annotations

import json
import re
from pathlib import Path

from semaine_map.page.leaflet import SHA256

ROOT = Path(__file__).parent.parent


def test_every_pinned_library_is_listed_with_its_licence() -> None:
    """``tools/supply.py`` was run after the last change of ``requirements.txt`` or ``requirements-cluster.txt``."""
    page = (ROOT / "docs" / "supply.md").read_text(encoding="utf-8")
    text = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-cluster.txt"))
    pinned = re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
    listed = re.findall(r"^\| ([\w.-]+) \| ([\d][\w.]*) \| (.+?) \|", page, re.MULTILINE)
    assert [(name, version) for name, version, _ in listed] == pinned
    assert "not stated" not in page


def test_the_bill_of_materials_names_the_leaflet_that_is_inlined() -> None:
    """Version and hashes are those that the page is built with."""
    bill = json.loads((ROOT / "docs" / "sbom.cdx.json").read_text(encoding="utf-8"))
    (leaflet,) = bill["components"]
    assert leaflet["purl"] == "pkg:npm/leaflet@1.9.4"
    assert {part["name"]: part["hashes"][0]["content"] for part in leaflet["components"]} == SHA256
