"""The demo organisation: what it holds, that its texts fit, that loading it is repeatable and harms nothing."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from app.cli.demo.cast import PASSWORD
from app.cli.demo.content import DemoCandidate, read_demo
from app.cli.demo.points import marks_of
from app.cli.demo.timetable import Planner, Timetable
from app.database import Base, db
from app.domain.conflicts import BY_HAND
from app.domain.panel_pool import Wanted
from app.domain.panels import compose
from app.domain.playbook import Playbook
from app.domain.policy import Role, Viewer
from app.domain.recommendation import recommend
from app.domain.rule import BELOW_BAR
from app.domain.scorecard import Card
from app.domain.states import State
from app.domain.training import Standing
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent, RequirementCheck
from app.models.candidates import Candidate
from app.models.decisions import OwnLevel, Snapshot
from app.models.openings import Opening
from app.models.reports import DeckResult
from app.models.scheduling import Interview, Seat
from app.models.scorecards import CompetencyRating, Scorecard, SignalRating
from app.queries.decisions import decision_page
from app.queries.scheduling.conflicts import conflicts_of
from app.queries.scheduling.pools import Seatable, people_for
from app.services import ladders
from tests.databases import SQLiteHouse

# Shortly after the clocks changed in Europe, and not long after they did in America.
NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)
SECRETS = {"token_hash", "password_hash", "stored_as"}
OUTCOMES = {"p3": "P3", "p4": "P4", "p5": "P5", "p6": "P6", "below": "below_bar", "far_below": "below_bar"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """An application, what the command printed, and all rows that it made."""

    app: Flask
    printed: str
    rows: dict[str, list[tuple[object, ...]]]


def invoke(app: Flask, *arguments: str) -> Result:
    """The command, as if it were run at `NOW`."""
    with clock.pretending(NOW):
        return app.test_cli_runner().invoke(args=["demo", "load", *arguments])


def house(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application on an empty database of its own."""
    return SQLiteHouse(tmp_path_factory.mktemp("demo")).app


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The demo organisation, loaded once; tests add nothing but sign-ins."""
    app = house(tmp_path_factory)
    result = invoke(app, "--if-empty")
    assert result.exit_code == 0, result.output
    return Loaded(app, result.output, rows(app))


@pytest.fixture
def demo(loaded: Loaded) -> Iterator[Flask]:
    """The loaded application, in a context."""
    with loaded.app.app_context():
        yield loaded.app


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    """The content that comes with the product."""
    return ladders.shipped()


def rows(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the database but what is random by design."""
    with app.app_context():
        found = {}
        for table in Base.metadata.sorted_tables:
            columns = [column for column in table.columns if column.name not in SECRETS]
            found[table.name] = sorted(map(tuple, db.session.execute(select(*columns))), key=repr)
        return found


def test_the_organisation_has_its_openings_staff_and_candidates(demo):
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in (Opening, Account, Candidate)]

    assert counts == [3, 16, 40]
    assert db.session.scalar(select(func.count()).select_from(Application)) == 41


def test_every_state_and_every_stage_occurs(demo):
    states = set(db.session.scalars(select(Application.state)))
    active = set(db.session.scalars(select(Application.stage).where(Application.state == State.ACTIVE)))

    assert states == {state.value for state in State}
    assert active == {"screen", "manager", "panel", "final", "decision"}
    assert db.session.scalars(select(ApplicationEvent.id).where(ApplicationEvent.kind == "reopened")).all()


def test_finished_recommendations_name_different_levels(demo):
    outcomes = {json.loads(text)["outcome"] for text in db.session.scalars(select(Snapshot.result))}

    assert {"P4", "P5", "P6", "below_bar"} <= outcomes


def test_one_recommendation_waits_for_its_decision_beside_an_own_level_that_differs(demo):
    waiting = (
        select(Application.id, Account, OwnLevel.level)
        .join(OwnLevel, OwnLevel.application_id == Application.id)
        .join(Account, Account.id == OwnLevel.account_id)
        .where(Application.state == State.ACTIVE)
    )
    application_id, account, own = db.session.execute(waiting).one()
    page = decision_page(viewer_of(account), application_id)

    assert page.judged is not None
    assert (own, page.judged.recommendation.outcome) == ("P5", "P4")


