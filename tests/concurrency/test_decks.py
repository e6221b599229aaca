"""Somebody sends a rated deck several times at once, or from several windows: it is one pass, whoever was faster."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from app.domain.errors import Conflict
from app.domain.policy import Role, Viewer
from app.models.reports import DeckResult
from app.services.reports import finish_deck
from tests.factories.accounts import make_account
from tests.factories.ladders import publish_decks, shipped_deck
from tests.rows import count_of

AT_ONCE = 4
ROUNDS = 25 if os.environ.get("CHECK_LONG") else 3
REFERENCE = {snippet.key: snippet.point for snippet in shipped_deck().snippets}


def send_at_once(app: Flask, answers: list[dict[str, int]]) -> Counter[str]:
    """One person sends each of these at the same moment, from pages that were all shown before; what came of it."""
    viewer = Viewer(make_account(), "Somebody", Role.INTERVIEWER, "UTC", "Engineer")
    digest, barrier = publish_decks()["first"], Barrier(len(answers))

    def send(points: dict[str, int]) -> str:
        barrier.wait()
        with app.app_context():
            try:
                return str(finish_deck(viewer, "first", digest=digest, points=points, seen=0))
            except Conflict:
                return "refused"

    with ThreadPoolExecutor(len(answers)) as pool:
        return Counter(pool.map(send, answers))


def test_the_same_answers_at_once_are_one_pass_that_everybody_is_shown(app: Flask):
    for number in range(1, ROUNDS + 1):
        came = send_at_once(app, [REFERENCE] * AT_ONCE)

        assert list(came.values()) == [AT_ONCE]
        with app.app_context():
            assert count_of(DeckResult) == number


def test_of_different_answers_at_once_one_is_kept_and_the_others_are_refused(app: Flask):
    for number in range(1, ROUNDS + 1):
        came = send_at_once(app, [REFERENCE | {"two-claims": point} for point in range(1, AT_ONCE + 1)])

        assert sorted(came.values()) == [1, AT_ONCE - 1]
        assert came["refused"] == AT_ONCE - 1
        with app.app_context():
            assert count_of(DeckResult) == number
