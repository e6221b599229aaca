"""Files that are each sound and do not fit together: found in the file and at the place that has to change."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import BadData
from app.gateways import ladder_files
from app.gateways.ladder_files import read_directory, shipped_directory
from app.gateways.ladder_yaml import Document, parse
from tests.gateways.broken import SCALE, findings

PARSED: dict[str, Document] = {}


def remembered(text: str, path: Path) -> Document:
    """What `parse` gives; a sound text is parsed once for all tests, since each breaks one file of forty."""
    known = PARSED.get(text) or parse(text, path)
    if known.findings:
        return known
    PARSED[text] = known
    return replace(known, path=path, findings=[])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped data that a test may break."""
    monkeypatch.setattr(ladder_files, "parse", remembered)
    folder = tmp_path / "data"
    shutil.copytree(shipped_directory(), folder, ignore=shutil.ignore_patterns("demo"))
    return folder


Break = Callable[[Path], str]


def swap(file: str, right: str, wrong: str, *, mark: str = "") -> Break:
    """Replace the first `right` in a file; returns `file:line:column` of `mark` in its place."""

    def apply(data: Path) -> str:
        text = (data / file).read_text()
        assert right in text, f"{right!r} is not in {file}"
        changed = text.replace(right, wrong, 1)
        (data / file).write_text(changed)
        start = text.index(right) + wrong.index(mark)
        return f"{file}:{changed.count(chr(10), 0, start) + 1}:{start - changed.rfind(chr(10), 0, start)}"

    return apply


