"""Changing what candidates' pages say of the organisation, and the rules of places."""

from dataclasses import asdict

from app.database import transaction
from app.domain.errors import Conflict
from app.domain.places import PlaceRules
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.site_words import SiteWords
from app.gateways import clock
from app.models.accounts import Organisation
from app.models.openings import LocationRules
from app.queries.openings.places import FIRST_VERSION
from app.services import audit

FASTER = "Another admin changed this while your page was open. Nothing of yours was saved: open the page again."


def change_site(viewer: Viewer, words: SiteWords, *, seen: int) -> None:
    """Let candidates' pages say this from now on.

    Raises:
        BadData: naming the field that can't be so.
        Conflict: if another admin changed the settings meanwhile.
    """
    permit(Action.SETTINGS_MANAGE, Relation(viewer))
    words.check()
    now = clock.now()
    with transaction() as session:
        organisation = session.get(Organisation, 1, with_for_update=True)
        if organisation is None or organisation.version != seen:
            raise Conflict(FASTER)
        changed = {name: value for name, value in asdict(words).items() if getattr(organisation, name) != value}
        if not changed:
            return
        for name, value in changed.items():
            setattr(organisation, name, value)
        organisation.version += 1
        facts = {"changed": " ".join(sorted(changed))}
        audit.record(session, viewer, action="organisation.site_changed", about=("organisation", 1), at=now, data=facts)


def change_place(viewer: Viewer, rules: PlaceRules, *, seen: int) -> None:
    """Let these rules hold in their country from now on; without a country, everywhere without rules of its own.

    Raises:
        BadData: naming the field that can't be so.
        Conflict: if another admin changed the rules of this place meanwhile.
    """
    permit(Action.SETTINGS_MANAGE, Relation(viewer))
    rules.check()
    now = clock.now()
    with transaction() as session:
        session.get(Organisation, 1, with_for_update=True)  # there may be no row of this place to lock yet
        row = session.get(LocationRules, rules.country)
        if (row.version if row else FIRST_VERSION) != seen:
            raise Conflict(FASTER)
        wanted = {name: _kept(value) for name, value in asdict(rules).items() if name != "country"}
        before = {name: getattr(row, name) for name in wanted} if row else {}
        changes = {
            name: f"{before.get(name)} to {value}" for name, value in wanted.items() if before.get(name) != value
        }
        if row and not changes:
            return
        row = row or LocationRules(country=rules.country, version=FIRST_VERSION)
        for name, value in wanted.items():
            setattr(row, name, value)
        row.version, row.changed_by, row.changed_at = row.version + 1, viewer.account_id, now
        session.add(row)
        facts = {"country": rules.country or "everywhere else", **changes}
        audit.record(session, viewer, action="place.rules_changed", about=("organisation", 1), at=now, data=facts)


def forget_place(viewer: Viewer, country: str, *, seen: int) -> None:
    """Let a country have no rules of its own any more; those of everywhere else hold there from now on.

    Raises:
        Conflict: if it has none, or another admin changed them meanwhile.
    """
    permit(Action.SETTINGS_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        session.get(Organisation, 1, with_for_update=True)
        row = session.get(LocationRules, country)
        if row is None or row.version != seen:
            raise Conflict(FASTER)
        session.delete(row)
        facts = {"country": country or "everywhere else"}
        audit.record(session, viewer, action="place.rules_removed", about=("organisation", 1), at=now, data=facts)


def _kept(value: object) -> object:
    """A value as its column has it: the plain text of a choice."""
    return str(value) if isinstance(value, str) else value
