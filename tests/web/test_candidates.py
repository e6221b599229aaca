"""The page that adds a candidate, and the CV that comes back."""

from io import BytesIO

import pytest

from tests import factories
from tests.factories.openings import Team

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"
YUKI = {
    "name": "Yuki Hanzawa",
    "email": "Yuki@example.net",
    "place": "Osaka",
    "zone": "Asia/Tokyo",
    "source": "applied",
}


@pytest.fixture
def team(app) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def recruiter(team, client_for):
    return client_for(team.recruiter)


@pytest.fixture
def add(page, recruiter, team):
    """Sends the form of an opening."""

    def send(client=recruiter, opening=team.opening, **changes):
        path = f"/openings/{opening}/candidates/new"
        return client.post(path, data=page(client, path).form(path) | YUKI | changes)

    return send


def test_the_form_asks_for_a_person_and_begins_in_the_viewers_zone(page, recruiter, team):
    shown = page(recruiter, f"/openings/{team.opening}/candidates/new")

    assert "PDF, Word (DOCX) or plain text, at most 10 MB." in shown.text
    assert 'selected value="Europe/Berlin"' in shown.html


def test_an_added_candidate_is_shown(page, recruiter, add):
    answer = add()

    shown = page(recruiter, answer.location).text
    assert answer.status_code == 302
    assert "The candidate is added. Book the first interview next." in shown
    assert "yuki@example.net" in shown
    assert "added the application" in shown


def test_a_cv_comes_back_as_an_attachment_that_no_browser_runs(recruiter, add):
    answer = add(cv=(BytesIO(PDF), "../CV Hanzawa.html"))

    cv = recruiter.get(f"{answer.location}/cv")
    assert cv.data == PDF
    assert cv.headers["Content-Type"] == "application/pdf"
    assert cv.headers["Content-Disposition"] == 'attachment; filename="CV Hanzawa.pdf"'
    assert cv.headers["X-Content-Type-Options"] == "nosniff"
    assert cv.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert cv.headers["Cache-Control"] == "no-store"


def test_a_text_with_markup_comes_back_as_plain_text(recruiter, add):
    answer = add(cv=(BytesIO(b"<script>alert(1)</script>"), "cv.html"))

    cv = recruiter.get(f"{answer.location}/cv")
    assert cv.headers["Content-Type"].startswith("text/plain")
    assert cv.headers["Content-Disposition"].startswith("attachment")


def test_a_name_in_another_script_survives(recruiter, add):
    answer = add(cv=(BytesIO(PDF), "履歴書.pdf"))

    assert "%E5%B1%A5%E6%AD%B4%E6%9B%B8.pdf" in recruiter.get(f"{answer.location}/cv").headers["Content-Disposition"]


def test_another_kind_of_file_is_refused_and_what_was_typed_stays(add):
    answer = add(cv=(BytesIO(b"PK\x03\x04"), "cv.pdf"))

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "not a PDF, a Word document (DOCX) or plain text" in html
    assert 'value="Yuki Hanzawa"' in html
    assert "except the file: choose it again" in html


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "Enter the candidate&#39;s name."),
        ({"email": ""}, "Enter the candidate&#39;s e-mail address."),
        ({"email": "yuki"}, "Enter an e-mail address, such as name@company.com."),
        ({"name": "x" * 201}, "Keep the name to 200 characters."),
    ],
)
def test_a_field_that_is_wrong_is_named(add, changes, said):
    answer = add(**changes)

    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_the_same_person_twice_is_refused_with_a_link_to_the_first(add):
    first = add()

    answer = add(email="YUKI@EXAMPLE.NET")

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Yuki Hanzawa already applies for this opening" in html
    assert f'href="{first.location}"' in html


def test_the_same_person_in_another_opening_is_one_candidate(page, client_for, add):
    add()
    other = factories.openings.make_opening()
    client = client_for(other.recruiter)

    answer = add(client, other.opening, name="Y. Hanzawa")

    shown = page(client, answer.location).text
    assert "This candidate was known from another opening." in shown
    assert "Y. Hanzawa" not in shown


def test_markup_in_a_name_is_shown_as_it_is(page, recruiter, add, team):
    answer = add(name="<script>alert(1)</script>")

    for path in (answer.location, f"/openings/{team.opening}/board", f"{answer.location}/decline"):
        assert "<script>alert" not in page(recruiter, path).html


def test_a_cv_that_was_never_sent_is_not_there(recruiter, team):
    made = factories.applications.make_application(team.opening)

    assert recruiter.get(f"/applications/{made}/cv").status_code == 404


def test_who_interviews_reads_the_cv_and_nobody_else_does(client_for, add, team):
    location = add(cv=(BytesIO(PDF), "cv.pdf")).location
    made = int(location.rsplit("/", 1)[-1])
    factories.scheduling.make_interview(made, stage="panel", interviewers=team.panel[:1])

    assert client_for(team.panel[0]).get(f"{location}/cv").status_code == 200
    assert client_for(team.panel[1]).get(f"{location}/cv").status_code == 403
    assert client_for(factories.accounts.make_account()).get(f"{location}/cv").status_code == 404
