"""Pages of candidates: those that staff see, and the candidates' own."""

from app.web.candidates import (
    adjustments,
    cv_texts,
    door,
    home,
    identifying,
    letters,
    own_data,
    pay,
    pay_sheets,
    receipts,
    records,
    second_looks,
    surveys,
)
from app.web.candidates.blueprint import bp, links, portal

__all__ = [
    "adjustments",
    "bp",
    "cv_texts",
    "door",
    "home",
    "identifying",
    "letters",
    "links",
    "own_data",
    "pay",
    "pay_sheets",
    "portal",
    "receipts",
    "records",
    "second_looks",
    "surveys",
]
