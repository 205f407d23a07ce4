"""A network of lines: where its lines meet, and the cheapest way through it."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Position = tuple[float, float]
"""Metres, Lambert-93."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A stretch of line between two nodes; ``origin`` names the line of the file that it is part of."""

    start: int
    end: int
    line: shapely.LineString
    origin: str


class Network:
    """Lines that meet where they share a vertex, cut there into edges."""

    def __init__(self, lines: Sequence[shapely.LineString], origins: Sequence[str], grid: float = 0.1) -> None:
        """Cut ``lines`` (metres) where they share a vertex; positions within ``grid`` metres of each other are one."""
        keyed = [[_key(position, grid) for position in line.coords] for line in lines]
        uses: dict[tuple[int, int], int] = defaultdict(int)
        for keys in keyed:
            for n, key in enumerate(keys):
                uses[key] += 2 if n in (0, len(keys) - 1) else 1
        self.nodes: list[Position] = []
        self.edges: list[Edge] = []
        numbers: dict[tuple[int, int], int] = {}
        for line, keys, origin in zip(lines, keyed, origins, strict=True):
            begun = 0
            for n in range(1, len(keys)):
                if uses[keys[n]] < 2 and n < len(keys) - 1:
                    continue
                part = list(line.coords)[begun : n + 1]
                ends = [self._number(numbers, keys[m], line.coords[m]) for m in (begun, n)]
                begun = n
                if len(part) > 1 and shapely.LineString(part).length > 0:
                    self.edges.append(Edge(ends[0], ends[1], shapely.LineString(part), origin))
        self.at: dict[int, list[int]] = defaultdict(list)
        for n, edge in enumerate(self.edges):
            self.at[edge.start].append(n)
            self.at[edge.end].append(n)
        self.lengths = np.array([edge.line.length for edge in self.edges])
        self.tree = shapely.STRtree([edge.line for edge in self.edges])
        self.node_tree = shapely.STRtree([shapely.Point(node) for node in self.nodes])

    def _number(self, numbers: dict[tuple[int, int], int], key: tuple[int, int], position: Sequence[float]) -> int:
        if key not in numbers:
            numbers[key] = len(self.nodes)
            self.nodes.append((position[0], position[1]))
        return numbers[key]

    def edges_near(self, shape: shapely.Geometry, metres: float) -> list[int]:
        """Return the numbers of the edges within ``metres`` of ``shape``, sorted."""
        return sorted(self.tree.query(shape, predicate="dwithin", distance=metres).tolist())

    def nodes_near(self, shape: shapely.Geometry, metres: float) -> list[int]:
        """Return the numbers of the nodes within ``metres`` of ``shape``, sorted."""
        return sorted(self.node_tree.query(shape, predicate="dwithin", distance=metres).tolist())

    def way(
        self,
        starts: Mapping[int, float],
        ends: Mapping[int, float],
        cost: Callable[[int], float],
        turning: float = 0.0,
    ) -> tuple[float, list[int]] | None:
        """Return the cost and the edges of the cheapest way from any of ``starts`` to any of ``ends``.

        ``starts`` and ``ends`` give the cost of beginning and ending there, ``cost`` that of an edge (``math.inf``: closed), and
        ``turning`` what a turn of a right angle costs: the straight way on is preferred.
        """
        best: dict[tuple[int, int], float] = {}
        came: dict[tuple[int, int], tuple[int, int] | None] = {}
        queue: list[tuple[float, int, int, tuple[int, int] | None]] = [
            (price, node, -1, None) for node, price in sorted(starts.items())
        ]
        heapq.heapify(queue)
        found: tuple[float, tuple[int, int]] | None = None
        while queue:
            price, node, by, before = heapq.heappop(queue)
            state = (node, by)
            if found is not None and price >= found[0]:
                break
            if state in best:
                continue
            best[state], came[state] = price, before
            if by >= 0 and node in ends and (found is None or price + ends[node] < found[0]):
                found = (price + ends[node], state)
            for n in self.at[node]:
                if n == by:
                    continue
                edge = self.edges[n]
                onward = edge.end if edge.start == node else edge.start
                step = cost(n)
                if math.isinf(step) or (onward, n) in best:
                    continue
                turn = turning * self._turn(by, n, node) if turning and by >= 0 else 0.0
                heapq.heappush(queue, (price + step + turn, onward, n, state))
        return None if found is None else (found[0], _back(came, found[1]))

    def _turn(self, one: int, other: int, node: int) -> float:
        """Return how far the way turns at ``node``: 0 straight on, 1 at a right angle, 2 back."""
        x, y = self._leaving(one, node)
        u, v = self._leaving(other, node)
        return 1 + (x * u + y * v)

    def _leaving(self, edge: int, node: int) -> Position:
        line = self.edges[edge].line
        if self.edges[edge].end == node:
            line = line.reverse()
        far = line.interpolate(min(15.0, line.length))
        x, y = far.x - line.coords[0][0], far.y - line.coords[0][1]
        length = math.hypot(x, y) or 1.0
        return x / length, y / length

    def joined(self, edges: Sequence[int]) -> shapely.LineString:
        """Return the one line along ``edges``, which follow each other: straight over what lies between two that do not meet."""
        if len(edges) == 1:
            return self.edges[edges[0]].line
        positions: list[tuple[float, ...]] = []
        first, second = self.edges[edges[0]], self.edges[edges[1]]
        node = first.start if first.end in (second.start, second.end) else first.end
        for n in edges:
            edge = self.edges[n]
            meets = node in (edge.start, edge.end)
            start, end = (math.dist(self.nodes[node], self.nodes[one]) for one in (edge.start, edge.end))
            forward = edge.start == node if meets else start < end
            along = list(edge.line.coords) if forward else list(edge.line.coords)[::-1]
            positions.extend(along[1:] if positions and meets else along)
            node = edge.end if forward else edge.start
        return shapely.LineString(positions)


def _back(came: Mapping[tuple[int, int], tuple[int, int] | None], state: tuple[int, int] | None) -> list[int]:
    """Return the edges of the way that came to ``state``."""
    edges: list[int] = []
    while state is not None:
        if state[1] >= 0:
            edges.append(state[1])
        state = came[state]
    return edges[::-1]


def _key(position: Iterable[float], grid: float) -> tuple[int, int]:
    x, y = list(position)[:2]
    return round(x / grid), round(y / grid)
