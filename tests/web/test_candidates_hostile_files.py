"""Hostile files over HTTP: what is kept is only ever handed out to be saved, and 200 MB are not even read."""

from io import SEEK_END, BytesIO

import pytest
from flask.testing import FlaskClient

from tests.factories.applications import make_application
from tests.factories.openings import Team, make_brief, make_opening
from tests.factories.portal import candidate_of
from tests.gateways import hostile_files

# What is larger is sent by way of a file that the test client leaves open.
KEPT = [each for each in hostile_files.hostile() if "/" in each.becomes and len(each.content) < 400_000]
HUGE = 200 * 1024 * 1024


class _Huge(BytesIO):
    """A body that says that it is huge, and how much of it was read."""

    taken, at_end = 0, False

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at_end = whence == SEEK_END
        return 0

    def tell(self) -> int:
        return HUGE if self.at_end else 0

    def read(self, size: int | None = -1) -> bytes:
        self.taken += HUGE if size is None or size < 0 else size
        return b""


@pytest.fixture
def team(app) -> Team:
    return make_opening()


@pytest.fixture
def recruiter(app, team, client_for) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return client_for(team.recruiter)


def test_whatever_is_kept_is_only_ever_saved_under_a_plain_type(recruiter, team):
    shown = []
    for number, each in enumerate(KEPT):
        person = {"name": "Yuki Hanzawa", "email": f"yuki{number}@example.net", "zone": "Asia/Tokyo"}
        fields = person | {"cv": (BytesIO(each.content), "cv.html")}
        added = recruiter.post(f"/openings/{team.opening}/candidates/new", data=fields)
        answer = recruiter.get(f"{added.location}/cv")
        attached = answer.headers["Content-Disposition"].startswith("attachment; filename=cv.")
        sealed = answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        plain = answer.headers["Content-Type"].split(";")[0] == each.becomes
        if not (attached and sealed and plain and answer.headers["X-Content-Type-Options"] == "nosniff"):
            shown.append(each.tries)
        added.close()
        answer.close()

    assert shown == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_200_mb_from_a_candidate_are_refused_unread_in_their_language(app, team, portal_client, language):
    make_brief(team.opening, team.recruiter)
    application = make_application(team.opening, stage="panel")
    client, body = portal_client(candidate_of(application)), _Huge()

    answer = client.post(
        f"/portal/applications/{application}/materials/panel?lang={language}",
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
    )

    said = {"en": "Go back in your browser: what you typed is still there.", "ja": "入力された内容は残っています。"}
    assert answer.status_code == 413
    assert said[language] in answer.get_data(as_text=True)
    assert body.taken == 0


def test_200_mb_from_staff_are_refused_unread(recruiter, team):
    body = _Huge()

    answer = recruiter.post(
        f"/openings/{team.opening}/candidates/new",
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
    )

    assert (answer.status_code, body.taken) == (413, 0)
    assert "what you typed is still there" in answer.get_data(as_text=True)
