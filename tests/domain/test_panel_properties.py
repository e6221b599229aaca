"""What holds for every pool: the composer equals plain loops, and nobody sits who must not."""

from dataclasses import astuple, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import panel_search
from app.domain.panel_changes import ChangeKind
from app.domain.panel_leads import leads_of
from app.domain.panels import compose
from app.domain.training import SitsAs, Standing
from tests.domain import plain_panels
from tests.domain.pools import TIMES, any_pool, any_request, pools, requests

INSTANCES = 250
randoms = st.randoms(use_true_random=False)


@pytest.mark.parametrize("block", range(4))
def test_the_best_panels_are_those_that_plain_loops_find(block):
    had_one = 0
    for seed in range(block * INSTANCES, (block + 1) * INSTANCES):
        rng = Random(seed)
        pool, wanted = any_pool(rng), any_request(rng)

        found = compose(pool, wanted)

        panels = [found.best, *found.alternatives] if found.best else []
        assert [(astuple(panel.score), panel.ids) for panel in panels] == plain_panels.ranked(pool, wanted)[:4]
        had_one += bool(panels)
    assert had_one > INSTANCES // 4


def test_looking_at_a_few_panels_at_a_time_finds_the_same(monkeypatch):
    situations = [(any_pool(rng), any_request(rng)) for rng in map(Random, range(INSTANCES))]
    at_once = [compose(pool, wanted) for pool, wanted in situations]

    monkeypatch.setattr(panel_search, "_ROWS", 3)

    assert [compose(pool, wanted) for pool, wanted in situations] == at_once


@given(pools(), requests(), randoms)
def test_the_order_of_the_input_is_irrelevant(pool, wanted, rng):
    shuffled = rng.sample(pool, len(pool))

    assert compose(shuffled, wanted) == compose(pool, wanted)


@given(pools(), requests(), st.data())
def test_an_hour_more_never_makes_the_best_panel_worse(pool, wanted, data):
    before = compose(pool, wanted).best
    place, start = data.draw(st.integers(0, len(pool) - 1)), data.draw(st.sampled_from(TIMES))
    freer = [*pool[:place], replace(pool[place], free=pool[place].free | {start}), *pool[place + 1 :]]

    after = compose(freer, wanted).best

    assert before is None or (after is not None and after.score <= before.score)


@given(pools(), requests(), st.sampled_from(TIMES))
def test_an_hour_more_of_the_candidate_never_makes_the_best_panel_worse(pool, wanted, start):
    before = compose(pool, wanted).best

    after = compose(pool, replace(wanted, allowed=wanted.allowed | {start})).best

    assert before is None or (after is not None and after.score <= before.score)


@given(pools(), requests())
def test_nobody_with_a_conflict_sits_stands_by_or_learns_here(pool, wanted):
    found = compose(pool, wanted)

    conflicted = {one.id for one in pool if one.conflicts}
    for panel in [found.best, *found.alternatives] if found.best else []:
        beside = [one.id for one in (panel.standby, panel.beside) if one]
        assert not conflicted & {*panel.ids, *beside}
    assert not any(conflicted & set(change.panel) for change in found.changes)
    assert conflicted <= {one.id for one in found.excluded}


@given(pools(), requests())
def test_one_in_training_at_most_is_beside_and_changes_nothing(pool, wanted):
    found = compose(pool, wanted)

    without = compose([one for one in pool if one.standing is Standing.APPROVED], wanted)
    best = found.best
    assert (best and replace(best, beside=None)) == without.best
    if best:
        standing = {one.id: one.standing for one in pool}
        assert len(best.ids) == wanted.interviewers
        assert all(standing[account] is Standing.APPROVED for account in best.ids)
        if best.beside:
            assert standing[best.beside.id].value == best.beside.sits_as.value != SitsAs.INTERVIEWER.value
            assert set(best.beside.starts) <= set(best.starts)


@given(pools(), requests())
def test_everybody_is_accounted_for_once_with_a_sentence(pool, wanted):
    found = compose(pool, wanted)

    told = [one.id for one in found.excluded] + [one.id for one in found.passed_over]
    if found.best:
        assert sorted([*told, *found.best.ids]) == sorted(one.id for one in pool)
    assert len(told) == len(set(told))
    sentences = [reason for one in found.excluded for reason in one.reasons]
    sentences += [one.sentence for one in found.passed_over] + list(found.problems)
    sentences += [reason for seat in (found.best.seats if found.best else ()) for reason in seat.reasons]
    sentences += [change.sentence for change in found.changes]
    assert all(text.endswith(".") and text[0].isupper() for text in sentences)


@given(pools(), requests())
def test_whoever_stands_by_makes_a_possible_panel_in_each_seat_named(pool, wanted):
    best = compose(pool, wanted).best
    if best is None or best.standby is None:
        return
    by_id = {one.id: one for one in pool}

    for gone in best.standby.replaces:
        panel = [by_id[account] for account in {*best.ids, best.standby.id} - {gone}]
        assert plain_panels.is_possible(panel, wanted)


@given(pools(), requests())
def test_every_area_is_led_once_and_as_many_from_strength_as_can_be(pool, wanted):
    panel = sorted(pool, key=lambda one: one.id)[: wanted.interviewers]
    wanted = replace(wanted, interviewers=len(panel))

    leads = leads_of(panel, wanted)

    assert sorted(area.key for one in leads.values() for area in one.all) == sorted(area.key for area in wanted.areas)
    assert all(len(one.all) <= wanted.most_led for one in leads.values())
    assert sum(len(one.strong) for one in leads.values()) == plain_panels.areas_led(panel, wanted)


@given(pools(most=5), requests())
def test_each_change_that_is_named_makes_its_panel_possible_and_none_is_kept_back(pool, wanted):
    found = compose(pool, wanted)
    if found.best:
        assert not found.changes
        assert not found.problems
        return
    by_id, kinds = {one.id: one for one in pool}, {change.kind for change in found.changes}

    every = wanted.allowed.union(*(one.free for one in pool))
    wider = replace(wanted, allowed=every)
    assert (ChangeKind.CANDIDATE_HOURS in kinds) == bool(plain_panels.ranked(pool, wider))
    musts = [need for need in wanted.needs if need.is_must]
    fewer = [replace(wanted, needs=tuple(n for n in wanted.needs if n is not need)) for need in musts]
    assert [c.kind for c in found.changes].count(ChangeKind.DROP_A_NEED) == sum(
        bool(plain_panels.ranked(pool, one)) for one in fewer
    )
    assert (ChangeKind.FREE_AN_HOUR in kinds) == any(
        _with(pool, one, free=wanted.allowed, wanted=wanted) for one in pool
    )
    assert (ChangeKind.APPROVE in kinds) == any(
        _with(pool, one, standing=Standing.APPROVED, wanted=wanted) for one in pool
    )
    less = replace(wanted, interviewers=max(1, wanted.interviewers - 1))
    assert (ChangeKind.ONE_LESS in kinds) == (wanted.interviewers > 2 and bool(plain_panels.ranked(pool, less)))
    alone = wanted.interviewers == 1 and bool(wanted.allowed)
    others = wanted.interviewers > 1 and plain_panels.ranked(pool, replace(less, needs=()))
    assert (ChangeKind.ADD_A_PERSON in kinds) == bool(alone or others)
    for change in found.changes:
        assert all(account in by_id for account in change.panel)


def _with(pool, one, *, wanted, **change) -> bool:
    """Whether a panel becomes possible by changing this person."""
    return bool(plain_panels.ranked([replace(one, **change) if other is one else other for other in pool], wanted))
