"""What holds for any playbook: the linter answers, and the order of content makes no other finding."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.lint import lint, lint_ladder
from app.domain.playbook import Playbook
from tests.domain import any_plan, shipped
from tests.domain.lint.clean import with_fault
from tests.domain.lint.faults import FAULTS

WORDS = st.sampled_from(["Guide", "Senior Guide", "P4", "", "Extends the role", "lead *", "TBD", "<b>x</b>", "G3"])


@given(
    levels=st.integers(2, 6),
    points=st.integers(2, 6),
    best=st.sampled_from(["lowest", "highest"]),
    stages=st.integers(1, 4),
    areas=st.integers(2, 8),
    signals=st.lists(st.sampled_from(["each", "skipping", "shared", "single"]), max_size=3),
)
@settings(max_examples=40, deadline=None)
def test_any_playbook_gets_an_answer(
    levels: int, points: int, best: Any, stages: int, areas: int, signals: list[Any]
) -> None:
    size = any_plan.Size(levels=levels, points=points, best=best, stages=stages, areas=areas, signals=tuple(signals))

    findings = lint(any_plan.playbook_of(size))

    assert len({finding.fingerprint for finding in findings}) == len(findings)


@given(first=st.sampled_from(FAULTS), second=st.sampled_from(FAULTS), word=WORDS)
@settings(max_examples=60, deadline=None)
def test_any_two_faults_at_once_get_an_answer(first: Any, second: Any, word: str) -> None:
    parts = {first.part: getattr(first.seeded(), first.part)}
    try:
        parts[second.part] = shipped.changed(
            parts.get(second.part, getattr(second.seeded(), second.part)), second.place, second.value
        )
        if word:
            parts["family"] = shipped.changed(parts.get("family", first.seeded().family), ("titles", 0, "name"), word)
    except (ValidationError, IndexError, KeyError, TypeError):
        return  # one fault took away what the other one changes, or both together are no content any more

    book = replace(first.seeded(), **parts)

    assert all(finding.says and finding.advice for finding in lint(book))
    assert set(lint_ladder(book.ladder, book.scale)) <= set(lint(book))


@given(order=st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_content_in_another_order_keeps_its_fingerprints(order: Any) -> None:
    book = shipped.playbook()

    assert _fingerprints(_shuffled(book, order)) == _fingerprints(book)


def test_other_words_at_the_same_place_make_another_fingerprint() -> None:
    one = with_fault("ladder", ("rows", 1, "cells", "G2", "text"), "30 days.*")
    other = with_fault("ladder", ("rows", 1, "cells", "G2", "text"), "31 days.*")

    assert _fingerprints(one) != _fingerprints(other)


def _fingerprints(book: Playbook) -> set[str]:
    return {finding.fingerprint for finding in lint(book)}


def _shuffled(book: Playbook, order: Any) -> Playbook:
    """The same content with every list in another order that means the same."""
    ladder = _with_lists_shuffled(book.ladder, ("rows", "signals", "territories", "quotas", "oddities"), order)
    family = _with_lists_shuffled(book.family, ("stages", "locations", "oddities"), order)
    titles = tuple(_with_lists_shuffled(title, ("responsibilities", "requirements"), order) for title in family.titles)
    competencies = _with_lists_shuffled(book.competencies, ("competencies",), order)
    return replace(book, ladder=ladder, family=family.model_copy(update={"titles": titles}), competencies=competencies)


def _with_lists_shuffled(shape: Any, names: tuple[str, ...], order: Any) -> Any:
    lists = {name: list(getattr(shape, name)) for name in names if hasattr(shape, name)}
    for items in lists.values():
        order.shuffle(items)
    return shape.model_copy(update={name: tuple(items) for name, items in lists.items()})
