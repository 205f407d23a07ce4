"""The style of the pages: a column of text in the colours of the atlas, light or dark as the reader's system is."""

from __future__ import annotations

from semaine_map.portrayal.portrayal import palette

_RULES = """
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 0 auto; padding: 1rem 1.25rem 3rem; background: var(--sheet); color: var(--ink);
  font: 1.0625rem/1.6 "Iowan Old Style", Palatino, "URW Palladio L", P052, Georgia, serif; overflow-wrap: break-word; }
nav, footer, dt, .soft { font: 0.9375rem/1.5 system-ui, "Noto Sans", "Liberation Sans", Arial, sans-serif; }
nav { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; padding-bottom: 0.75rem; border-bottom: 1px solid var(--rule); }
h1 { margin: 1.5rem 0 0.25rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--rule); font-size: 1.1875rem; }
a { color: var(--link); }
.soft, dt { color: var(--ink-soft); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1rem; }
dd { margin: 0; }
ul, ol { padding: 0; list-style: none; }
li { padding: 0.375rem 0; border-bottom: 1px solid var(--paper-deep); }
blockquote { margin: 0.25rem 0 0; font-style: italic; }
.into { display: inline-block; padding: 0.625rem 1rem; border: 1px solid var(--rule-strong); }
footer { margin-top: 3rem; padding-top: 0.75rem; border-top: 1px solid var(--rule); color: var(--ink-soft); }
@media (width < 30rem) { dl { grid-template-columns: minmax(0, 1fr); } dt { margin-top: 0.5rem; } }
"""


def css() -> str:
    """Return the style sheet of all pages."""
    colours = palette()
    return f"{_root(colours['page'])}\n@media (prefers-color-scheme: dark) {{{_root(colours['page-dark'])}}}{_RULES}"


def _root(colours: dict[str, str]) -> str:
    return ":root {" + "".join(f"--{name}: {colour}; " for name, colour in sorted(colours.items())) + "}"
