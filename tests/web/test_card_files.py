"""Files beside a scorecard: attached, saved and removed by their author; read by others only with the card."""

import re
from io import BytesIO

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.policy import DEFAULT_REFUSAL
from app.gateways import clock
from app.models.scheduling import Interview, Seat
from app.models.scorecards import CardFile
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.panels import Panel, make_panel
from tests.factories.scorecards import make_card_file, make_scorecard
from tests.gateways import sent_files
from tests.page import check

FIRST_OWN = "You can read the others once your own scorecard for this candidate is in."
MULTIPART = "multipart/form-data; boundary=x"
NOT_OPEN = "These scorecards open when every one of them is in."


@pytest.fixture
def panel(app) -> Panel:
    return make_panel(shadows=1)


@pytest.fixture
def path(panel) -> str:
    return f"/interviews/{panel.interview}/scorecard/files"


@pytest.fixture
def author(panel, client_for):
    return client_for(panel.team.panel[0])


@pytest.fixture
def folder(app):
    return app.config["RUNG"].files_directory


@pytest.fixture
def attach(page, author, path):
    """Sends files with the form of the page."""

    def send(*files: tuple[bytes, str], client=author):
        form = page(client, path).form("/files")
        return client.post(path, data=form | {"files": [(BytesIO(content), name) for content, name in files]})

    return send


def ids(app) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(select(CardFile.id).order_by(CardFile.id)))


def open_panel(panel: Panel) -> None:
    for who in panel.team.panel:
        make_scorecard(panel.interview, who)
    with factories.writing() as session:
        session.get_one(Interview, panel.interview).panel_opened_at = clock.now()


def test_attached_files_are_listed_with_what_they_are(page, author, attach, path):
    answer = attach((sent_files.PDF, "Slides.pdf"), (sent_files.jpeg(), "IMG_0042.JPG"))

    assert (answer.status_code, answer.location) == (302, path.removesuffix("/files") + "#files")
    shown = page(author, path).text
    assert "2 files attached." in shown
    assert "2 of 10" in shown
    assert "Slides.pdf PDF, 1 KB" in shown
    assert "IMG_0042.jpg JPEG picture, 1 KB" in shown


def test_a_file_comes_back_as_an_attachment_that_no_browser_runs(app, author, attach, path):
    attach((sent_files.PDF, "../<b>Slides</b>.html"))

    found = author.get(f"{path}/{ids(app)[0]}")

    assert found.data == sent_files.PDF
    assert found.headers["Content-Type"] == "application/pdf"
    assert found.headers["Content-Disposition"] == "attachment; filename=b.pdf"
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert found.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert found.headers["Cache-Control"] == "no-store"


def test_a_removed_file_is_gone(app, page, author, attach, path):
    attach((sent_files.PDF, "Slides.pdf"))
    number = ids(app)[0]

    answer = author.post(f"{path}/{number}/remove", data=page(author, path).form(f"/{number}/remove"))

    assert answer.location == path.removesuffix("/files") + "#files"
    assert "No files yet." in page(author, path).text
    assert author.get(f"{path}/{number}").status_code == 403  # as for every number that is none of their own


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Choose at least one file, then attach it."),
        ([(b"", "empty.pdf")], "“empty” is empty. Choose it again."),
        ([(b"<svg onload='steal()'/>", "logo.svg")], "“logo” is not a whole PNG, JPEG, WebP or PDF file."),
        ([(b"<!doctype html><script>steal()</script>", "a.pdf")], "“a” is not a whole"),
        ([(b"PK\x03\x04word/document.xml" + sent_files.archive_end(), "cv.docx")], "“cv” is not a whole"),
        ([(sent_files.PDF + sent_files.archive_end(), "both.pdf")], "“both” is not a whole"),
        ([(sent_files.png(width=60_000, height=60_000), "bomb.png")], "“bomb” is not a whole"),
        ([(sent_files.PDF, "fine.pdf"), (b"GIF89a", "moving.gif")], "“moving” is not a whole"),
        ([(sent_files.png(width=number), "x.png") for number in range(1, 12)], "keeps up to 10 files"),
    ],
)
def test_what_is_refused_is_named_and_nothing_is_kept(app, attach, path, files, said):
    answer = attach(*files)

    shown = check(path, answer.text, answer.status_code)
    assert answer.status_code == 422
    assert said in shown.text
    assert "Nothing was attached" in shown.text
    assert ids(app) == []


def send_too_much(client, path: str):
    body = b"--x\r\n" + b"x" * 12_600_000
    return client.post(path, input_stream=BytesIO(body), content_length=len(body), content_type=MULTIPART)


def test_more_than_is_taken_in_at_once_comes_back_to_the_same_page(app, author, path):
    answer = send_too_much(author, path)

    shown = check(path, answer.text, answer.status_code)
    assert answer.status_code == 413
    assert "larger than 12 MB, so none of it was taken in" in shown.text
    assert "Back to the scorecard" in shown.text
    assert ids(app) == []


