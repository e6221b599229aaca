"""Several editors publish at the same moment: one gets the next number, the others hear of it, no number is skipped."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from flask import Flask

from app.domain.catalogue import edit_of
from app.domain.catalogue_checks import AreaEdit
from app.domain.errors import Conflict
from app.domain.policy import Role, Viewer
from app.queries import ladders as queries
from app.services import ladders as service
from tests.factories.accounts import make_account
from tests.factories.ladders import publish_shipped

AT_ONCE = 4
ROUNDS = 25 if os.environ.get("CHECK_LONG") else 2


@pytest.fixture
def editors(app: Flask) -> list[Viewer]:
    publish_shipped()
    people = [make_account("recruiter", name=f"Editor {number}") for number in range(AT_ONCE)]
    return [Viewer(person, f"Editor {person}", Role.RECRUITER, "UTC", "") for person in people]


def newest(app: Flask) -> queries.AreaPage:
    with app.app_context():
        return queries.area_page("results")


def asking(edit: AreaEdit, text: str) -> AreaEdit:
    return replace(edit, questions=(replace(edit.questions[0], text=text), *edit.questions[1:]))


def publish_at_once(app: Flask, editors: list[Viewer], texts: list[str]) -> list[tuple[int, bool] | str]:
    """What each editor hears: a number and whether it was there, or the refusal."""
    page, barrier = newest(app), Barrier(len(editors))

    def publish(viewer: Viewer, text: str) -> tuple[int, bool] | str:
        edit = asking(edit_of(page.now), text)
        with app.app_context():
            barrier.wait()
            try:
                done = service.publish_competencies(viewer, "results", edit, seen=page.newest.digest, note=text)
            except Conflict as refusal:
                return refusal.message
            return done.number, done.was_there

    with ThreadPoolExecutor(len(editors)) as pool:
        return list(pool.map(publish, editors, texts))


def test_of_different_edits_at_once_one_is_published_and_the_others_are_told(app: Flask, editors: list[Viewer]):
    for round_ in range(ROUNDS):
        number = round_ + 2

        heard = publish_at_once(app, editors, [f"Round {round_}, editor {place}?" for place in range(AT_ONCE)])

        assert [answer for answer in heard if isinstance(answer, tuple)] == [(number, False)]
        refusals = [answer for answer in heard if isinstance(answer, str)]
        assert all(f"published version {number} while your page was open" in answer for answer in refusals)
        assert newest(app).newest.number == number


def test_of_one_edit_sent_several_times_at_once_there_is_one_version(app: Flask, editors: list[Viewer]):
    for round_ in range(ROUNDS):
        number = round_ + 2

        heard = publish_at_once(app, editors, [f"Round {round_}?"] * AT_ONCE)

        assert sorted(heard, key=str) == [(number, False)] + [(number, True)] * (AT_ONCE - 1)
        assert newest(app).newest.number == number