def test_some_of_those_who_interview_have_rated_a_deck_and_one_of_them_twice(demo):
    passes = Counter(db.session.scalars(select(DeckResult.account_id)))
    agreements = db.session.scalars(select(DeckResult.kappa_thousandths).order_by(DeckResult.id)).all()

    assert sorted(passes.values()) == [1, 1, 1, 1, 2]
    assert len(set(agreements)) >= 4
    assert all(agreement is not None and 0 < agreement < 1000 for agreement in agreements)


def viewer_of(account: Account) -> Viewer:
    """The person as the pages see them."""
    return Viewer(account.id, account.name, Role(account.role), account.zone, account.job_title)


def seatable(candidate: str) -> Seatable:
    """Who may hold the panel of somebody's application."""
    found = select(Application.id).join(Candidate, Candidate.id == Application.candidate_id)
    application_id = db.session.execute(found.where(Candidate.name == candidate)).scalar_one()
    return people_for(application_id, stage="panel", now=NOW)


def test_a_panel_can_be_put_together_for_tokyo_with_somebody_who_speaks_japanese(demo):
    found = seatable("Liu Wenjing")
    starts = frozenset({NOW + timedelta(days=7)})
    pool = [replace(member, free=starts) for member in found.members]

    composed = compose(pool, Wanted(3, found.areas, found.needs, starts, NOW.date() + timedelta(days=21), "Asia/Tokyo"))

    assert composed.best is not None
    speakers = {member.id for member in found.members if "japanese" in member.tags}
    assert speakers & set(composed.best.ids)
    assert "Lena Hartmann refers this candidate." in {text for one in composed.excluded for text in one.reasons}


def test_somebody_in_training_has_shadowed_enough_to_lead_with_somebody_beside(demo):
    found = seatable("Liu Wenjing")

    standings = {member.name: member.standing for member in found.members}

    assert standings["Piotr Zieliński"] is Standing.REVERSE_SHADOW
    assert standings["Lotte van den Berg"] is Standing.SHADOW
    assert standings["Takeshi Endo"] is Standing.APPROVED


def test_nobody_sat_in_an_interview_who_must_not(demo):
    seats = select(Seat.account_id, Interview.application_id).join(Interview, Interview.id == Seat.interview_id)
    panel = ladders.shipped().family.stage("panel")

    barred = [
        (who, application)
        for who, application in db.session.execute(seats.where(Interview.stage == "panel"))
        if conflicts_of(application, [who], stage=panel).get(who, frozenset()) - BY_HAND
    ]

    assert barred == []


def test_a_panel_disagrees_by_two_points_and_in_its_votes(demo):
    cards = (
        select(CompetencyRating.point, Scorecard.vote)
        .join(Scorecard, Scorecard.id == CompetencyRating.scorecard_id)
        .join(Interview, Interview.id == Scorecard.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Candidate.name == "Kenji Morimoto", CompetencyRating.focus_area == "technical_leadership")
    )
    points, votes = zip(*db.session.execute(cards), strict=True)

    assert sorted(points) == [2, 3, 4]
    assert {"yes", "no"} <= set(votes)


def test_no_text_is_used_twice_for_one_candidate(demo):
    texts = Counter(
        (application, text)
        for column, parent in ((CompetencyRating.evidence, CompetencyRating), (SignalRating.evidence, SignalRating))
        for application, text in db.session.execute(
            select(Interview.application_id, column)
            .join(Scorecard, Scorecard.id == parent.scorecard_id)
            .join(Interview, Interview.id == Scorecard.interview_id)
            .where(column != "")
        )
    )
    checks = select(RequirementCheck.application_id, RequirementCheck.evidence)
    texts.update((application, text) for application, text in db.session.execute(checks))

    assert len(texts) > 900
    assert [item for item, count in texts.items() if count > 1] == []


def test_no_slot_is_left_open(demo):
    columns = (CompetencyRating.evidence, SignalRating.evidence, RequirementCheck.evidence, Scorecard.summary)
    texts = [text for column in (*columns, Scorecard.next_note) for text in db.session.scalars(select(column))]

    assert [text for text in texts if "{" in text or "}" in text] == []


def test_nothing_happened_after_the_day_of_loading_began(demo):
    dawn = NOW.replace(hour=0)
    latest = [
        db.session.scalar(select(func.max(column)))
        for column in (ApplicationEvent.at, Scorecard.submitted_at, Scorecard.saved_at, Application.applied_at)
    ]
    ahead = db.session.scalars(select(Interview.starts_at).where(Interview.starts_at >= dawn)).all()

    assert max(filter(None, latest)) < dawn
    assert len(ahead) == 10
    assert min(ahead) >= dawn + timedelta(days=1)


