"""Reporting lines: who is above whom, what conflict of interest comes of it, and that nobody reports to themself."""

from collections.abc import Iterable, Mapping

from app.domain.conflicts import ConflictOfInterest
from app.domain.errors import BadData

Managers = Mapping[int, int | None]


def above(account_id: int, managers: Managers) -> frozenset[int]:
    """Everybody whom this person reports to, straight or through others.

    Args:
        account_id: the person.
        managers: account id to that of whom they report to; whoever is missing reports to nobody.

    Returns:
        account ids, never the person's own, also where the data go round in a ring.
    """
    found: list[int] = []
    place = managers.get(account_id)
    while place is not None and place != account_id and place not in found:
        found.append(place)
        place = managers.get(place)
    return frozenset(found)


def conflicts_by_line(
    account_id: int, managers: Managers, *, applicant: int | None, leads: Iterable[int] = ()
) -> frozenset[ConflictOfInterest]:
    """The conflicts of interest that reporting lines alone tell of.

    Args:
        account_id: who would interview.
        managers: whom everybody reports to.
        applicant: account of the candidate, should they work here.
        leads: the opening's hiring managers, whose own line upwards is kept out. Leave them out for a stage that
            belongs to that line anyhow, such as the one of senior leaders.

    Source: house judgement. Whoever is above the hiring manager stays out of a panel, since the manager could hardly
    weigh their vote like any other. Those who report to the hiring manager may sit: they are who works with the hire.
    """
    found = set()
    if applicant is not None and (account_id in above(applicant, managers) or applicant in above(account_id, managers)):
        found.add(ConflictOfInterest.REPORTING_LINE)
    heads = set(leads)
    if account_id not in heads and any(account_id in above(lead, managers) for lead in heads):
        found.add(ConflictOfInterest.MANAGERS_LINE)
    return frozenset(found)


def check_manager(account_id: int, manager_id: int | None, managers: Managers) -> None:
    """Refuse a manager who would close a ring.

    Raises:
        BadData: naming the field.
    """
    if manager_id is None:
        return
    if manager_id == account_id:
        raise BadData("Nobody reports to themself. Choose somebody else, or nobody.", field="manager_id")
    if account_id in above(manager_id, managers):
        raise BadData(
            "This person is above the one chosen here, so they would report to each other. Choose somebody else, or "
            "change first whom the other reports to.",
            field="manager_id",
        )
