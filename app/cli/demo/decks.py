"""Outside the feature grid: the passes of the demo organisation's people through calibration decks."""

from datetime import datetime

from app.cli.demo.calendar import DAY, at_the_office
from app.cli.demo.cast import Cast
from app.cli.demo.content import Demo, DemoDeck
from app.gateways import clock
from app.queries import reports as queries
from app.services import reports


def rate_decks(demo: Demo, cast: Cast, *, dawn: datetime) -> None:
    """Let everybody who rated a deck do so, the longest ago first, each on a working day of theirs."""
    for item in sorted(demo.organisation.decks, key=lambda item: -item.days_ago):
        viewer = cast.viewers[item.person]
        with clock.pretending(at_the_office(dawn - item.days_ago * DAY, viewer.zone, before=dawn)):
            _rate(cast, item)


def _rate(cast: Cast, item: DemoDeck) -> None:
    viewer = cast.viewers[item.person]
    page = queries.deck_to_take(viewer, item.deck)
    points = {snippet.key: point for snippet, point in zip(page.deck.snippets, item.points, strict=True)}
    reports.finish_deck(viewer, item.deck, digest=page.digest, points=points, seen=page.last)