def test_more_than_is_taken_in_at_once_tells_others_no_more_than_any_request(app, client_for, client, panel, path):
    answers = [
        send_too_much(who, path) for who in (client_for(make_account()), client_for(panel.team.recruiter), client)
    ]

    assert [answer.status_code for answer in answers] == [404, 403, 413]
    assert "Too large to take in" in answers[2].text
    assert ids(app) == []


def test_a_file_without_a_token_is_not_kept(app, author, path):
    answer = author.post(path, data={"files": (BytesIO(sent_files.PDF), "Slides.pdf")})

    assert answer.status_code == 400
    assert ids(app) == []


@pytest.mark.parametrize(
    "name",
    [
        "'><script>x</script>.pdf",
        "slides%0d%0aSet-Cookie: a=b.pdf",
        "..\\..\\windows\\slides.exe",
        "slides\u202efdp.exe",
        "\x00.pdf",
        "a" * 400 + ".pdf",
    ],
)
def test_a_hostile_name_does_nothing(app, page, author, attach, path, name):
    attach((sent_files.PDF, name))

    answer = author.get(f"{path}/{ids(app)[0]}")

    said = answer.headers["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename=[^<>\r\n/\\]{1,140}\.pdf\"?(; filename\*=UTF-8''[\w%.-]+\.pdf)?", said)
    assert "Set-Cookie" not in answer.headers
    assert "<script>" not in page(author, path).html


# --- Who reads


def test_before_the_panel_opens_a_colleagues_file_and_none_at_all_are_answered_alike(client_for, panel, folder, path):
    first, second, third = panel.team.panel
    theirs = make_card_file(panel.interview, first, folder)
    make_scorecard(panel.interview, second)

    for who, said in (
        (third, FIRST_OWN),
        (second, NOT_OPEN),
        (panel.shadows[0], NOT_OPEN),
        (panel.team.recruiter, NOT_OPEN),
        (panel.team.manager, NOT_OPEN),
        (panel.team.leader, DEFAULT_REFUSAL),
    ):
        client = client_for(who)
        for number in (theirs, theirs + 1000):
            answer = client.get(f"{path}/{number}")
            assert answer.status_code == 403, who
            assert said in check(path, answer.text.replace("&#39;", "'"), 403).text, who
    assert client_for(make_account()).get(f"{path}/{theirs}").status_code == 404
    assert client_for(make_account("admin")).get(f"{path}/{theirs}").status_code == 404


def test_once_the_panel_is_open_whoever_reads_the_cards_reads_their_files(client_for, panel, folder, path):
    theirs = make_card_file(panel.interview, panel.team.panel[0], folder)
    open_panel(panel)

    for who in (*panel.team.panel, *panel.shadows, panel.team.recruiter, panel.team.manager):
        assert client_for(who).get(f"{path}/{theirs}").data == b"%PDF-1.7 of slides"
    assert client_for(panel.team.leader).get(f"{path}/{theirs}").status_code == 403
    assert client_for(make_account("admin")).get(f"{path}/{theirs}").status_code == 404


def test_no_number_leads_to_a_file_that_counts_for_nobody_or_belongs_elsewhere(client_for, panel, folder, path):
    first = panel.team.panel[0]
    other = make_panel(interviewers=[first])
    of_a_shadow = make_card_file(panel.interview, panel.shadows[0], folder)
    make_scorecard(panel.interview, panel.shadows[0])
    elsewhere = make_card_file(other.interview, first, folder)
    open_panel(panel)

    for who in (first, panel.team.recruiter):
        for number in (of_a_shadow, elsewhere, 2_000_000_000):
            assert client_for(who).get(f"{path}/{number}").status_code == 404


def test_a_replaced_member_reads_no_file_any_more_and_nobody_reads_theirs(client_for, panel, folder, path):
    first, second, _ = panel.team.panel
    left, stays = (make_card_file(panel.interview, who, folder) for who in (first, second))
    open_panel(panel)
    with factories.writing() as session:
        here = (Seat.interview_id == panel.interview, Seat.account_id == first)
        session.execute(update(Seat).where(*here).values(left_at=START))

    assert [client_for(first).get(f"{path}/{number}").status_code for number in (left, stays)] == [403, 403]
    assert client_for(second).get(f"{path}/{left}").status_code == 404
    assert client_for(second).get(f"{path}/{stays}").status_code == 200


def test_a_frozen_card_shows_its_files_and_takes_no_more(app, page, author, panel, folder, path):
    form = page(author, path).form("/files")
    number = make_card_file(panel.interview, panel.team.panel[0], folder)
    make_scorecard(panel.interview, panel.team.panel[0])

    shown = page(author, path)
    added = author.post(path, data=form | {"files": (BytesIO(sent_files.PDF), "late.pdf")})
    removed = author.post(f"{path}/{number}/remove", data=form)

    assert "They stay as they are, like the scorecard." in shown.text
    assert [form.action for form in shown.forms if "/files" in form.action] == []
    assert (added.status_code, removed.status_code) == (422, 422)
    assert "This scorecard is submitted" in added.text
    assert ids(app) == [number]
    assert author.get(f"{path}/{number}").status_code == 200
