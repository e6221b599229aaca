"""Changing the rules by which this organisation schedules."""

from dataclasses import asdict

from app.database import transaction
from app.domain.errors import Conflict
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.scheduling_rules import SchedulingRules
from app.gateways import clock
from app.models import scheduling as models
from app.models.accounts import Organisation
from app.queries.scheduling.rules import FIRST_VERSION, rules_to_change
from app.services import audit


def change_rules(viewer: Viewer, rules: SchedulingRules, *, seen: int) -> None:
    """Let other rules hold from now on. Invitations that are open keep those that they were sent with.

    Raises:
        BadData: naming the field that makes no sense.
        Conflict: if another admin changed the rules since the page was opened.
    """
    permit(Action.SETTINGS_MANAGE, Relation(viewer))
    rules.check()
    now = clock.now()
    with transaction() as session:
        session.get(Organisation, 1, with_for_update=True)  # there may be no row of rules to lock yet
        kept = rules_to_change()
        if kept.version != seen:
            raise Conflict(
                "Another admin changed these rules while your page was open. "
                "Nothing of yours was saved: open the page again and see what it says now."
            )
        before, after = asdict(kept.rules), asdict(rules)
        changes = {name: f"{before[name]} to {value}" for name, value in after.items() if value != before[name]}
        if not changes:
            return
        row = session.get(models.SchedulingRules, 1) or models.SchedulingRules(id=1, version=FIRST_VERSION)
        for name, value in after.items():
            setattr(row, name, value)
        row.version += 1
        session.add(row)
        audit.record(
            session, viewer, action="scheduling.rules_changed", about=("organisation", 1), at=now, data=changes
        )
