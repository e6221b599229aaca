"""The outside world behind small functions: clock, passwords, files."""
