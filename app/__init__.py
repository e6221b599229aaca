"""Rung: structured interviews and hiring decisions. Holds the version and imports nothing, so the domain stays plain Python."""

__version__ = "0.1.0"
