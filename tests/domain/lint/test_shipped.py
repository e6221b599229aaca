"""What the linter finds in the ladder data that ships: a known list, each accepted with a reason."""

from collections import Counter

from app.domain.lint import lint, sorted_by
from app.gateways.ladder_linting import accepted_of_shipped
from tests.domain import shipped


def test_the_known_list_of_the_shipped_data_is_as_long_as_documented() -> None:
    codes = Counter(finding.code for finding in lint(shipped.playbook()))

    assert codes == {
        "oddity": 15,
        "area-one-rater": 9,
        "alias-dead": 5,
        "items-alike": 3,
        "level-unused-named": 3,
        "confidence-missing": 2,
        "area-undescribed": 1,
        "band-edges-differ": 1,
        "band-gap": 1,
        "band-open": 1,
        "footnote-missing": 1,
        "level-code-elsewhere": 1,
        "name-collides-level": 1,
        "rule-weaker-as-written": 1,
        "statements-alike": 1,
    }


def test_each_of_them_is_accepted_and_no_acceptance_is_left_over() -> None:
    result = sorted_by(lint(shipped.playbook()), accepted_of_shipped())

    assert (result.open, result.stale) == ((), ())


def test_an_account_of_9_500_employees_is_nowhere_at_p5() -> None:
    (gap,) = (finding for finding in lint(shipped.playbook()) if finding.code == "band-gap")

    assert gap.place == "territories > P5 > small_enterprise + large_enterprise"
    assert "9,000 to 10,000 employees" in gap.says


def test_the_floor_that_p6_keeps_by_house_judgement_is_told() -> None:
    (weaker,) = (finding for finding in lint(shipped.playbook()) if finding.code == "rule-weaker-as-written")

    assert weaker.place == "rules > P6"
    assert "all areas at “meets” or better" in weaker.says


def test_no_oddity_that_the_data_keeps_is_lost() -> None:
    book = shipped.playbook()
    told = " ".join(finding.says for finding in lint(book) if finding.code == "oddity")
    kept = [(str(oddity.kind), oddity.note) for oddity in book.ladder.oddities]
    kept += [(oddity.kind, oddity.note) for oddity in book.family.oddities]

    untold = {kind for kind, note in kept if note not in told}

    assert untold == {"band_edge", "footnote_missing", "weaker_rule"}
