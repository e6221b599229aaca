"""Parsers: fields, validation, one method that returns domain values; never a query."""
