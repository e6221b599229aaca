"""Openings with their hiring teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.gateways import files
from app.models.openings import LocationRules, Opening, OpeningMember, PrivacyNotice, StageBrief
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.ladders import publish_shipped

PINNED = ("ladder", "family", "competencies", "scale", "crosswalk", "model")


@dataclass(frozen=True)
class Team:
    """An opening and the ids of the people around it."""

    opening: int
    recruiter: int
    manager: int
    panel: tuple[int, ...]
    leader: int


def make_opening(
    *,
    title: str = "strategic",
    lowest_level: str = "P4",
    highest_level: str = "P5",
    location: str | None = None,
    specialty: str | None = None,
    recruiter_grants: tuple[str, ...] = (),
    panel: Sequence[int] = (),
    place: str = "Berlin",
    **public: Any,
) -> Team:
    """An opening with a recruiter, a hiring manager, three interviewers and a senior leader of its own.

    `public` is what the public page needs: published_at, country, closes_on; without the first it is a draft.
    """
    digests = publish_shipped()
    recruiter = make_account("recruiter", grants=recruiter_grants)
    manager = make_account("hiring_manager")
    members = tuple(panel) or tuple(make_account("interviewer") for _ in range(3))
    leader = make_account("senior_leader")
    opening = Opening(
        name=f"Strategic Account Executive, {place}",
        title=title,
        lowest_level=lowest_level,
        highest_level=highest_level,
        place=place,
        location=location,
        specialty=specialty,
        created_at=START,
        created_by=recruiter,
        **{f"{kind}_digest": digests[kind] for kind in PINNED},
        **public,
    )
    parts = [(recruiter, "recruiter"), (manager, "hiring_manager"), (leader, "senior_leader")]
    parts += [(member, "interviewer") for member in members]
    with factories.writing() as session:
        session.add(opening)
        session.flush()
        session.add_all(OpeningMember(opening_id=opening.id, account_id=who, part=part) for who, part in parts)
        return Team(opening.id, recruiter, manager, members, leader)


def make_notice(text: str = "We keep what you send us.") -> int:
    """A privacy notice; returns its number."""
    with factories.writing() as session:
        row = PrivacyNotice(text=text, text_ja="", published_at=START)
        session.add(row)
        session.flush()
        return row.id


def make_rules(country: str = "", **rules: Any) -> None:
    """What holds in a country; see the columns of location_rules."""
    admin = make_account("admin")
    with factories.writing() as session:
        session.add(LocationRules(country=country, changed_by=admin, changed_at=START, **rules))


def make_brief(
    opening_id: int, changed_by: int, *, stage: str = "panel", folder: Path | None = None, **own: Any
) -> None:
    """What candidates get before a stage, as its first version, with slides asked for; with a file where a folder is.

    `own` are further columns, or others in place of these.
    """
    values = {"text": "Prepare ten minutes on the port.", "text_ja": "", "days_before": 7, "asks_for_deck": True} | own
    row = StageBrief(opening_id=opening_id, stage=stage, changed_by=changed_by, changed_at=START, **values)
    if folder is not None:
        row.file_name, row.media_type = "Port.pdf", "application/pdf"
        row.stored_as = files.store(folder, b"%PDF-1.7 the port %%EOF")
    with factories.writing() as session:
        session.add(row)
