"""Applications: board, profile, moves, requirements."""

from app.web.applications import board, closing, moves, promotion, show, version
from app.web.applications.blueprint import bp

__all__ = ["board", "bp", "closing", "moves", "promotion", "show", "version"]
