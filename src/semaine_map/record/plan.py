"""Today's plan of a record: tiles of the web that a reader may lay beneath it, by the address and the credit of ``[plan]``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = ("address", "credit", "max_zoom")
NEAREST = 22
"""No plan of the web is drawn for more steps of zoom."""

# What stands in the policy of a page: neither a quote nor a semicolon, which would end it.
_ADDRESS = re.compile(r"(https://[A-Za-z0-9.-]+(?::\d{1,5})?)/[^\s\"'<>;\\]*")
_EXAMPLE = "https://tiles.example.org/{z}/{x}/{y}.png"


@dataclass(frozen=True, slots=True)
class Plan:
    """Tiles of today's plan: their address with ``{z}``, ``{x}`` and ``{y}``, whom to credit, and the nearest zoom they have."""

    address: str
    credit: str
    max_zoom: int = 18

    @property
    def origin(self) -> str:
        """Return the scheme and the host that the tiles are asked of: the one that a page may ask for anything."""
        found = _ADDRESS.fullmatch(self.address)
        return found[1] if found else ""

    @property
    def host(self) -> str:
        """Return the host alone, as a reader is told it."""
        return self.origin.removeprefix("https://")


def plan_of(table: dict[str, Any]) -> Plan | None:
    """Return the plan that a sound ``[plan]`` describes; None where the record has none."""
    return Plan(**table) if table else None


def reasons(table: object) -> Iterator[str]:
    """Say what is wrong in ``[plan]``."""
    if not isinstance(table, dict):
        yield "[plan] is not a table of address and credit"
        return
    if not table:
        return
    if unknown := sorted(set(table) - set(KEYS)):
        yield f"[plan] knows {', '.join(KEYS)}, not {unknown[0]!r}"
    address, credit, nearest = (table.get(key) for key in KEYS)
    named = isinstance(address, str) and all(part in address for part in ("{z}", "{x}", "{y}"))
    if not (isinstance(address, str) and named and _ADDRESS.fullmatch(address)):
        yield f'[plan] needs the https address of its tiles: address = "{_EXAMPLE}"'
    if not (isinstance(credit, str) and credit.strip()):
        yield '[plan] needs a credit, as the licence of its tiles asks: credit = "© …"'
    if nearest is not None and (isinstance(nearest, bool) or not isinstance(nearest, int) or not 1 <= nearest <= NEAREST):
        yield f"max_zoom is a whole number from 1 to {NEAREST}"
