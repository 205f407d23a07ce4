"""The texts of a large table in little room: as Arrow holds them, end to end in UTF-8."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    import pyarrow as pa

LARGE_BYTES = 16_000_000
"""Size of a file from which its texts are held so; a small one has lists, since pyarrow takes a tenth of a second to load."""

_PIECE = 10_000


class Texts(Sequence[str]):
    """Texts that are read as from a list; ``array`` has them for who takes Arrow, without a copy. None of them is missing."""

    __slots__ = ("array",)

    def __init__(self, array: pa.StringArray) -> None:
        """Keep ``array``."""
        self.array = array

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Return ``texts`` in little room."""
        import pyarrow as pa  # noqa: PLC0415 - for large tables alone

        return cls(pa.array(texts, pa.string()))

    @classmethod
    def joined(cls, parts: Iterable[Texts]) -> Texts:
        """Return the texts of several, one after the other."""
        import pyarrow as pa  # noqa: PLC0415 - as above

        arrays = [part.array for part in parts]
        return cls(arrays[0] if len(arrays) == 1 else pa.concat_arrays(arrays))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.array)

    def __iter__(self) -> Iterator[str]:
        """Give each, a piece of them being text of Python's at a time."""
        for begin in range(0, len(self.array), _PIECE):
            yield from self.array.slice(begin, _PIECE).to_pylist()

    @overload
    def __getitem__(self, row: int) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> Texts: ...

    def __getitem__(self, row: int | slice) -> str | Texts:
        """Return the text of a row, or those of several."""
        if isinstance(row, slice):
            return Texts(self.array[row])
        text: str = self.array[int(row)].as_py()
        return text

    def take(self, rows: Sequence[int] | np.ndarray) -> Texts:
        """Return the texts of ``rows``, in their order."""
        import pyarrow as pa  # noqa: PLC0415 - as above

        return Texts(self.array.take(pa.array(rows, pa.int64())))

    def without_empty(self) -> pa.StringArray:
        """Return the texts with the empty ones missing: the letters are not copied."""
        import pyarrow as pa  # noqa: PLC0415 - as above
        import pyarrow.compute as pc  # noqa: PLC0415 - as above

        own = pa.concat_arrays([self.array]) if self.array.offset else self.array
        is_told = pc.fill_null(pc.not_equal(pc.binary_length(own), 0), fill_value=False)
        return pa.Array.from_buffers(own.type, len(own), [is_told.buffers()[1], *own.buffers()[1:]])
