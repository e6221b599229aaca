"""What differs between two versions of one piece of content, in words."""

from app.domain.content_diff.changes import Change, content_changes, names_in

__all__ = ["Change", "content_changes", "names_in"]
