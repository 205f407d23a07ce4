"""Make one classic script of the page's ES modules, since browsers refuse modules on ``file://``.

The modules keep to what a few lines can read: named imports at the head of a file, ``export`` before a declaration, and no name
declared at the top of two files.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_IMPORT = re.compile(r"^import \{([^}]*)\} from '(\.[^']*)';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_DECLARED = re.compile(r"^(export )?(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
"""Comments on lines of their own: for who reads the source, a fifth of what a page would carry."""

_NOT_READ = re.compile(r"^(?:import\b|export\b|var\b|(?:const|let) [\[{]).*", re.MULTILINE)


def bundle(read: Callable[[str], str], entry: str) -> str:
    """Return the module ``entry`` after all that it imports, each once, as one text without imports, exports and comments.

    ``read`` gives the text of a module by its path below the folder of ``entry``.

    Raises:
        ValueError: modules import each other in a circle, two declare the same name, one imports what another does not export,
            or one says so in a form that is not read.
    """
    exported: dict[str, set[str]] = {}
    declared: dict[str, str] = {}
    texts: list[str] = []

    def add(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            raise ValueError(f"modules import each other in a circle: {' > '.join((*way[way.index(name) :], name))}")
        if name in exported:
            return
        text = read(name)
        for names, path in _IMPORT.findall(text):
            other = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            add(other, (*way, name))
            if missing := {one.strip() for one in names.split(",")} - exported[other] - {""}:
                raise ValueError(f"{name}: {other} exports no {', '.join(sorted(missing))}")
        exported[name] = set()
        for export, found in _DECLARED.findall(text):
            if found in declared:
                raise ValueError(f"{name}: {found} is declared in {declared[found]} already")
            declared[found] = name
            if export:
                exported[name].add(found)
        stripped = _COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", text)))
        if left := _NOT_READ.search(stripped):
            raise ValueError(f"{name}: a form that the page cannot inline: {left[0]}")
        texts.append(stripped)

    add(entry, ())
    return "".join(texts)
