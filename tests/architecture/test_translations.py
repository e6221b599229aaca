"""Whether everything that candidates read can be said in Japanese: pages, refusals, the shipped family, mails."""

import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location

import pytest

from app.domain.family import JobFamily
from app.gateways import translations
from app.gateways.ladder_files import read_directory, shipped_directory
from tests.architecture.source import ROOT

JAPANESE = "ja"
PLACES = re.compile(r"%\((\w+)\)s|\{(\w+)\}|(<[^>]+>)")


@pytest.fixture(scope="module")
def texts() -> list[str | tuple[str, ...]]:
    """Every text that is marked for translation."""
    spec = spec_from_file_location("translations_tool", ROOT / "tools" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    return [message.id for message in tool.collected() if message.id]


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def test_every_text_of_a_candidates_page_is_translated(texts):
    missing = [text for text in texts if not translations.has(_forms(text)[0], JAPANESE)]

    assert missing == []


def test_a_translation_has_the_places_and_links_of_its_text(texts):
    unlike = [
        text
        for text in texts
        for said in [translations.catalogue(JAPANESE).get(_forms(text)[0], "")]
        if set(PLACES.findall(_forms(said)[0])) != set(PLACES.findall(_forms(text)[-1]))
    ]

    assert unlike == []


def test_nothing_is_translated_that_nobody_says(texts):
    said = {_forms(text)[0] for text in texts}
    kept = set(translations.read(ROOT / "app" / "translations" / f"{JAPANESE}.po"))

    assert kept - said == set()


def _said_by(family: JobFamily) -> Iterator[str]:
    yield from (family.name, family.confidence_statement, *(track.name for track in family.tracks))
    if family.compensation:
        yield family.compensation.terms
    if family.next_step:
        yield from (family.next_step.family, family.next_step.text)
    yield from (item.text for item in family.responsibilities)
    yield from (item.text for item in family.requirements)
    for title in family.titles:
        yield from (title.name, title.short, title.summary, *title.reports_to)
        yield from (item.text for item in title.responsibilities)
        yield from (item.text for item in title.requirements)
    origins = [(item.name, item.requirements) for item in family.specialties]
    origins += [(item.name, item.requirements) for item in family.locations]
    for name, requirements in origins:
        yield from (name, *(item.text for item in requirements))
    for stage in family.stages:
        yield from (stage.name, stage.meets, stage.happens)
    for question in family.application_questions:
        yield from (question.text, question.hint)


def test_what_the_shipped_families_say_can_be_said_in_japanese():
    library = read_directory(shipped_directory())
    texts = {" ".join(text.split()) for family in library.families.values() for text in _said_by(family) if text}
    texts |= {area.name for area in library.competencies.competencies}

    assert {text for text in texts if not translations.has(text, JAPANESE)} == set()


def test_every_mail_to_a_candidate_is_written_in_japanese():
    folder = ROOT / "templates" / "email" / "texts"
    written = {path.name for path in (folder / "en").iterdir()}

    assert {path.name for path in (folder / JAPANESE).iterdir()} == written
