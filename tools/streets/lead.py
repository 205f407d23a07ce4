"""Lead a street on, along the ways of the net that it is drawn from, to the next street where it stops short of one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely
from lines import CLOSED, LONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drawing import Street
    from net import Network

FURTHEST = 95.0
"""Metres that a street is led on: across a square or a junction that was rebuilt, never a block."""

STRAIGHT = 0.75
"""Least cosine between the street and what it is led on by."""


def lead_on(streets: Sequence[Street], nets: Mapping[str, Network]) -> int:
    """Lead on each end that stands alone, over ways of its own net; return how many were.

    An impasse, a court or a villa stays as it is, and so does a line midway between two carriageways.
    """
    tree, count = shapely.STRtree([street.line for street in streets]), 0
    for n, street in enumerate(streets):
        net = nets.get(street.origin)
        if street.through or street.line.is_closed or net is None or street.name.lower().startswith(CLOSED):
            continue
        for _ in range(2):
            found = tree.query(street.line, predicate="dwithin", distance=FURTHEST + LONE)
            others = [streets[m].line for m in sorted(found.tolist()) if m != n]
            count += _led(street, net, others)
            street.line = street.line.reverse()
    return count


def _led(street: Street, net: Network, others: Sequence[shapely.LineString]) -> bool:
    """Lead on the last position of ``street`` to the nearest of ``others`` along ``net``, and credit the ways."""
    end = shapely.Point(street.line.coords[-1])
    if not others or min(other.distance(end) for other in others) <= LONE:
        return False
    begun = dict.fromkeys(net.nodes_near(end, 1.0), 0.0)
    around = [node for node in net.nodes_near(end, FURTHEST) if node not in begun]
    union = shapely.union_all(others)
    ends = {node: 0.0 for node in around if union.distance(shapely.Point(net.nodes[node])) <= LONE}
    own = street.line.buffer(1.0)

    def cost(edge: int) -> float:
        line = net.edges[edge].line
        return math.inf if line.length > FURTHEST or own.contains(line) else line.length

    way = net.way(begun, ends, cost, turning=60.0) if begun and ends else None
    if way is None:
        return False
    added = net.joined(way[1])
    if end.distance(shapely.Point(added.coords[0])) > end.distance(shapely.Point(added.coords[-1])):
        added = added.reverse()
    if added.length > FURTHEST or _cosine(street.line, added) < STRAIGHT:
        return False
    street.line = shapely.LineString([*street.line.coords, *added.coords[1:]])
    if street.origin == "today":
        told = street.source.split()
        street.source = " ".join([*told, *dict.fromkeys(net.edges[n].origin for n in way[1] if net.edges[n].origin not in told)])
    return True


def _cosine(line: shapely.LineString, added: shapely.LineString) -> float:
    """Return how straight ``added`` goes on from the end of ``line``: 1 straight on, 0 at a right angle."""
    before, end = line.interpolate(max(0.0, line.length - 25)), line.coords[-1]
    after = added.coords[-1]
    x, y = end[0] - before.x, end[1] - before.y
    u, v = after[0] - end[0], after[1] - end[1]
    return float((x * u + y * v) / (math.hypot(x, y) * math.hypot(u, v) + 1e-9))
