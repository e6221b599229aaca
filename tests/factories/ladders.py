"""The shipped content as pinned rows."""

from datetime import timedelta
from functools import lru_cache

from app.domain.deck import Deck
from app.domain.family import JobFamily, Track
from app.domain.playbook import Playbook
from app.domain.shapes import Shape
from app.domain.versions import canonical_json, digest, from_json, points_at
from app.gateways import ladder_files
from app.models.ladders import ContentVersion
from tests import factories
from tests.factories.accounts import START


@lru_cache(maxsize=1)
def _library() -> ladder_files.Library:
    return ladder_files.read_directory(ladder_files.shipped_directory())


@lru_cache(maxsize=1)
def shipped_playbook() -> Playbook:
    """The playbook of the shipped files."""
    return _library().playbook("account_executive", "enterprise_account_executive")


@lru_cache(maxsize=1)
def _decks() -> tuple[tuple[Deck, str, str], ...]:
    return tuple((deck, digest(deck), canonical_json(deck)) for deck in _library().decks.values())


def shipped_deck(key: str = "first") -> Deck:
    """One deck of the shipped files."""
    return _library().decks[key]


@lru_cache(maxsize=1)
def _parts() -> tuple[tuple[str, str, str, str], ...]:
    """Kind, key, digest and text of each shipped part, worked out once for all tests."""
    playbook = shipped_playbook()
    parts: tuple[Shape | None, ...] = (
        playbook.ladder,
        playbook.family,
        playbook.competencies,
        playbook.scale,
        playbook.crosswalk,
        playbook.model,
    )
    found = []
    for part in parts:
        assert part is not None
        kind, key = str(getattr(part, "kind")), str(getattr(part, "key"))  # noqa: B009 - Shape itself has neither
        found.append((kind, key, digest(part), canonical_json(part)))
    return tuple(found)


def publish_shipped() -> dict[str, str]:
    """Store the shipped content as version 1; returns kind to digest. Doing so twice changes nothing."""
    with factories.writing() as session:
        for kind, key, mark, body in _parts():
            if session.get(ContentVersion, mark) is None:
                row = ContentVersion(digest=mark, kind=kind, key=key, number=1, name=key, published_at=START)
                row.body, row.points_at = body, points_at(from_json(kind, body))
                session.add(row)
    return {kind: mark for kind, _, mark, _ in _parts()}


def publish(*shapes: Shape, number: int = 2, days: int = 1) -> dict[str, str]:
    """Store further versions, some days after the shipped ones; returns kind to digest."""
    made = {}
    with factories.writing() as session:
        for shape in shapes:
            kind, key, mark = str(getattr(shape, "kind")), str(getattr(shape, "key")), digest(shape)  # noqa: B009
            row = ContentVersion(digest=mark, kind=kind, key=key, number=number, name=str(getattr(shape, "name", key)))
            row.body, row.points_at = canonical_json(shape), points_at(shape)
            row.published_at = START + timedelta(days=days)
            session.add(row)
            made[kind] = mark
    return made


@lru_cache(maxsize=1)
def second_family() -> JobFamily:
    """A family with one title and the stages of the shipped one."""
    shipped = shipped_playbook().family
    title = shipped.titles[0].model_copy(update={"key": "field_engineer", "name": "Field Engineer", "track": "field"})
    changes: dict[str, object] = {"key": "field_engineer", "name": "Field Engineering", "titles": (title,)}
    changes |= {"tracks": (Track(key="field", name="Field"),), "specialties": (), "oddities": (), "next_step": None}
    return shipped.model_copy(update=changes)


def publish_second_family() -> str:
    """Store a second family, without a crosswalk; returns its digest."""
    return publish(second_family(), number=1)["family"]


def publish_decks() -> dict[str, str]:
    """Store the shipped decks as version 1; returns key to digest. Doing so twice changes nothing."""
    with factories.writing() as session:
        for deck, mark, body in _decks():
            if session.get(ContentVersion, mark) is None:
                row = ContentVersion(digest=mark, kind="deck", key=deck.key, number=1, name=deck.name)
                row.body, row.published_at = body, START
                session.add(row)
    return {deck.key: mark for deck, mark, _ in _decks()}
