"""Where the pages are: the address that they will be served at, and the ways from one to another and into the atlas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from semaine_map.errors import UsageError

if TYPE_CHECKING:
    from semaine_map.history.event import Event
    from semaine_map.record.settings import Week

_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?")


def checked(address: str) -> str:
    """Return the address of a folder on the web, with a slash at its end.

    Raises:
        UsageError: it is none.
    """
    if not _ADDRESS.fullmatch(address):
        raise UsageError(f"{address!r} is not the address of a folder on the web; write for example https://example.org/atlas/")
    return address.removesuffix("index.html").rstrip("/") + "/"


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of a record below ``address``/``folder``."""

    week: Week
    address: str
    folder: str

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the interface in which there are pages."""
        return self.week.interfaces

    def path(self, language: str, sort: str, name: str) -> str:
        """Return the file of a page, below the folder of the site; ``sort`` is event, place, person or "" for the index."""
        return "/".join(filter(None, (language, sort, f"{name}.html")))

    def url(self, language: str, sort: str, name: str) -> str:
        """Return the full address of a page."""
        return f"{self.address}{self.folder}/{quote(self.path(language, sort, name))}"

    def way(self, language: str, sort: str, name: str, *, of: str) -> str:
        """Return the way to a page from one of the sort ``of``, so that the folder can be read from a disk too."""
        return f"{'../../' if of else '../'}{quote(self.path(language, sort, name))}"

    def atlas(self, language: str, fragment: str, *, of: str) -> str:
        """Return the way to a view of the atlas from a page of the sort ``of``."""
        return f"{'../../../' if of else '../../'}index.html?lang={language}#{fragment}"

    def event_view(self, event: Event) -> str:
        """Return the view of the atlas in which an event is shown; one after the last day is in that of all days."""
        day = event["step"] if event["step"] in self.week.days else self.week.days[-1]
        late = "?view=week" if self.week.at(event["step"]) >= len(self.week.days) else ""
        return f"{day}/{quote(event['id'])}{late}"
