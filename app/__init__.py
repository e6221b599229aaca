"""Rung: structured interviews and hiring decisions. Imports nothing, so that the domain stays plain Python."""

__version__ = "0.1.0"
