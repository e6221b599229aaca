"""Attaching files to one's own card and removing them: all or none, once each, until the card is frozen."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.candidate import SentFile
from app.domain.errors import BadData, NotAllowed, NotFound, NotReady
from app.gateways import clock
from app.models.audit import AuditEntry
from app.models.scheduling import Interview, Seat
from app.models.scorecards import CardFile
from app.queries.scorecards.files import file_for, files_of, files_of_cards
from app.services import audit
from app.services.scorecards import files as service
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.panels import Panel, make_panel, viewer_of
from tests.factories.scorecards import make_card_file, make_scorecard
from tests.gateways import sent_files
from tests.rows import change
from tests.statements import counted

SLIDES = SentFile("Slides of the port.pdf", sent_files.PDF)
PHOTO = SentFile("board.jpg", sent_files.jpeg())


@pytest.fixture
def panel(context) -> Panel:
    return make_panel(shadows=1)


def attach(panel: Panel, folder: Path, *sent: SentFile, who: int | None = None) -> int:
    viewer = viewer_of(panel.team.panel[0] if who is None else who)
    return service.attach(viewer, panel.interview, sent or (SLIDES, PHOTO), folder=folder)


def names(panel: Panel, who: int | None = None) -> list[str]:
    db.session.rollback()
    return [file.name for file in files_of(panel.interview, panel.team.panel[0] if who is None else who)]


def kept(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def test_files_stand_beside_the_card_of_whoever_attached_them(panel, tmp_path):
    assert attach(panel, tmp_path) == 2

    assert names(panel) == ["Slides of the port.pdf", "board.jpg"]
    assert names(panel, panel.team.panel[1]) == []
    rows = db.session.scalars(select(CardFile).order_by(CardFile.id)).all()
    assert [(row.media_type, row.size) for row in rows] == [
        ("application/pdf", len(sent_files.PDF)),
        ("image/jpeg", len(sent_files.jpeg())),
    ]
    assert sorted(kept(tmp_path)) == sorted(row.stored_as for row in rows)


def test_the_same_file_sent_again_is_kept_once(panel, tmp_path):
    attach(panel, tmp_path)

    assert attach(panel, tmp_path, SLIDES, PHOTO, PHOTO) == 0
    assert attach(panel, tmp_path, SentFile("board.jpg", sent_files.jpeg(width=2))) == 1

    assert names(panel) == ["Slides of the port.pdf", "board.jpg", "board.jpg"]
    assert len(kept(tmp_path)) == 3


def test_one_bad_file_among_good_ones_keeps_them_all_out(panel, tmp_path):
    with pytest.raises(BadData) as refused:
        attach(panel, tmp_path, SLIDES, SentFile("logo.svg", b"<svg onload='steal()'/>"))

    assert refused.value.message.startswith("“logo” is not a whole")
    assert (names(panel), kept(tmp_path)) == ([], [])


def test_an_eleventh_file_is_refused_and_nothing_of_it_stays_in_the_store(panel, tmp_path):
    many = [SentFile(f"{number}.jpg", sent_files.jpeg(width=number)) for number in range(1, 10)]
    attach(panel, tmp_path, *many)

    with pytest.raises(BadData, match="this one has 9, and you chose 2 more"):
        attach(panel, tmp_path)

    assert (len(names(panel)), len(kept(tmp_path))) == (9, 9)


def test_a_transaction_that_fails_leaves_no_file_behind(panel, tmp_path, monkeypatch):
    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError("the audit trail is full")

    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(RuntimeError):
        attach(panel, tmp_path)

    assert (names(panel), kept(tmp_path)) == ([], [])


def test_a_removed_file_is_gone_from_the_store_too(panel, tmp_path):
    attach(panel, tmp_path)
    first = files_of(panel.interview, panel.team.panel[0])[0]

    service.remove(viewer_of(panel.team.panel[0]), panel.interview, first.id, folder=tmp_path)

    assert names(panel) == ["board.jpg"]
    assert len(kept(tmp_path)) == 1


def test_nobody_removes_a_colleagues_file_or_one_of_another_interview(panel, tmp_path):
    mine, colleague = panel.team.panel[:2]
    other = make_panel(interviewers=[mine])
    theirs = make_card_file(panel.interview, colleague, tmp_path)
    elsewhere = make_card_file(other.interview, mine, tmp_path)

    for file_id in (theirs, elsewhere, 2_000_000_000):
        with pytest.raises(NotFound):
            service.remove(viewer_of(mine), panel.interview, file_id, folder=tmp_path)

    assert len(kept(tmp_path)) == 2


@pytest.mark.parametrize("frozen", ["submitted", "closed"])
def test_files_of_a_frozen_card_are_neither_added_nor_removed(panel, tmp_path, frozen):
    author = panel.team.panel[0]
    beside = make_card_file(panel.interview, author, tmp_path)
    if frozen == "submitted":
        make_scorecard(panel.interview, author)
    else:
        change(update(Interview).where(Interview.id == panel.interview).values(cards_closed_at=clock.now()))

    with pytest.raises(NotReady):
        attach(panel, tmp_path)
    with pytest.raises(NotReady):
        service.remove(viewer_of(author), panel.interview, beside, folder=tmp_path)

    assert (names(panel), len(kept(tmp_path))) == (["slides.pdf"], 1)


def test_only_those_who_sit_in_the_interview_attach(panel, tmp_path):
    for who, refusal in (
        (panel.team.recruiter, NotAllowed),
        (panel.team.leader, NotAllowed),
        (make_account(), NotFound),
    ):
        with pytest.raises(refusal):
            attach(panel, tmp_path, who=who)

    assert attach(panel, tmp_path, who=panel.shadows[0]) == 2
    assert len(kept(tmp_path)) == 2


def test_the_audit_trail_tells_how_many_and_no_name(panel, tmp_path):
    attach(panel, tmp_path)
    first = files_of(panel.interview, panel.team.panel[0])[0]
    service.remove(viewer_of(panel.team.panel[0]), panel.interview, first.id, folder=tmp_path)

    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(row.action, row.object_kind, row.object_id, row.data) for row in rows] == [
        ("scorecard.files_attached", "interview", panel.interview, {"stage": "panel", "files": "2"}),
        ("scorecard.file_removed", "interview", panel.interview, {"stage": "panel", "file": str(first.id)}),
    ]


# --- Who reads


def opened(panel: Panel) -> None:
    for who in panel.team.panel:
        make_scorecard(panel.interview, who)
    change(update(Interview).where(Interview.id == panel.interview).values(panel_opened_at=clock.now()))


def leave(panel: Panel, who: int) -> None:
    here = (Seat.interview_id == panel.interview, Seat.account_id == who)
    change(update(Seat).where(*here).values(left_at=START))


def readable(panel: Panel, who: int, file_id: int, interview: int | None = None) -> bool:
    db.session.rollback()
    return file_for(viewer_of(who), interview or panel.interview, file_id).file is not None


def test_a_file_is_there_for_its_author_at_once_and_for_others_when_the_panel_opens(panel, tmp_path):
    author, colleague, _ = panel.team.panel
    file_id = make_card_file(panel.interview, author, tmp_path)
    make_scorecard(panel.interview, author)

    assert readable(panel, author, file_id)
    assert not readable(panel, colleague, file_id)
    assert files_of_cards(panel.interview) == {}
    with factories.writing() as session:
        session.get_one(Interview, panel.interview).panel_opened_at = clock.now()

    assert readable(panel, colleague, file_id)
    assert [file.name for file in files_of_cards(panel.interview)[author]] == ["slides.pdf"]


def test_files_of_a_shadow_a_replaced_member_and_a_draft_never_open_to_others(panel, tmp_path):
    first, second, third = panel.team.panel
    drafted, left, shadowed = (
        make_card_file(panel.interview, who, tmp_path) for who in (first, second, panel.shadows[0])
    )
    for who in (second, third, panel.shadows[0]):
        make_scorecard(panel.interview, who)
    make_scorecard(panel.interview, first, submitted=False)
    leave(panel, second)
    change(update(Interview).where(Interview.id == panel.interview).values(panel_opened_at=clock.now()))

    for file_id in (drafted, left, shadowed):
        assert not readable(panel, third, file_id)
        assert not readable(panel, panel.team.recruiter, file_id)
    assert files_of_cards(panel.interview) == {}


def test_a_file_is_not_found_under_another_interview(panel, tmp_path):
    author = panel.team.panel[0]
    other = make_panel(interviewers=[author])
    file_id = make_card_file(panel.interview, author, tmp_path)
    opened(panel)

    assert readable(panel, author, file_id)
    assert not readable(panel, author, file_id, interview=other.interview)


def test_files_are_listed_by_author_in_the_order_in_which_they_came(panel, tmp_path):
    first, second, _ = panel.team.panel
    for who, name in ((second, "b.pdf"), (first, "a.pdf"), (second, "c.pdf")):
        make_card_file(panel.interview, who, tmp_path, name=name)
    opened(panel)

    found = files_of_cards(panel.interview)

    assert {who: [file.name for file in files] for who, files in found.items()} == {
        first: ["a.pdf"],
        second: ["b.pdf", "c.pdf"],
    }


def test_asking_for_files_costs_one_statement_each(context, panel, tmp_path):
    file_id = make_card_file(panel.interview, panel.team.panel[0], tmp_path)
    opened(panel)

    with counted(context) as seen:
        files_of(panel.interview, panel.team.panel[0])
        files_of_cards(panel.interview)
        file_for(viewer_of(panel.team.panel[1]), panel.interview, file_id)

    assert len(seen) == 3
