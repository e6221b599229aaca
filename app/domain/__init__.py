"""The rules of hiring in plain Python: no web, no database, no clock, no files."""