def test_events_of_all_applications_are_in_the_order_of_time(demo):
    times = db.session.scalars(select(ApplicationEvent.at).order_by(ApplicationEvent.id)).all()

    assert times == sorted(times)


def test_one_card_was_late_and_two_panels_wait_for_a_draft(demo):
    assert db.session.scalar(select(func.count()).where(Scorecard.is_late)) == 1
    assert db.session.scalar(select(func.count()).where(Scorecard.submitted_at.is_(None))) == 2


def test_the_printed_sign_ins_work(loaded):
    app = loaded.app
    signed_in = []
    for line in [line for line in loaded.printed.splitlines() if "@" in line]:
        email = next(word for word in line.split() if "@" in word)
        client = app.test_client()
        form = client.get("/sign-in").get_data(as_text=True)
        token = form.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        answer = client.post("/sign-in", data={"email": email, "password": PASSWORD, "csrf_token": token})
        signed_in.append(answer.status_code)

    assert PASSWORD in loaded.printed
    assert signed_in == [302] * 7


def test_loading_again_if_empty_changes_nothing_and_prints_the_same(loaded):
    before = rows(loaded.app)

    again = invoke(loaded.app, "--if-empty")

    assert again.output == loaded.printed
    assert rows(loaded.app) == before


def test_loading_over_an_organisation_is_refused(loaded):
    result = invoke(loaded.app)

    assert result.exit_code == 1
    assert "This installation is set up already." in result.output


def test_two_loads_of_one_day_give_the_same(loaded, tmp_path_factory):
    other = house(tmp_path_factory)
    invoke(other)

    assert rows(other) == loaded.rows


def cards_of(candidate: DemoCandidate, playbook: Playbook) -> list[Card]:
    """Six full cards of a candidate, as if all stages had been held."""
    return [
        Card(stage, f"{stage} {seat}", marks.ratings, marks.levels)
        for stage, seats in marks_of(candidate, playbook).items()
        for seat, marks in enumerate(seats)
    ]


def test_every_quality_reads_as_its_level(playbook):
    candidates = read_demo().organisation.candidates
    titles = {opening.key: opening.title for opening in read_demo().organisation.openings}

    found = {
        item.key: recommend(cards_of(item, playbook), playbook=playbook, title=titles[item.opening], explain=False)
        for item in candidates
    }

    assert {key: item.by_proof for key, item in found.items()} == {
        item.key: OUTCOMES[item.quality] for item in candidates
    }


def test_proof_and_estimate_part_for_a_few_candidates_and_never_by_more_than_a_level(playbook):
    titles = {opening.key: opening.title for opening in read_demo().organisation.openings}
    order = [BELOW_BAR, *(level.code for level in playbook.ladder.levels_in_use())]
    steps = []
    for item in read_demo().organisation.candidates:
        cards = cards_of(item, playbook)
        found = recommend(cards, playbook=playbook, title=titles[item.opening], explain=False)
        steps.append(abs(order.index(found.outcome) - order.index(str(found.by_proof))))

    assert 1 <= sum(steps) <= 6
    assert max(steps) == 1


def instants(days: Timetable) -> list[datetime]:
    """Everything of a story that lies in the past, in the order in which it is told."""
    found = [days.applied_at]
    for item in days.appointments:
        found.append(item.booked_at)
        if item.cards:
            found += [item.meeting.starts_at, *(at for at, _ in item.cards)]
        found += [days.left[item.stage]] if item.stage in days.left else []
    return found


def test_every_story_fits_before_any_day_of_the_year(playbook):
    misplaced = []
    for number in range(0, 366, 17):
        planner = Planner(read_demo(), playbook, date(2026, 1, 1) + timedelta(days=number))
        for key, days in planner.all().items():
            told, ends = instants(days), list(days.ends.values())
            if told != sorted(told) or ends != sorted(ends) or max(told + ends) >= planner.dawn:
                misplaced.append((number, key))

    assert misplaced == []


def test_nobody_is_in_two_places_at_once(playbook):
    planner = Planner(read_demo(), playbook, NOW.date())
    meetings = [
        (who, item.meeting.starts_at, item.meeting.ends_at)
        for key, days in planner.all().items()
        for item in days.appointments
        for who in (*item.people, key)
    ]
    ordered = sorted(meetings)

    assert [two for one, two in pairwise(ordered) if one[0] == two[0] and one[2] > two[1]] == []
