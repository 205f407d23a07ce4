"""The version of the program; a record has its own."""

__version__ = "0.1.0"
