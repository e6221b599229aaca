"""Questions about candidates: what is on record of them, and what they read on their own pages."""

from app.queries.candidates.mine import MyApplication, my_application, my_applications
from app.queries.candidates.records import (
    Arranged,
    CvFile,
    Record,
    Target,
    arranged_for,
    cv_for,
    cv_of_interview,
    record_for,
    target_for,
)
from app.queries.candidates.visitors import address_by_link, language_by_link, visitor_by

__all__ = [
    "Arranged",
    "CvFile",
    "MyApplication",
    "Record",
    "Target",
    "address_by_link",
    "arranged_for",
    "cv_for",
    "cv_of_interview",
    "language_by_link",
    "my_application",
    "my_applications",
    "record_for",
    "target_for",
    "visitor_by",
]
