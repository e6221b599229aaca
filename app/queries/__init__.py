"""Questions: read-only selects that take the viewer and return frozen dataclasses."""
