"""The pages of briefs: staff write them, and are told who has which version."""

from io import BytesIO

import pytest

from tests.factories.openings import make_brief, make_opening
from tests.gateways import office_made


@pytest.fixture
def team(app):
    return make_opening()


@pytest.fixture
def recruiter(team, client_for):
    return client_for(team.recruiter)


def test_a_recruiter_writes_a_brief_with_a_file_and_finds_it_in_the_list(page, recruiter, team):
    path = f"/openings/{team.opening}/briefs/panel"
    fields = page(recruiter, path).form(path) | {"text": "Prepare ten minutes.", "asks_for_deck": "y"}
    fields["file"] = (BytesIO(office_made.written_pdf()), "The port.exe")

    answer = recruiter.post(path, data=fields, content_type="multipart/form-data", follow_redirects=True)

    html = answer.get_data(as_text=True)
    assert "Every candidate of this opening gets it" in html
    assert "The port.pdf" in html


def test_the_file_of_a_brief_is_only_ever_saved(app, recruiter, team):
    make_brief(team.opening, team.recruiter, folder=app.config["RUNG"].files_directory)

    answer = recruiter.get(f"/openings/{team.opening}/briefs/panel/file")

    assert answer.headers["Content-Disposition"] == "attachment; filename=Port.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_is_no_pdf_is_refused_and_the_text_stays(page, recruiter, team):
    path = f"/openings/{team.opening}/briefs/panel"
    fields = page(recruiter, path).form(path) | {"text": "Prepare ten minutes."}
    fields["file"] = (BytesIO(b"<svg onload='steal()'/>"), "port.pdf")

    answer = recruiter.post(path, data=fields, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert "The file is not a whole PDF" in answer.get_data(as_text=True)
    assert "Prepare ten minutes." in answer.get_data(as_text=True)


def test_the_opening_leads_to_its_briefs(page, recruiter, team):
    assert f"/openings/{team.opening}/briefs" in page(recruiter, f"/openings/{team.opening}").html