LADDER, FAMILY = "ladders/account-executive.yaml", "families/enterprise-account-executive.yaml"
CROSSWALK = "crosswalks/account-executive.yaml"
SIGNAL_KEYS = "assistance, complexity, techniques, orchestration, mentoring"
AREAS = sorted(path.stem for path in (shipped_directory() / "competencies").glob("*.yaml"))
TITLE_KEYS = "associate_strategic, strategic, senior_strategic, major, senior_major"
PAIRS = "P3|P4, P4|P5, P5|P6"
USED = "P3, P4, P5, P6"
CROSS_CHECKS: dict[str, tuple[Break, str]] = {
    "truth": (
        swap(LADDER, "in_use: false", "in_use: no", mark="no"),
        "'no'; allowed: true or false; did you mean 'false'?",
    ),
    "state of a cell": (
        swap(LADDER, "state: not_applicable", "state: not_aplicable", mark="not_a"),
        "'not_aplicable'; allowed: value, not_applicable, missing; did you mean 'not_applicable'?",
    ),
    "level code": (
        swap(LADDER, "      P2:\n        state: not_applicable", "      p2:\n        state: not_applicable", mark="p2"),
        "'p2'; allowed: a level code such as P4; did you mean 'P2'?",
    ),
    "row of a rule": (
        swap(LADDER, "row: competency_execution", "row: competency_exection", mark="competency"),
        (
            "'competency_exection' is no row of this ladder; allowed: competency_execution, territory_profile, "
            "promotion_eligibility, quota_target, impact_review_rating; did you mean 'competency_execution'?"
        ),
    ),
    "extends": (
        swap(FAMILY, "extends: associate_strategic", "extends: asociate_strategic", mark="asociate"),
        (
            "'asociate_strategic' is no title above this one; allowed: associate_strategic; "
            "did you mean 'associate_strategic'?"
        ),
    ),
    "kind of a requirement": (
        swap(FAMILY, "kinds: [clearance]", "kinds: [clearence]", mark="clearence"),
        "'clearence'; allowed: skill, value, tool, travel, residence, language, clearance; did you mean 'clearance'?",
    ),
    "currency": (
        swap(LADDER, "currency: USD", "currency: usd", mark="usd"),
        "'usd'; allowed: a currency in three capitals such as EUR; did you mean 'USD'?",
    ),
    "panel of nobody": (
        swap(FAMILY, "interviewers: 3", "interviewers: 0", mark="0"),
        "the number 0; allowed: greater than or equal to 1",
    ),
    "form of a boundary": (
        swap("questions/results.yaml", "boundary: P4|P5", "boundary: p4|P5", mark="p4"),
        "'p4|P5'; allowed: two level codes such as P4|P5; did you mean 'P4|P5'?",
    ),
    "scale of the ladder": (
        swap(LADDER, "scale: competency", "scale: competence", mark="competence"),
        "'competence' is no scale; allowed: competency, impact_review, vote; did you mean 'competency'?",
    ),
    "scale of the review": (
        swap(LADDER, "review_scale: impact_review", "review_scale: impact", mark="impact"),
        "'impact' is no scale; allowed: competency, impact_review, vote; did you mean 'impact_review'?",
    ),
    "mark of the review": (
        swap(LADDER, "review_mark: meets", "review_mark: meet", mark="meet"),
        "'meet' is no mark of the scale impact_review; allowed: meets; did you mean 'meets'?",
    ),
    "bar of a rule": (
        swap(LADDER, "bar: expert", "bar: exprt", mark="exprt"),
        "'exprt' is no mark of the scale competency; allowed: meets, expert; did you mean 'expert'?",
    ),
    "level in a statement": (
        swap(LADDER, "text: >-\n          Deals of medium", "text: >-\n          P3 deals of medium", mark=">-"),
        "the statement's text says 'P3', which gives its level away; allowed: neutral words",
    ),
    "area of a stage": (
        swap(FAMILY, "      - consultative_approach", "      - consultative_aproach", mark="consultative"),
        (
            f"'consultative_aproach' is no competency of the catalogue; allowed: {', '.join(AREAS)}; "
            "did you mean 'consultative_approach'?"
        ),
    ),
    "signals of a stage": (
        swap(FAMILY, "signals: [techniques]", "signals: [technique]", mark="technique]"),
        f"'technique' is no scope signal of a ladder; allowed: {SIGNAL_KEYS}; did you mean 'techniques'?",
    ),
    "time zone": (
        swap(FAMILY, "zone: Asia/Tokyo", "zone: Asia/Tokio", mark="Asia"),
        "'Asia/Tokio' is no time zone; allowed: a zone of the IANA list such as Asia/Tokyo; did you mean 'Asia/Tokyo'?",
    ),
    "anchor left out": (
        swap("competencies/results.yaml", "- point: 1", "- point: 6", mark="-"),
        "anchors for the points 6, 2, 3, 4, 5; allowed: one for each of 1, 2, 3, 4, 5, best first",
    ),
    "alias of another area": (
        swap("competencies/results.yaml", "aliases:\n", "aliases:\n  - Iteration\n", mark="Iteration"),
        "the alias 'Iteration' belongs to iteration",
    ),
    "boundary of no neighbours": (
        swap("questions/results.yaml", "boundary: P4|P5", "boundary: P3|P5", mark="P3"),
        f"'P3|P5' is no pair of neighbouring levels in use; allowed: {PAIRS}; did you mean 'P4|P5'?",
    ),
    "ladder of a crosswalk": (
        swap(CROSSWALK, "ladder: account_executive", "ladder: account_executives", mark="account"),
        "'account_executives' is no ladder; allowed: account_executive; did you mean 'account_executive'?",
    ),
    "family of a crosswalk": (
        swap(CROSSWALK, "family: enterprise_account_executive", "family: enterprise", mark="enterprise"),
        "'enterprise' is no job family; allowed: enterprise_account_executive",
    ),
    "title of a crosswalk": (
        swap(CROSSWALK, "title: senior_major", "title: senior_mayor", mark="senior"),
        f"'senior_mayor' is no title of the family; allowed: {TITLE_KEYS}; did you mean 'senior_major'?",
    ),
    "level not in use": (
        swap(CROSSWALK, "level: P3", "level: P2", mark="P2"),
        f"'P2' is no level in use; allowed: {USED}",
    ),
    "title mapped twice": (
        swap(CROSSWALK, "title: strategic\n    level: P4", "title: associate_strategic\n    level: P4", mark="asso"),
        "the title 'associate_strategic' is mapped already, to P3",
    ),
    "level mapped twice on a track": (
        swap(CROSSWALK, "title: strategic\n    level: P4", "title: strategic\n    level: P3", mark="strategic"),
        "P3 is mapped already on this track, to the title 'associate_strategic'",
    ),
    "key that is not the file's": (
        swap("scales/vote.yaml", "key: vote", "key: votes", mark="votes"),
        "the key 'votes' in a file called 'vote'; allowed: vote",
    ),
}


