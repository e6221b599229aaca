"""Ladders: questions and anchors, families and ladders as they are edited and published, roles as staff read them."""

from app.web.ladders import catalogue, contents, crosswalk, drafts, findings, impact, importing, plan, role_pages
from app.web.ladders.blueprint import bp, content, roles

__all__ = [
    "bp",
    "catalogue",
    "content",
    "contents",
    "crosswalk",
    "drafts",
    "findings",
    "impact",
    "importing",
    "plan",
    "role_pages",
    "roles",
]
