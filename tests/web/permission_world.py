"""One application in the middle of its panel, and all else that a route can be asked about."""

from dataclasses import dataclass

from flask import Flask

from app.domain.versions import digest
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_adjustment_request, make_application, make_cv, make_slides
from tests.factories.decisions import make_own_level
from tests.factories.findings import make_any_acceptance
from tests.factories.invitations import make_invitation
from tests.factories.ladders import shipped_playbook
from tests.factories.mail import make_message
from tests.factories.openings import Team, make_brief, make_notice, make_opening
from tests.factories.pools import FAMILY, make_place
from tests.factories.portal import candidate_of
from tests.factories.previews import make_draft
from tests.factories.promotions import make_case
from tests.factories.reports import make_deck_result
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_card_file, make_scorecard


@dataclass(frozen=True)
class World:
    """One application in the middle of its panel, another hiring team, and the ids that addresses need."""

    people: dict[str, int]
    ids: dict[str, int | str]


# What stands in addresses beside the numbers of what the world holds.
NAMES: dict[str, int | str] = {
    "sheet_id": 1,
    "away_id": 1,
    "family": FAMILY,
    "stage": "panel",
    "part": "vote",
    "key": "account_control",
    "area": "results",
    "token": "nonsense",
    "item": "area-results",
    "deck": "first",
    "day": "2026-03-04",
    "kind": "interview_booked",
    "language": "en",
    "country": "DE",
    "content_kind": "family",
    "content_key": FAMILY,
    "ladder_key": "account_executive",
}


def make_world(app: Flask) -> World:
    """Everything that some route needs, made once for a test."""
    app.config["WTF_CSRF_ENABLED"] = False
    team, other = make_opening(published_at=START), make_opening()
    application = make_application(team.opening, stage="panel", name="Yuki Hanzawa")
    twin = make_application(team.opening, name="Hanzawa Yuki")
    interview = make_interview(application, stage="panel", interviewers=team.panel)
    card = make_scorecard(interview, team.panel[1], next_note="Has used the port example already.")
    make_cv(application, app.config["RUNG"].files_directory)
    make_own_level(application, team.manager)
    make_slides(application, app.config["RUNG"].files_directory)
    make_brief(team.opening, team.recruiter, folder=app.config["RUNG"].files_directory)
    make_deck_result(team.panel[0])
    make_case(application, make_account(), team.recruiter)
    learner = make_account("interviewer")
    make_place(learner, "panel", approved=False)
    ids = NAMES | {
        "account_id": learner,
        "opening_id": team.opening,
        "application_id": application,
        "candidate_id": candidate_of(twin),
        "interview_id": interview,
        "invitation_id": make_invitation(application, team.recruiter, people=team.panel),
        "card_id": card,
        "file_id": make_card_file(interview, team.panel[0], app.config["RUNG"].files_directory),
        "notice_id": make_notice(),
        "request_id": make_adjustment_request(application),
        "message_id": make_message(interview, team.panel[0]),
        "acceptance_id": make_any_acceptance(),
        "digest": digest(shipped_playbook().ladder),
        "draft_id": make_draft(shipped_playbook().ladder, team.manager),
    }
    return World(_people(team, other), ids)


def _people(team: Team, other: Team) -> dict[str, int]:
    """Account ids of all personas who sign in."""
    return {
        "admin": make_account("admin"),
        "recruiter": team.recruiter,
        "manager": team.manager,
        "panelist": team.panel[0],
        "leader": team.leader,
        "other_recruiter": other.recruiter,
        "other_manager": other.manager,
        "other_interviewer": other.panel[0],
        "other_leader": other.leader,
    }
