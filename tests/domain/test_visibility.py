"""Why something is hidden: the sentences are there exactly when it is hidden for a time, and name what hides it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from app.domain.errors import NotAllowed, NotFound
from app.domain.policy import Action, Grant, NotYet, Part, Relation, Role, Viewer, permit
from app.domain.visibility import HIDDEN, NOBODY, Awaited, Cause, Wait, causes_of, why_hidden

PARTS = [frozenset[Part](), *(frozenset({part}) for part in Part)]
FACTS = ("has_seat", "is_shadow", "attended", "owes_a_card", "waits_for_a_panel", "panel_is_open", "own_level_given")
# What has to be so for a cause to have passed.
LIFTED = {
    Cause.OWES: {"owes_a_card": False},
    Cause.SEALED: {"panel_is_open": True},
    Cause.SEALED_ELSEWHERE: {"waits_for_a_panel": False},
    Cause.OWN_LEVEL: {"own_level_given": True},
}


def viewer(*, grants=frozenset(), by_link=None, role=Role.INTERVIEWER) -> Viewer:
    return Viewer(1, "Mei Tanaka", role, "Europe/Berlin", "Engineer", grants, by_link)


def relations() -> Iterator[Relation]:
    """Every combination of part, grant, way in and facts."""
    people = [viewer(), viewer(grants=frozenset({Grant.OVERRIDE})), viewer(by_link=7), viewer(role=Role.ADMIN)]
    for person, parts, asked, is_candidate in product(people, PARTS, (False, True), (False, True)):
        for values in product((False, True), repeat=len(FACTS)):
            facts = dict(zip(FACTS, values, strict=True))
            yield Relation(
                person, parts=parts, approval_asked=asked, is_candidate=is_candidate, interview_id=7, **facts
            )


def answer(action: Action, relation: Relation) -> str:
    try:
        permit(action, relation)
    except NotYet:
        return "not yet"
    except NotAllowed:
        return "never"
    except NotFound:
        return "not there"
    return "open"


@pytest.mark.parametrize("action", sorted(HIDDEN))
def test_there_are_sentences_exactly_where_it_is_refused_for_a_time(action: Action):
    wrong = [
        relation
        for relation in relations()
        if bool(why_hidden(action, relation)) != (answer(action, relation) == "not yet")
    ]

    assert wrong == []


def without(relation: Relation, causes: Iterable[Cause]) -> Relation:
    """The same relation once these causes have passed."""
    changes: dict[str, Any] = {}
    for cause in causes:
        changes |= LIFTED[cause]
    return replace(relation, **changes)


@pytest.mark.parametrize("action", sorted(HIDDEN))
def test_once_every_named_cause_has_passed_it_is_open_and_before_the_last_one_it_is_not(action: Action):
    for relation in relations():
        causes = causes_of(action, relation)
        if not causes or causes == (Cause.LINK,):
            continue
        lifted = without(relation, causes)
        # Whoever could only be asked to approve learns nothing of whether they were.
        assert answer(action, lifted) == "open" or (relation.can_approve and not relation.approval_asked)
        for left in causes:
            others = [cause for cause in causes if cause is not left]
            assert answer(action, without(relation, others)) == "not yet"


def test_by_a_link_a_sign_in_is_what_it_takes():
    relation = Relation(viewer(by_link=7), has_seat=True, attended=True, panel_is_open=True, interview_id=7)

    assert causes_of(Action.SCORECARD_READ_OTHERS, relation) == (Cause.LINK,)
    assert answer(Action.SCORECARD_READ_OTHERS, replace(relation, viewer=viewer())) == "open"


def test_nothing_else_is_hidden_for_a_time():
    sentences = {
        why_hidden(action, relation) for action in set(Action) - HIDDEN for relation in list(relations())[::97]
    }

    assert sentences == {()}


def test_whom_a_panel_waits_for_is_told_by_name_and_state():
    wait = Wait((Awaited("Ada Holm", "not started"), Awaited("Bo Lind", "draft")), of=3)

    told = why_hidden(Action.SCORECARD_READ_OTHERS, Relation(viewer(), has_seat=True), wait)

    assert "2 of 3 are awaited: Ada Holm (not started) and Bo Lind (draft)." in told


def test_whoever_owes_is_told_to_write_and_that_nobody_can_open_it_before():
    relation = Relation(viewer(role=Role.ADMIN), has_seat=True, owes_a_card=True, panel_is_open=True)

    told = " ".join(why_hidden(Action.SCORECARD_READ_OTHERS, relation, NOBODY))

    assert "No role and no grant opens it to you" in told
    assert "Submit your own scorecard next" in told
    assert "sealed" not in told


@pytest.mark.parametrize(
    ("grants", "words"), [({Grant.OVERRIDE}, "You can open what is in"), (set(), "if they have the override grant")]
)
def test_who_can_open_a_panel_early_is_told_as_it_is_for_this_viewer(grants: set[Grant], words: str):
    relation = Relation(viewer(grants=frozenset(grants)), parts=frozenset({Part.RECRUITER}))

    told = " ".join(why_hidden(Action.SCORECARD_READ_OTHERS, relation))

    assert words in told
    assert (answer(Action.PANEL_OPEN, relation) == "open") == bool(grants)


def test_a_shadow_is_told_that_their_own_card_is_read_by_nobody():
    relation = Relation(viewer(), has_seat=True, is_shadow=True)

    assert "opens to nobody but you" in why_hidden(Action.SCORECARD_READ_OTHERS, relation)[-1]


@pytest.mark.parametrize(
    ("part", "words"),
    [(Part.HIRING_MANAGER, "Give your own level next."), (Part.RECRUITER, "Ask the hiring manager for it.")],
)
def test_before_the_own_level_each_is_told_whose_turn_it_is(part: Part, words: str):
    assert words in why_hidden(Action.RECOMMENDATION_READ, Relation(viewer(), parts=frozenset({part})))
