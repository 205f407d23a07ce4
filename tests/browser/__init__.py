"""Tests of the built files in a real browser."""
