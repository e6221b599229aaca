"""Content in which the linter finds something that the shipped data does not accept, and acceptances of findings."""

from dataclasses import replace

from app.domain.ladder import Ladder
from app.domain.lint import LintFinding, lint
from app.models.ladders import LintAcceptance
from tests import factories
from tests.domain.shipped import changed
from tests.factories.accounts import START, make_account
from tests.factories.ladders import publish, shipped_playbook


def falling_ladder(amount: int = 1_000) -> Ladder:
    """The shipped ladder with a target at P6 that is lower than the one at P5."""
    return changed(shipped_playbook().ladder, ("quotas", 3, "amount"), amount)


def publish_falling_ladder(amount: int = 1_000) -> LintFinding:
    """Publish it as the newest version of the ladder; returns the one finding that is open."""
    ladder = falling_ladder(amount)
    publish(ladder, number=amount, days=amount)
    book = replace(shipped_playbook(), ladder=ladder)
    (finding,) = (finding for finding in lint(book) if finding.code == "quota-falls")
    return finding


def make_acceptance(finding: LintFinding, account_id: int, *, note: str = "The year was a short one.") -> int:
    """An acceptance of this finding; returns its id."""
    with factories.writing() as session:
        row = LintAcceptance(kind=finding.kind, key=finding.key, code=finding.code, place=finding.place, note=note)
        row.fingerprint, row.accepted_by, row.accepted_at = finding.fingerprint, account_id, START
        session.add(row)
        session.flush()
        return row.id


def make_any_acceptance() -> int:
    """An acceptance, by a new admin, of something that is found in the shipped ladder data; returns its id."""
    return make_acceptance(lint(shipped_playbook())[0], make_account("admin"))
