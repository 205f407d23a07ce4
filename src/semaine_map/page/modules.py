"""Make one classic script of the page's ES modules, since browsers refuse modules on ``file://``.

The modules keep to what a few lines can read: named imports at the head of a file, ``export`` before a declaration, and no name
declared at the top of two files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_IMPORT = re.compile(r"^import \{([^}]*)\} from '([^']*)';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_DECLARED = re.compile(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def bundle(sources: Mapping[str, str], order: Sequence[str]) -> str:
    """Return the modules named in ``order`` as one text without imports and exports.

    Raises:
        ValueError: two modules declare the same name, or one imports or exports in a form that is not read.
    """
    declared: dict[str, str] = {}
    texts = []
    for name in order:
        text = _EXPORT.sub("", _IMPORT.sub("", sources[name]))
        if left := _LEFT.search(text):
            raise ValueError(f"{name}: not a form of import or export that the page can inline: {left[0]}")
        for found in _DECLARED.findall(text):
            if found in declared:
                raise ValueError(f"{name}: {found} is declared in {declared[found]} already")
            declared[found] = name
        texts.append(text)
    return "".join(texts)
