"""The words of the page: the same in both languages, and about no record in particular."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

WEB = files("semaine_map").joinpath("page", "web")
TEXTS = json.loads(WEB.joinpath("texts.json").read_text(encoding="utf-8"))
CHECKER = Path(__file__).parents[1] / "node_modules" / ".bin" / "html-validate"


def test_both_languages_say_the_same_things() -> None:
    """Every text is in English and in French, with the same blanks to fill."""
    assert TEXTS["en"].keys() == TEXTS["fr"].keys()
    for key, text in TEXTS["en"].items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", TEXTS["fr"][key])), key


def test_french_is_typeset_as_french() -> None:
    """No line of the page can begin with a colon or end with an opening quotation mark."""
    assert [key for key, text in TEXTS["fr"].items() if re.search("[ '][:;?!»]|« |'", text)] == []


def test_no_text_of_the_page_belongs_to_one_record() -> None:
    """What is of the Bloody Week alone comes from its folder: another record makes another atlas."""
    for language in TEXTS.values():
        for key, text in language.items():
            assert not re.search(r"1871|Paris|Versailles|Commune\b|Seine\b|sanglante|Bloody", text), key
    assert not re.search(r"1871|Paris|Versailles|Commune\b", WEB.joinpath("page.html").read_text(encoding="utf-8"))


def test_every_text_is_used() -> None:
    """A text that no script and no markup asks for is dead."""
    scripts = "".join(file.read_text(encoding="utf-8") for file in Path(str(WEB)).joinpath("js").rglob("*.js"))
    asked = scripts + WEB.joinpath("page.html").read_text(encoding="utf-8")
    made = re.compile(
        r"^switch_to_this$|^(layer|certainty|claimed|only|found|about|house|house_flag|bar)_|_title$|_(month|year)$"
    )
    assert [key for key in TEXTS["en"] if not made.search(key) and not re.search(rf"['\"`]{key}['\"`]", asked)] == []


@pytest.mark.skipif(not CHECKER.exists(), reason="html-validate is not installed (npm install)")
def test_the_markup_conforms(tmp_path: Path) -> None:
    """The body of the page, in a document of its own, passes a conformance checker."""
    body = WEB.joinpath("page.html").read_text(encoding="utf-8")
    head = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>The atlas</title></head>'
    (tmp_path / "page.html").write_text(f"{head}<body>{body}</body></html>\n", encoding="utf-8")
    (tmp_path / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:standard"]}', encoding="utf-8")
    done = subprocess.run([CHECKER, "page.html"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
