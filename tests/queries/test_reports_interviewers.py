"""What is told of interviewers, in which order, from when on, and when it waits."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.models.accounts import Account, Organisation
from app.models.scorecards import CompetencyRating, Scorecard
from app.queries import reports as queries
from app.services.reports import recompute_calibration
from tests import factories
from tests.factories.accounts import START
from tests.factories.openings import Team, make_opening
from tests.factories.reports import make_calibration, make_history, move
from tests.rows import change
from tests.statements import counted


@pytest.fixture
def team(context) -> Team:
    return make_opening()


def names(report: queries.InterviewerReport) -> list[str]:
    return [line.name for line in report.lines]


def call(account_id: int, name: str) -> None:
    change(update(Account).where(Account.id == account_id).values(name=name))


def test_interviewers_stand_in_the_order_of_their_names(team):
    make_history(team)
    for who, name in zip(team.panel, ("Zoë Ziegler", "Anders Aagaard", "Mei Tanaka"), strict=True):
        call(who, name)
    recompute_calibration(None)

    assert names(queries.all_interviewers()) == ["Anders Aagaard", "Mei Tanaka", "Zoë Ziegler"]


def test_whoever_left_is_not_listed(team):
    make_history(team)
    recompute_calibration(None)
    change(update(Account).where(Account.id == team.panel[0]).values(is_active=False))

    assert {line.account_id for line in queries.all_interviewers().lines} == set(team.panel[1:])


def test_the_report_tells_what_it_rests_on(team):
    make_history(team, 6)
    recompute_calibration(None)

    report = queries.all_interviewers()

    assert (report.candidates, report.is_withheld) == (6, False)
    assert report.made_at is not None
    assert datetime.now(UTC) - report.made_at < timedelta(minutes=1)


def test_what_is_drawn_is_not_said_a_second_time(team):
    make_history(team, 6)
    recompute_calibration(None)

    line = queries.one_interviewer(team.panel[0]).lines[0]

    assert [strip.fact for strip in line.strips] == ["Strictness against everybody", "Strictness on shared panels"]
    assert not {"Strictness against everybody", "Strictness on shared panels"} & {fact.label for fact in line.facts}
    assert line.scorecards == 6


def test_too_few_interviews_are_said_and_not_drawn(team):
    make_history(team, 4)
    recompute_calibration(None)

    line = queries.one_interviewer(team.panel[0]).lines[0]

    assert line.strips == ()
    assert [fact.value for fact in line.facts[:2]] == [
        "Too few: 4 of 5 interviews",
        "Too few: 4 of 5 shared interviews",
    ]


def test_one_report_has_nobody_else(team):
    make_history(team)
    recompute_calibration(None)

    assert [line.account_id for line in queries.one_interviewer(team.panel[1]).lines] == [team.panel[1]]
    assert queries.one_interviewer(team.leader).lines == ()


def test_before_the_first_calibration_there_is_nothing_to_tell(context):
    report = queries.all_interviewers()

    assert (report.made_at, report.lines, report.is_withheld) == (None, (), False)


def test_figures_wait_while_somebody_under_them_is_under_way_again(team):
    again, *_rest = make_history(team, 6)
    recompute_calibration(None)
    move(again, "active")

    assert queries.all_interviewers().is_withheld
    assert queries.one_interviewer(team.panel[0]).lines == ()

    recompute_calibration(None)
    assert not queries.all_interviewers().is_withheld
    assert queries.all_interviewers().candidates == 5


def test_figures_of_another_version_of_the_product_wait_too(context):
    make_calibration("one", figures='{"7":{"tempo":1}}')

    report = queries.all_interviewers()

    assert report.is_withheld
    assert report.lines == ()


def test_where_strictness_is_turned_off_what_was_worked_out_before_is_not_shown(team):
    make_history(team, 6)
    recompute_calibration(None)
    with factories.writing() as session:
        session.add(Organisation(name="Rung", created_at=START, adjusts_severity=False))

    line = queries.one_interviewer(team.panel[0]).lines[0]

    assert line.strips == ()
    assert line.facts[0].value == line.facts[1].value == "Turned off"
    assert line.facts[2].label == "Spread within a scorecard"


def test_four_statements_tell_of_everybody(context, team):
    make_history(team, 6)
    recompute_calibration(None)

    with counted(context) as seen:
        queries.all_interviewers()

    assert len(seen) == 4


def test_what_a_late_change_of_a_text_does_shows_with_the_next_calibration(team):
    make_history(team, 3)
    recompute_calibration(None)
    cards = select(Scorecard.id).where(Scorecard.account_id == team.panel[0])
    change(update(CompetencyRating).where(CompetencyRating.scorecard_id.in_(cards)).values(evidence="Short."))

    recompute_calibration(None)

    facts = {fact.label: fact.value for fact in queries.one_interviewer(team.panel[0]).lines[0].facts}
    assert facts["Length of evidence"] == "6 characters"
