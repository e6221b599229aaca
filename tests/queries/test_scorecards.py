"""Which scorecards count, and what is read of them."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, update

from app.database import transaction
from app.models.scheduling import Interview, Seat
from app.models.scorecards import CompetencyRating, Scorecard, SignalRating
from app.queries import scorecards as queries
from tests import factories
from tests.factories.accounts import START
from tests.factories.ladders import shipped_playbook
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("context")


def _panel(*, is_open=True, shadows=()):
    team = factories.openings.make_opening()
    application = factories.applications.make_application(team.opening, stage="panel")
    interview = factories.scheduling.make_interview(
        application, stage="panel", interviewers=team.panel, shadows=shadows, is_open=is_open
    )
    return team, application, interview


def test_a_card_that_counts_comes_with_all_that_is_on_it():
    team, application, interview = _panel()
    factories.scorecards.make_scorecard(interview, team.panel[0], point=2, level="P5", text="Asked first.")

    (card,) = queries.cards_of_application(application)

    assert (card.account_id, card.stage, card.vote, card.summary) == (team.panel[0], "panel", "yes", "Asked first.")
    assert set(card.ratings.values()) == {2}
    assert set(card.evidence) == set(shipped_playbook().family.stage("panel").focus_areas)
    assert card.signals == {"techniques": "masters_several"}
    assert card.signal_evidence == {"techniques": "Asked first."}


def test_the_rule_reads_levels_instead_of_statements():
    team, application, interview = _panel()
    factories.scorecards.make_scorecard(interview, team.panel[0], level="P5", point=None)

    (card,) = queries.cards_of_application(application)
    read = card.as_card(shipped_playbook().ladder)

    assert read.signals == {"techniques": "P5"}
    assert set(read.ratings.values()) == {None}


def test_no_card_counts_before_its_panel_is_open():
    team, application, interview = _panel(is_open=False)
    factories.scorecards.make_scorecard(interview, team.panel[0])

    assert queries.cards_of_application(application) == ()


def test_neither_drafts_nor_shadows_nor_replaced_members_count():
    shadow = factories.accounts.make_account()
    team, application, interview = _panel(shadows=[shadow])
    for who in (*team.panel[:2], shadow):
        factories.scorecards.make_scorecard(interview, who)
    factories.scorecards.make_scorecard(interview, team.panel[2], submitted=False)
    with transaction() as session:
        session.execute(
            update(Seat)
            .where(Seat.interview_id == interview, Seat.account_id == team.panel[1])
            .values(left_at=factories.accounts.START)
        )

    assert [card.account_id for card in queries.cards_of_application(application)] == [team.panel[0]]


def test_cards_of_a_cancelled_interview_do_not_count():
    team, application, interview = _panel()
    factories.scorecards.make_scorecard(interview, team.panel[0])
    with transaction() as session:
        session.execute(update(Interview).where(Interview.id == interview).values(state="cancelled"))

    assert queries.cards_of_application(application) == ()


def test_all_cards_of_an_application_take_one_statement(context):
    team, application, interview = _panel()
    for who in team.panel:
        factories.scorecards.make_scorecard(interview, who)

    with counted(context) as seen:
        cards = queries.cards_of_application(application)

    assert len(cards) == 3
    assert all(card.ratings and card.signals and card.evidence for card in cards)
    assert len(seen) == 1


def test_a_card_that_came_in_after_its_panel_was_opened_is_told_apart():
    team, application, interview = _panel()
    first, last = (factories.scorecards.make_scorecard(interview, who) for who in team.panel[:2])
    with factories.writing() as session:
        opened = session.get_one(Interview, interview).panel_opened_at
        assert opened is not None
        session.get_one(Scorecard, first).submitted_at = opened
        session.get_one(Scorecard, last).submitted_at = opened + timedelta(minutes=5)

    found = {card.id: card.is_after_others for card in queries.cards_of_application(application)}

    assert found == {first: False, last: True}


def _comes_in(card: int, at: datetime) -> None:
    """The card came in at this moment and its panel was opened a day later."""
    with factories.writing() as session:
        row = session.get_one(Scorecard, card)
        row.submitted_at = at
        session.get_one(Interview, row.interview_id).panel_opened_at = at + timedelta(days=1)


def test_whoever_holds_a_stage_again_has_read_the_first_time(context):
    team, application, first = _panel()
    seen = factories.scorecards.make_scorecard(first, team.panel[0])
    _comes_in(seen, START)
    newcomer = factories.accounts.make_account("interviewer")
    again = (team.panel[0], newcomer)
    second = factories.scheduling.make_interview(application, stage="panel", interviewers=again, is_open=True)
    cards = [factories.scorecards.make_scorecard(second, who) for who in again]
    for card in cards:
        _comes_in(card, START + timedelta(days=8))

    found = {card.id: card.is_after_others for card in queries.cards_of_application(application)}

    assert found == {seen: False, cards[0]: True, cards[1]: False}


@pytest.mark.parametrize(("minutes", "is_after"), [(-1, False), (1, True)])
def test_a_card_written_after_the_authors_own_level_is_told_apart(context, minutes, is_after):
    team, application, _ = _panel()
    held = factories.scheduling.make_interview(application, stage="manager", interviewers=(team.manager,), is_open=True)
    card = factories.scorecards.make_scorecard(held, team.manager)
    factories.decisions.make_own_level(application, team.manager, at=START)
    _comes_in(card, START + timedelta(minutes=minutes))

    found = {item.id: item.is_after_others for item in queries.cards_of_application(application)}

    assert found == {card: is_after}


def test_a_card_without_a_single_answer_is_still_a_card(context):
    team, application, interview = _panel()
    card = factories.scorecards.make_scorecard(interview, team.panel[0])
    with factories.writing() as session:
        for table in (CompetencyRating, SignalRating):
            session.execute(delete(table).where(table.scorecard_id == card))

    (found,) = queries.cards_of_application(application)

    assert (found.id, found.ratings, found.signals) == (card, {}, {})
