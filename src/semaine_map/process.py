"""Do a piece of work in a process of its own, on the second core."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from semaine_map.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection


@contextmanager
def aside(work: Callable[..., None], *arguments: object) -> Iterator[Callable[[], None]]:
    """Do ``work`` on ``arguments`` in another process; the block calls what it is given to wait for the end.

    It starts as processes start on this system: forked it has the arguments already, spawned it gets a copy of them, so that
    ``work`` must be a function of a module. When the block raises, the process is ended.

    Raises:
        OutputError: the process was ended before its work was done, as a system does whose memory is full.
        Exception: what ``work`` raised, when it is waited for.
    """
    from multiprocessing import get_context  # noqa: PLC0415 - a question to the terminal needs no second process

    context = get_context()
    answers, answer = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(answer, work, arguments))
    process.start()
    answer.close()

    def finish() -> None:
        try:
            problem = answers.recv()
        except EOFError:
            problem = OutputError("a part of the work was broken off (is the memory full?); the earlier output is untouched")
        process.join()
        if problem is not None:
            raise problem

    try:
        yield finish
    finally:
        answers.close()
        if process.is_alive():
            process.terminate()
        process.join()


def _do(answer: Connection, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    """Do ``work`` and answer with what it raised, or None."""
    problem: Exception | None = None
    try:
        work(*arguments)
    except Exception as raised:  # noqa: BLE001 - whatever it is, it is raised again where the work is waited for
        problem = raised
    try:
        answer.send(problem)
    except BrokenPipeError:  # whoever waited was killed
        return
