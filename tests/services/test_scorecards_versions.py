"""Scorecards of an application that moved to other versions, which ask for more and for less than those before."""

from dataclasses import replace

import pytest
from flask import Flask

from app.database import db
from app.domain.playbook import Playbook
from app.domain.policy import Role, Viewer
from app.domain.scorecard import Answers
from app.domain.sheet import sheet_of
from app.queries import scorecards as queries
from app.queries.applications.version import version_page
from app.services import scorecards as service
from app.services.applications import move_version
from tests.domain.shipped import changed
from tests.factories.ladders import shipped_playbook
from tests.factories.panels import Panel, make_answers, make_panel, sheet_for, viewer_of
from tests.factories.versions import publish_further

NEW = "collaboration"


@pytest.fixture
def panel(context: Flask) -> Panel:
    made = make_panel()
    publish_further(other_panel())
    return made


def other_panel() -> Playbook:
    """The shipped playbook with one other area and one signal less in the panel."""
    book = shipped_playbook()
    number = next(place for place, stage in enumerate(book.family.stages) if stage.key == "panel")
    stage = book.family.stages[number]
    family = changed(book.family, ("stages", number, "focus_areas"), [*stage.focus_areas[1:], NEW])
    return replace(book, family=changed(family, ("stages", number, "signals"), [*stage.signals[1:]]))


def move(panel: Panel, wanted: str = "newest") -> None:
    db.session.rollback()
    viewer = Viewer(panel.team.recruiter, "Ayumi Nakagawa", Role.RECRUITER, "UTC", "")
    page = version_page(viewer, panel.application, wanted=wanted)
    assert page.target
    sent = {"wanted": wanted, "mark": page.target.mark, "reason": "It is read with the new plan."}
    move_version(viewer, panel.application, seen=page.case.version, **sent)
    db.session.rollback()


def under_the_other_plan(panel: Panel, who: int) -> Answers:
    """A whole card of the panel as it is after the move."""
    sheet = sheet_of(other_panel(), "panel", interview_id=panel.interview, account_id=who)
    return make_answers(sheet, point=2)


def points(panel: Panel, who: int) -> dict[str, int | None]:
    db.session.rollback()
    return points_of(queries.kit_for(viewer_of(who), panel.interview).answers)


def points_of(answers: Answers) -> dict[str, int | None]:
    return {line.area: line.point for line in answers.areas}


def test_a_draft_begun_before_the_move_is_saved_and_submitted_after_it(panel: Panel):
    who = panel.team.panel[0]
    begun = make_answers(sheet_for(panel.interview, who), point=3)
    first = service.save_draft(viewer_of(who), panel.interview, begun, seen=0)
    move(panel)
    whole = under_the_other_plan(panel, who)

    saved = service.save_draft(viewer_of(who), panel.interview, whole, seen=first.version)
    service.submit(viewer_of(who), panel.interview, whole, seen=saved.version)

    assert points(panel, who)[NEW] == 2


def test_what_only_the_versions_before_ask_is_still_there_after_moving_back(panel: Panel):
    who = panel.team.panel[0]
    begun = make_answers(sheet_for(panel.interview, who), point=3)
    first = service.save_draft(viewer_of(who), panel.interview, begun, seen=0)
    before = points(panel, who)
    move(panel)
    other = under_the_other_plan(panel, who)
    service.save_draft(viewer_of(who), panel.interview, other, seen=first.version)

    move(panel, wanted="opening")

    (gone,) = set(before) - set(points_of(other))
    assert points(panel, who) == {**dict.fromkeys(before, 2), gone: 3}


def test_a_submitted_card_can_be_amended_by_what_only_the_new_versions_ask(panel: Panel):
    who = panel.team.panel[0]
    card = make_answers(sheet_for(panel.interview, who), point=3)
    service.submit(viewer_of(who), panel.interview, card, seen=0)
    move(panel)

    after: dict[str, str | int | None] = {
        "point": 2,
        "evidence": "Wrote the plan together with two others, and said who did what.",
    }
    service.amend(viewer_of(who), panel.interview, f"area-{NEW}", after=after, reason="I saw that too.", seen=1)

    assert points(panel, who)[NEW] == 2
