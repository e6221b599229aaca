"""Outside the feature grid: what the public reads of the demo organisation, and what its candidates are told."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from app.domain.briefs import Brief
from app.domain.pay_sheets import PayPlace, PaySheet
from app.domain.places import PlaceRules, SelfIdSet, Unlock
from app.domain.policy import Role, Viewer
from app.domain.publishing import PublicTerms
from app.domain.shapes import Key, Shape, Text
from app.domain.site_words import SiteWords
from app.queries.accounts import settings
from app.queries.openings.places import FIRST_VERSION
from app.services.openings import briefs, pay, publishing, site

# An opening that was made and staffed has changed twice.
STAFFED = 2


class DemoPlace(Shape):
    """What holds in a country."""

    country: str
    unlocks_pay: Unlock = Unlock.SELECTED
    sends_letters: bool = False
    keeps_days: int | None = None
    self_id: SelfIdSet = SelfIdSet.NONE


class DemoPay(Shape):
    """What a title pays in a country; amounts are as invented as everything else."""

    currency: Text
    on_target: int
    on_target_top: int | None = None
    base_share: int
    ramp: tuple[int, ...] = ()
    seasons: tuple[int, ...] = ()
    source: Text


class DemoBrief(Shape):
    """What every candidate gets before a stage."""

    stage: Key
    text: Text
    text_ja: str = ""
    days_before: int
    asks_for_deck: bool = False


class DemoPosting(Shape):
    """An opening as the public sees it."""

    country: Text
    pay: DemoPay | None = None
    briefs: tuple[DemoBrief, ...] = ()


class Front(Shape):
    """What the organisation says of itself, and the rules of its places."""

    about: Text
    about_ja: Text
    writes_to: Text
    places: tuple[DemoPlace, ...]


def open_the_front(front: Front, viewers: Mapping[str, Viewer]) -> None:
    """Let an admin write what candidates' pages say, and the rules of places."""
    admin = next(viewer for viewer in viewers.values() if viewer.role is Role.ADMIN)
    words = SiteWords(front.about, front.about_ja, front.writes_to)
    site.change_site(admin, words, seen=settings().version)
    for place in front.places:
        rules = PlaceRules(place.country, place.unlocks_pay, place.sends_letters, place.keeps_days, place.self_id)
        site.change_place(admin, rules, seen=FIRST_VERSION)


def publish(
    posting: DemoPosting, opening_id: int, *, recruiter: Viewer, paid_by: Viewer, place: PayPlace, at: datetime
) -> None:
    """Publish an opening, with what it pays and what its candidates get before a stage."""
    publishing.publish(recruiter, opening_id, PublicTerms(posting.country), seen=STAFFED)
    if posting.pay is not None:
        pay.enter_sheet(paid_by, place, _sheet(posting.pay, at.date()), seen=0)
    for item in posting.briefs:
        brief = Brief(item.text, item.text_ja, item.days_before, item.asks_for_deck)
        briefs.write_brief(recruiter, opening_id, item.stage, brief, seen=0, folder=Path())


def _sheet(paid: DemoPay, as_of: date) -> PaySheet:
    return PaySheet(
        paid.source,
        as_of,
        paid.currency,
        paid.on_target,
        paid.on_target_top,
        paid.base_share,
        paid.ramp,
        paid.seasons,
    )
