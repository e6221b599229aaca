"""Ladders: questions and anchors, families and ladders as they are edited and published, roles as staff read them."""

from app.web.ladders import catalogue
from app.web.ladders.blueprint import bp, content, roles

__all__ = ["bp", "catalogue", "content", "roles"]
