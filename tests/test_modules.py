"""The modules of the page become one script, and what cannot be one is said."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from semaine_map.page import modules, render


def bundle(**files: str) -> str:
    """Bundle modules given by their names, from ``main`` on."""
    texts = {f"{name.replace('__', '/')}.js": text for name, text in files.items()}
    return modules.bundle(texts.__getitem__, "main.js")


def test_a_module_stands_after_what_it_imports_and_once() -> None:
    """A value that two modules use is there before both, without import and export."""
    script = bundle(
        main="import { twice } from './map/twice.js';\nimport {\n  one,\n} from './core/one.js';\n\ntwice(one);\n",
        map__twice="import { one } from '../core/one.js';\n\nexport const twice = (n) => n + one;\n",
        core__one="export const one = 1;\n",
    )
    assert " ".join(script.split()) == "const one = 1; const twice = (n) => n + one; twice(one);"


def test_comments_stay_in_the_source() -> None:
    """What stands on lines of its own for the reader is left out; what looks like it within a line is not touched."""
    script = bundle(main="/* What it is.\n * More. */\n\n/** @param {number} n */\nconst a = '/* b */';\n  // Why.\nf(a); // c\n")
    assert script.split("\n") == ["", "const a = '/* b */';", "f(a); // c", ""]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (
            {
                "main": "import { a } from './a.js';\n",
                "a": "import { b } from './b.js';\nexport const a = b;\n",
                "b": "import { a } from './a.js';\nexport const b = a;\n",
            },
            r"in a circle: a\.js > b\.js > a\.js",
        ),
        (
            {"main": "import { a } from './a.js';\nconst own = a;\n", "a": "const own = 1;\nexport const a = own;\n"},
            r"main\.js: own is declared in a\.js already",
        ),
        ({"main": "import { a, b } from './a.js';\n", "a": "export const a = 1;\n"}, r"main\.js: a\.js exports no b"),
        ({"main": "import { a as c } from './a.js';\n", "a": "export const a = 1;\n"}, r"main\.js: a\.js exports no a as c"),
        ({"main": "import * as all from './a.js';\n"}, r"main\.js: a form that the page cannot inline: import \* as all"),
        ({"main": "export default 1;\n"}, r"main\.js: a form that the page cannot inline: export default 1;"),
        ({"main": "const { a } = {};\n"}, r"main\.js: a form that the page cannot inline: const \{ a \}"),
    ],
)
def test_modules_that_cannot_be_one_script_are_refused(texts: dict[str, str], said: str) -> None:
    """A circle, a name taken twice, a name not exported and a form not read are each told with the file."""
    with pytest.raises(ValueError, match=said):
        bundle(**texts)


def test_the_page_is_one_strict_script_of_all_its_modules() -> None:
    """No import or export is left in it, and no module is left out."""
    script = render._script()  # noqa: SLF001 - the script itself, before it is one of many lines of a page
    assert "'use strict'" in script
    assert not re.search(r"^(import|export)\b", script, flags=re.MULTILINE)
    root = files("semaine_map").joinpath("page", "web", "js")
    named = {f"{room.name}/{file.name}" for room in root.iterdir() if room.is_dir() for file in room.iterdir()}
    taken = set()

    def read(name: str) -> str:
        taken.add(name)
        return root.joinpath(name).read_text(encoding="utf-8")

    modules.bundle(read, "main.js")
    assert taken == named | {"main.js"}
