"""Columns that several tables share."""

from __future__ import annotations

from semaine_map.record.tables import integer, number, optional, reference, text

LON = number("lon", "longitude, degrees WGS 84, five decimals")
LAT = number("lat", "latitude, degrees WGS 84, five decimals")
PLAIN_PRECISION_M = "500"
"""Radius of a place of which nothing says how well it is known."""

PRECISION = optional(integer("precision_m", "radius in metres that holds the whole place meant"), PLAIN_PRECISION_M)
WITNESS = reference("source_id", "sources", "the source on whose word the row stands")
LOCATOR = optional(text("locator", "chapter, letter, note, appendix or page", required=True))
NOTE = text("note", "doubts and reasons")
NOTE_FR = text("note_fr", "doutes et raisons")