@pytest.mark.parametrize("case", CROSS_CHECKS)
def test_what_files_get_wrong_about_each_other_is_found_where_it_stands(data, case):
    apply, said = CROSS_CHECKS[case]

    where = apply(data)

    assert findings(data) == [f"{where}: {said}"]


def test_one_mistake_hides_no_other(data):
    first = swap(FAMILY, "signals: [techniques]", "signals: [technique]", mark="technique]")(data)
    second = swap(CROSSWALK, "title: senior_major", "title: senior_mayor", mark="senior")(data)

    assert [said.split(": ")[0] for said in findings(data)] == [second, first]


def test_a_file_that_cannot_be_read_does_not_make_others_look_wrong(data):
    where = swap(LADDER, "version: V2", "verison: V2", mark="verison")(data)

    assert [said.split(": ")[0] for said in findings(data)] == [where]


def test_an_area_without_questions_is_found_at_the_area(data):
    (data / "questions/results.yaml").unlink()

    assert findings(data) == ["competencies/results.yaml:2:6: 'results' has no questions; allowed: a file in questions"]


def test_questions_of_no_area_are_found(data):
    (data / "questions/charisma.yaml").write_text(
        "kind: questions\ncompetency: charisma\nbasis: house judgement\nquestions: []\n"
    )

    assert findings(data) == [
        f"questions/charisma.yaml:2:13: 'charisma' is no competency of the catalogue; allowed: {', '.join(AREAS)}"
    ]


def test_the_same_question_key_in_two_files_is_found_at_the_second(data):
    results = (data / "questions/results.yaml").read_text().split("- key: ")[1].split("\n")[0]
    second = (data / "questions/transparency.yaml").read_text().split("- key: ")[1].split("\n")[0]
    where = swap("questions/transparency.yaml", f"- key: {second}", f"- key: {results}", mark=results)(data)

    assert findings(data) == [f"{where}: a second question has the key '{results}'"]


def test_two_files_with_one_key_are_found_at_the_second(data):
    shutil.copy(data / "scales/vote.yaml", data / "scales/zzz.yaml")

    assert findings(data) == [
        "scales/zzz.yaml:4:6: a second scale file with the key 'vote'; the first is vote.yaml",
        "scales/zzz.yaml:4:6: the key 'vote' in a file called 'zzz'; allowed: zzz",
    ]


def test_a_file_in_the_wrong_folder_is_found_by_its_kind(data):
    shutil.move(data / "scales/vote.yaml", data / "ladders/vote.yaml")

    assert findings(data) == [
        "ladders/vote.yaml:3:7: a scale among the ladders; allowed: ladder; did you mean 'ladder'?"
    ]


@pytest.mark.parametrize("name", ["notes.yaml", "scales/vote.yml", "scale/vote.yaml", "scales/old/vote.yaml"])
def test_a_file_that_would_not_be_read_is_pointed_out(data, name):
    (data / name).parent.mkdir(exist_ok=True)
    (data / name).write_text(SCALE)

    assert findings(data) == [
        (
            f"{name}:1:1: a file that is not read where it lies; allowed: files that end in .yaml, "
            "in competencies, crosswalks, decks, families, ladders, models, phrases, questions, scales"
        )
    ]


def test_an_empty_directory_lacks_one_of_each(tmp_path):
    said = findings(tmp_path)

    assert len(said) == 4
    assert said[0].endswith(
        ":1:1: no competency file; allowed: at least one of each: scale, ladder, family, competency"
    )


def test_a_library_gives_a_playbook_by_keys_or_the_first_there_is():
    library = read_directory(shipped_directory())

    assert library.playbook() == library.playbook("account_executive", "enterprise_account_executive")
    assert library.playbook().scale.key == "competency"
    with pytest.raises(BadData) as refusal:
        library.playbook("engineer")
    assert refusal.value.message == "There is no ladder called 'engineer'. There is: account_executive."


def test_a_library_without_a_crosswalk_gives_a_playbook_without_one(data):
    shutil.rmtree(data / "crosswalks")

    assert read_directory(data).playbook().crosswalk is None


def test_a_library_without_a_level_model_gives_a_playbook_without_one(data):
    shutil.rmtree(data / "models")

    assert read_directory(data).playbook().model is None
