"""Which job family a page is about, where several are published: `?family=` names it, without it the first."""

from dataclasses import dataclass

from flask import request

from app.domain.errors import NotFound, NotReady
from app.domain.playbook import Playbook
from app.queries.ladders import CurrentFamily, current_families, playbook_for


@dataclass(frozen=True, slots=True)
class ChosenFamily:
    """The family that a page is about, what it is read together with, and all there are to choose from."""

    key: str
    playbook: Playbook
    offered: tuple[CurrentFamily, ...]


def chosen_family(when_none: str) -> ChosenFamily:
    """The family that the address names, at its newest version.

    Raises:
        NotReady: while no family is published, with the sentence `when_none`.
        NotFound: if none that openings can be opened for has this key.
    """
    offered = current_families()
    if not offered:
        raise NotReady(when_none)
    wanted = request.args.get("family", offered[0].key)
    found = next((family for family in offered if family.key == wanted), None)
    if found is None:
        raise NotFound
    return ChosenFamily(found.key, playbook_for(found.digests), offered)
