"""Somebody applies again, or a hold is put on them, in the very moment in which they are erased."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.domain.applying import Sent
from app.domain.candidate import Applicant, Person, SentFile
from app.domain.places import PlaceRules, SelfIdSet
from app.domain.portal import Visitor
from app.gateways import clock
from app.gateways import self_identification as store
from app.models.applications import Application
from app.models.candidates import Candidate, CandidateFile
from app.services.candidates import adding, applying, erasing, identifying, legal_holds, settling
from tests import factories
from tests.factories.accounts import START
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of
from tests.factories.pools import make_organisation
from tests.factories.portal import candidate_of

ADDRESS = "yuki@example.net"
YUKI, CV = Person("Yuki Hanzawa", "", "", "Osaka", "Asia/Tokyo"), SentFile("cv.txt", b"Sold software to railways.")
A_WHILE = 0.4


@pytest.fixture
def team(app: Flask) -> Team:
    make_organisation()
    return make_opening(published_at=START)


@pytest.fixture
def folder(app: Flask) -> Path:
    directory: Path = app.config["RUNG"].files_directory
    shutil.rmtree(directory, ignore_errors=True)
    return directory


def while_it_waits(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    place: tuple[object, str],
    first: Callable[[], object],
    second: Callable[[], object],
) -> tuple[str, str]:
    """Start the second act while the first is at a place; what each came to: nothing, or the name of the error."""
    is_there, real = Event(), getattr(*place)
    rest = Event()

    def held(*args: Any, **kwargs: Any) -> Any:
        found = real(*args, **kwargs)
        if not is_there.is_set():
            is_there.set()
            rest.wait(A_WHILE)
        return found

    def run(act: Callable[[], object]) -> str:
        with app.app_context():
            try:
                act()
            except Exception as error:
                return type(error).__name__
            return ""

    monkeypatch.setattr(*place, held)
    with ThreadPoolExecutor(2) as pool:
        one: Future[str] = pool.submit(run, first)
        assert is_there.wait(5)
        other = pool.submit(run, second)
        return one.result(), other.result()


def left_of_erased() -> list[str]:
    """What lies about of candidates who were erased: files, and applications under way."""
    with factories.writing() as session:
        erased = select(Candidate.id).where(Candidate.erased_at.is_not(None))
        files = session.scalars(select(CandidateFile.name).where(CandidateFile.candidate_id.in_(erased))).all()
        live = select(Application.state).where(Application.candidate_id.in_(erased), Application.state == "active")
        return [*files, *session.scalars(live).all()]


def erase_of(team: Team, application: int) -> Callable[[], object]:
    typed, recruiter = f"erase {candidate_of(application)}", viewer_of(team.recruiter)
    return lambda: erasing.erase(recruiter, application, typed=typed, reason="They wrote to us.")


@pytest.mark.parametrize("how", ["apply", "add"])
@pytest.mark.parametrize("erases_first", [True, False])
def test_whoever_applies_while_they_are_erased_leaves_nothing_with_the_record_that_is_erased(
    app: Flask, monkeypatch: pytest.MonkeyPatch, team: Team, folder: Path, how: str, *, erases_first: bool
):
    elsewhere = make_opening()
    erase = erase_of(elsewhere, make_application(elsewhere.opening, email=ADDRESS))
    applicant, recruiter = Applicant(YUKI, ADDRESS, "A fair"), viewer_of(team.recruiter)
    acts: dict[str, tuple[tuple[object, str], Callable[[], object]]] = {
        "apply": (
            (applying, "_candidate"),
            lambda: applying.apply(team.opening, Sent(YUKI, ADDRESS), cv=CV, folder=folder),
        ),
        "add": ((adding, "_candidate"), lambda: adding.add(recruiter, team.opening, applicant, cv=CV, folder=folder)),
    }
    place, act = acts[how]

    if erases_first:
        outcomes = while_it_waits(app, monkeypatch, (erasing, "_forget_mail"), erase, act)
    else:
        outcomes = while_it_waits(app, monkeypatch, place, act, erase)

    assert outcomes == ("", "")
    assert left_of_erased() == []


def test_a_hold_that_is_put_while_they_are_erased_comes_too_late_and_nobody_waits_for_ever(
    app: Flask, monkeypatch: pytest.MonkeyPatch, team: Team
):
    application = make_application(team.opening)
    recruiter = viewer_of(team.recruiter)

    outcomes = while_it_waits(
        app,
        monkeypatch,
        (erasing, "_lock_applications"),
        erase_of(team, application),
        lambda: legal_holds.put_legal_hold(recruiter, application, reason="A claim."),
    )

    assert outcomes[0] == ""
    assert outcomes[1] == "Conflict"
    with factories.writing() as session:
        assert session.scalars(select(Candidate.legal_hold)).all() == [""]


def test_what_somebody_says_of_themselves_while_they_are_erased_is_not_kept(
    app: Flask, monkeypatch: pytest.MonkeyPatch, team: Team, folder: Path
):
    monkeypatch.setattr(identifying, "rules_of", lambda _country: PlaceRules(self_id=SelfIdSet.US))
    application = make_application(team.opening, email=ADDRESS)
    visitor = Visitor(candidate_of(application), ADDRESS, "Yuki", "en", "UTC", "a session")

    def erase() -> None:
        erasing.erase_own(visitor, is_sure=True)
        settling.settle_erasures(clock.now())

    outcomes = while_it_waits(
        app,
        monkeypatch,
        (identifying, "about_me"),
        lambda: identifying.answer(visitor, application, {}),
        erase,
    )

    place = store.Place(app.config["RUNG"].self_id_database, app.config["RUNG"].secret_key)
    assert outcomes == ("", "")
    assert store.given(place, application) is None
