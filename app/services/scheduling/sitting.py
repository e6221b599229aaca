"""Whether people may sit in an interview: nothing that keeps them out, and trained for what they sit as."""

from collections.abc import Collection, Mapping

from app.domain.conflicts import BY_HAND, ConflictOfInterest, conflict_sentences
from app.domain.errors import BadData
from app.domain.training import Practice, SitsAs, check_seat
from app.gateways import clock
from app.queries.scheduling.conflicts import conflicts_of
from app.queries.scheduling.pools import held_stage
from app.queries.scheduling.rules import rules
from app.queries.scheduling.training import practice_of
from app.services.scheduling.cells import Person


def refuse(
    application_id: int, people: Mapping[int, Person], *, stage: str | None = None, beside: Collection[int] = ()
) -> None:
    """Refuse whoever must not interview the candidate, and whoever is still in training but would count.

    Call it with the people locked, so that a conflict which is declared at this moment waits.

    Args:
        application_id: the application.
        people: who would sit, by account number.
        stage: key of the stage; None for the one that the application stands in.
        beside: those of them who sit beside, so that their training does not matter.

    Raises:
        BadData: naming who has a conflict of interest, and which.
        NotReady: naming who is in training, and what comes first.
    """
    for who, reasons in sentences_against(application_id, people, stage=stage).items():
        raise BadData(f"{reasons} Choose somebody else than {people[who].name}.", field="seats")
    learners = [who for who, person in people.items() if person.trains and who not in beside]
    if learners:
        _refuse_learners(application_id, people, learners, stage)


def sentences_against(application_id: int, people: Mapping[int, Person], *, stage: str | None = None) -> dict[int, str]:
    """Why some of these people never interview this candidate; nothing for all others.

    No statement as long as nobody is suspect. That somebody sees the candidate in another stage too keeps them out of
    proposals only.
    """
    suspects = [who for who, person in people.items() if person.is_suspect]
    if not suspects:
        return {}
    found = conflicts_of(application_id, suspects, stage=held_stage(application_id, stage).stage)
    barred: dict[int, frozenset[ConflictOfInterest]] = {who: kinds - BY_HAND for who, kinds in found.items()}
    return {who: " ".join(conflict_sentences(people[who].name, kinds)) for who, kinds in barred.items() if kinds}


def _refuse_learners(
    application_id: int, people: Mapping[int, Person], learners: Collection[int], stage: str | None
) -> None:
    held, path = held_stage(application_id, stage), rules().path
    done = practice_of(learners, family=held.family, stage=held.stage.key, now=clock.now())
    for who in sorted(learners):
        check_seat(people[who].name, done.get(who, Practice()), path, SitsAs.INTERVIEWER)
