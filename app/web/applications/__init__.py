"""Applications: board, profile, moves, requirements."""

from app.web.applications.blueprint import bp

__all__ = ["bp"]
