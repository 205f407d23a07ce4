"""Bring a table of events, as people have them, into a record of its own."""
