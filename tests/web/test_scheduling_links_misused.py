"""Every way of misusing an interviewer's link: forged, borrowed, outlived, overheard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from logging import LogRecord

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import Base, db
from app.domain.interview_links import Pass
from app.domain.policy import Role
from app.factory import create_app
from app.gateways import clock, signatures
from app.models.accounts import Account, SignIn
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries import ladders
from app.queries.scheduling.links import PURPOSE
from app.services import accounts, scheduling
from tests.factories.bookings import viewer_of
from tests.factories.panels import Panel, make_panel
from tests.page import read
from tests.web.link_scene import (
    BEGIN,
    COOKIE,
    DAY,
    HOUR,
    card_page,
    change,
    is_sent_to_sign_in,
    path_of,
    rows,
    token_for,
)


@pytest.fixture
def panel(app: Flask) -> Panel:
    made = make_panel(starts_at=BEGIN)
    with app.app_context():
        ladders.playbook_of(made.team.opening)
    return made


@pytest.fixture
def holder(panel: Panel) -> int:
    return panel.team.panel[0]


@pytest.fixture
def link(app: Flask, panel: Panel, holder: int) -> str:
    return path_of(app, panel.interview, holder)


@pytest.fixture
def come_in(client: FlaskClient, link: str) -> FlaskClient:
    """Somebody who is not signed in and has opened the link."""
    assert client.get(link).status_code == 302
    return client


class TestForgedLinks:
    def test_no_sign_of_the_address_can_be_another(self, app, panel, link):
        head, _, token = link.rpartition("/")
        changed = [
            token[:place] + other + token[place + 1 :]
            for place in range(len(token))
            for other in ("A", "B", "_")
            if other != token[place]
        ]

        client = app.test_client()
        answers = [client.get(f"{head}/{one}") for one in changed]

        assert {answer.status_code for answer in answers} == {404}
        assert not any("Set-Cookie" in answer.headers for answer in answers)

    @pytest.mark.parametrize(
        "token", ["x", "a.b", "é", "%00", "%FF%FE", "a" * 5000, "..%2f..", "W10.", "%0d%0aSet-Cookie:a"]
    )
    def test_nonsense_is_a_plain_page_that_says_what_to_do(self, client, token):
        answer = client.get(f"/interview-links/{token}")

        assert answer.status_code == 404
        assert b"Sign in" in answer.data or b"Go to the start page" in answer.data
        assert "Set-Cookie" not in answer.headers

    def test_a_token_of_another_purpose_opens_nothing(self, app, client, panel, holder):
        token = token_for(app, Pass(panel.interview, holder, 1), purpose="password link")

        read(client, f"/interview-links/{token}", status=404)

        client.set_cookie(COOKIE.format(panel.interview), token)
        assert is_sent_to_sign_in(client, card_page(panel))

    def test_a_token_of_another_installation_opens_nothing(self, client, panel, holder):
        token = signatures.sign("another secret", PURPOSE, (panel.interview, holder, 1))

        assert client.get(f"/interview-links/{token}").status_code == 404

    def test_a_link_to_one_interview_opens_no_other(self, app, come_in, panel, holder):
        other = make_panel(interviewers=[holder], stage="screen", starts_at=BEGIN - 2 * HOUR)

        assert is_sent_to_sign_in(come_in, card_page(other))

    def test_the_cookie_of_one_interview_in_the_place_of_anothers_opens_nothing(self, app, client, panel, holder, link):
        other = make_panel(interviewers=[holder], stage="screen", starts_at=BEGIN - 2 * HOUR)

        client.set_cookie(COOKIE.format(other.interview), link.rpartition("/")[2])

        assert is_sent_to_sign_in(client, card_page(other))

    def test_somebody_without_a_seat_has_no_link_even_if_it_were_signed(self, app, client, panel):
        token = token_for(app, Pass(panel.interview, panel.team.recruiter, 1))

        assert client.get(f"/interview-links/{token}").status_code == 404

    def test_an_interview_that_never_was_has_no_link(self, app, client, holder):
        token = token_for(app, Pass(2_000_000_000, holder, 1))

        assert client.get(f"/interview-links/{token}").status_code == 404


ENDINGS: dict[str, Callable[[], None]] = {
    "the seat is left": lambda: change(Seat, left_at=BEGIN),
    "the account is closed": lambda: change(Account, is_active=False),
    "the interview is cancelled": lambda: change(Interview, state="cancelled"),
    "a new link was made": lambda: change(Seat, link_epoch=2),
}


class TestTheEnd:
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_the_link_and_the_browser_that_used_it_are_out_with_the_next_request(
        self, app, come_in, panel, link, page, ending
    ):
        ENDINGS[ending]()

        page(come_in, card_page(panel), status=404)
        assert come_in.get_cookie(COOKIE.format(panel.interview)) is None
        shown = page(app.test_client(), link, status=404)
        assert "Use the link in the latest mail about it, or sign in." in shown.text

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_a_form_that_was_open_saves_nothing_any_more(self, app, come_in, panel, page, ending):
        fields = page(come_in, card_page(panel)).form("/scorecard")
        ENDINGS[ending]()

        answer = come_in.post(card_page(panel), data=fields | {"summary": "Too late.", "act": "save"})

        assert answer.status_code == 401  # the sign-in page, which keeps the text for its author alone
        assert rows(app)["scorecard"] == 0
        assert come_in.get_cookie(COOKIE.format(panel.interview)) is None

    @pytest.mark.parametrize("way", ["ending other sessions", "a new password"])
    def test_whoever_locks_others_out_of_the_account_locks_them_out_of_its_interviews_too(
        self, app, come_in, panel, holder, link, page, way
    ):
        with app.app_context():
            if way == "a new password":
                admin = replace(viewer_of(holder), role=Role.ADMIN)
                accounts.set_password(accounts.new_link(admin, holder), "fifteen quiet herons")
            else:
                accounts.sign_out_elsewhere(viewer_of(holder), "token of the session in use")

        page(come_in, card_page(panel), status=404)
        assert app.test_client().get(link).status_code == 404
        assert app.test_client().get(path_of(app, panel.interview, holder)).status_code == 302

    def test_the_new_link_works_where_the_old_one_has_stopped(self, app, client, panel, holder, link):
        with app.app_context():
            scheduling.renew_link(viewer_of(holder), panel.interview)

        assert client.get(link).status_code == 404
        assert client.get(path_of(app, panel.interview, holder)).status_code == 302

    def test_signing_out_takes_every_link_from_the_browser(self, app, come_in, panel, holder, client_for, page):
        signed_in = client_for(holder)
        cookie = come_in.get_cookie(COOKIE.format(panel.interview))
        assert cookie is not None
        signed_in.set_cookie(cookie.key, cookie.value)

        signed_in.post("/sign-out", data=page(signed_in, "/").form("/sign-out"))

        assert signed_in.get_cookie(cookie.key) is None
        assert is_sent_to_sign_in(signed_in, card_page(panel))


class TestBesideASession:
    def test_whoever_is_signed_in_goes_straight_on_and_keeps_no_cookie(self, client_for, panel, holder, link):
        client = client_for(holder)

        answer = client.get(link)

        assert answer.headers["Location"] == card_page(panel)
        assert client.get_cookie(COOKIE.format(panel.interview)) is None

    @pytest.mark.parametrize("moment", [BEGIN - 10 * DAY, BEGIN + 10 * DAY])
    def test_their_own_link_leads_them_on_even_when_it_is_too_early_or_too_late(self, client_for, holder, link, moment):
        client = client_for(holder)

        with clock.pretending(moment):
            assert client.get(link).status_code == 302

    @pytest.mark.parametrize("who", ["recruiter", "manager", "colleague"])
    def test_somebody_elses_link_says_so_offers_to_sign_out_and_changes_nobody(
        self, app, client_for, panel, link, page, who
    ):
        team = panel.team
        client = client_for({"recruiter": team.recruiter, "manager": team.manager, "colleague": team.panel[1]}[who])

        shown = page(client, link, status=403)

        assert "This link is for another person" in shown.text
        assert shown.form("/sign-out")
        assert client.get_cookie(COOKIE.format(panel.interview)) is None

    def test_a_session_wins_over_a_link_that_the_browser_still_holds(self, client_for, panel, come_in, app, page):
        colleague = panel.team.panel[1]
        client = client_for(colleague)
        cookie = come_in.get_cookie(COOKIE.format(panel.interview))
        assert cookie is not None
        client.set_cookie(cookie.key, cookie.value)
        fields = page(client, card_page(panel)).form("/scorecard")

        client.post(card_page(panel), data=fields | {"summary": "Written by the colleague.", "act": "save"})

        with app.app_context():
            assert db.session.execute(select(Scorecard.account_id)).scalars().all() == [colleague]

    @pytest.mark.parametrize("act", ["save", "submit"])
    def test_what_was_written_under_a_session_that_ended_is_not_taken_for_the_link_holders(
        self, app, client_for, panel, holder, link, page, act
    ):
        client = client_for(panel.team.panel[1])
        with client.session_transaction() as session:
            session["csrf_token"] = f"{panel.team.panel[1]}.a"
        client.set_cookie(COOKIE.format(panel.interview), link.rpartition("/")[2])
        fields = page(client, card_page(panel)).form("/scorecard")
        change(SignIn, expires_at=BEGIN)

        saved = client.post(card_page(panel), data=fields | {"summary": "Written by the colleague.", "act": act})
        reported = client.post(
            f"/interviews/{panel.interview}/excuse", data=fields | {"kind": "did_not_happen", "reason": "Nobody came."}
        )

        assert (saved.status_code, reported.status_code) == (401, 401)
        assert rows(app)["scorecard"] == 0
        with app.app_context():
            assert set(db.session.execute(select(Seat.excuse)).scalars()) == {None}

    def test_two_peoples_links_in_one_browser_each_write_their_own_card(self, app, client, panel, holder, link, page):
        other = make_panel(starts_at=BEGIN - 2 * HOUR)
        author = other.team.panel[0]
        client.get(link)
        client.get(path_of(app, other.interview, author))

        for one, text in ((panel, "By the one."), (other, "By the other.")):
            fields = page(client, card_page(one)).form("/scorecard")
            assert client.post(card_page(one), data=fields | {"summary": text, "act": "save"}).status_code == 302

        with app.app_context():
            kept = db.session.execute(select(Scorecard.account_id, Scorecard.summary)).all()
        assert {tuple(row) for row in kept} == {(holder, "By the one."), (author, "By the other.")}


@pytest.fixture
def https(app: Flask) -> Iterator[Flask]:
    """The same installation, reached over https."""
    made = create_app(replace(app.config["RUNG"], base_url="https://rung.example"))
    yield made
    with made.app_context():
        db.engine.dispose()


class TestSecrecy:
    def test_the_cookie_is_kept_from_scripts_and_other_sites(self, client, panel, link):
        answer = client.get(link)

        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith(f"rung-interview-{panel.interview}=")
        assert "; HttpOnly" in cookie
        assert "; SameSite=Lax" in cookie
        assert "; Path=/" in cookie
        assert "Secure" not in cookie
        assert "Domain" not in cookie

    def test_on_https_the_cookie_is_bound_to_the_host_and_never_sent_in_the_clear(self, app, panel, link, https):
        answer = https.test_client().get(link, base_url="https://rung.example")

        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith(f"__Host-rung-interview-{panel.interview}=")
        assert "; Secure" in cookie
        assert "; HttpOnly" in cookie
        assert "; Path=/" in cookie
        assert "Domain" not in cookie

    def test_on_https_the_link_opens_its_page_and_signing_out_forgets_it(self, panel, link, https):
        client = https.test_client()
        client.get(link, base_url="https://rung.example")

        assert client.get(card_page(panel), base_url="https://rung.example").status_code == 200

    @pytest.mark.parametrize("path", ["as it is", "?to=cannot", "altered"])
    def test_the_address_with_the_token_is_told_to_nobody(self, client, link, path):
        asked = {"as it is": link, "?to=cannot": f"{link}?to=cannot", "altered": f"{link}x"}[path]

        answer = client.get(asked)

        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert link.rpartition("/")[2] not in answer.headers.get("Location", "")
        assert link.rpartition("/")[2] not in answer.text
        assert answer.headers["Cache-Control"] == "no-store"

    def test_the_token_stands_on_no_page_in_no_row_and_in_no_log(self, app, client, panel, link, page, caplog):
        caplog.set_level(0)
        token = link.rpartition("/")[2]
        client.get(link)

        shown = [page(client, card_page(panel)).html, page(client, f"/interviews/{panel.interview}/excuse").html]
        fields = page(client, f"/interviews/{panel.interview}/excuse").form("/excuse")
        sent = client.post(
            f"/interviews/{panel.interview}/excuse", data=fields | {"reason": "Nobody came."}, follow_redirects=True
        )

        with app.app_context():
            kept = [
                str(row) for table in Base.metadata.sorted_tables for row in db.session.execute(select(table)).all()
            ]
        for text in (*shown, sent.text, *kept, caplog.text):
            assert token not in text

    def test_the_token_stands_in_no_log_even_when_something_breaks(self, app, client, link, monkeypatch):
        seen: list[LogRecord] = []
        monkeypatch.setattr(
            app.logger, "handle", lambda record: seen.append(record) if app.logger.filter(record) else 0
        )
        monkeypatch.setattr("app.web.scheduling.links.queries.holder_of", lambda found: 1 / 0)
        app.config["PROPAGATE_EXCEPTIONS"] = False

        answer = client.get(link)

        app.config["PROPAGATE_EXCEPTIONS"] = None
        assert answer.status_code == 500
        assert [record.getMessage() for record in seen] == ["Exception on /interview-links/... [GET]"]
