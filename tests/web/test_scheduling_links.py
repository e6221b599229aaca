"""The interviewer's link: what it opens without signing in, to whom, for how long, and what it does not."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.gateways import clock
from app.models.audit import AuditEntry
from app.models.scheduling import Interview
from app.models.scorecards import Scorecard
from app.queries import ladders
from tests import factories
from tests.conftest import ClientFor
from tests.factories.applications import make_cv
from tests.factories.bookings import viewer_of
from tests.factories.panels import Panel, card_fields, make_panel, sheet_for
from tests.page import read
from tests.statements import counted
from tests.web.link_scene import BEGIN, COOKIE, DAY, HOUR, SECOND, card_page, change, is_sent_to_sign_in, path_of, rows
from tests.web.permission_world import NAMES


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


class TestComingIn:
    def test_a_link_leads_to_the_clean_address_of_kit_and_scorecard(self, client, panel, link):
        answer = client.get(link)

        assert (answer.status_code, answer.headers["Location"]) == (302, card_page(panel))

    @pytest.mark.parametrize(("to", "kind"), [("cannot", "cannot"), ("did-not-happen", "did_not_happen")])
    def test_the_other_two_links_of_the_mail_lead_to_the_report(self, client, panel, link, to, kind):
        answer = client.get(f"{link}?to={to}")

        assert answer.headers["Location"] == f"/interviews/{panel.interview}/excuse?kind={kind}"

    def test_a_link_leads_nowhere_else(self, client, panel, link):
        assert client.get(f"{link}?to=https://elsewhere.example").headers["Location"] == card_page(panel)

    def test_the_page_opens_under_the_holders_name_with_a_way_to_sign_in_and_no_menu(self, come_in, panel, page, app):
        with app.app_context():
            name = viewer_of(panel.team.panel[0]).name

        shown = page(come_in, card_page(panel))

        head = shown.html.partition("<main")[0]
        assert name in head
        assert f'href="/sign-in?next=/interviews/{panel.interview}/scorecard"' in head
        assert 'aria-label="Main"' not in head
        assert "Sign out" not in shown.html

    def test_a_link_works_as_often_as_it_is_opened(self, app, link):
        answers = [app.test_client().get(link).status_code for _ in range(5)]

        assert answers == [302] * 5

    def test_thirty_two_at_once_all_come_in_and_nothing_changes(self, app, panel, link):
        before = rows(app)
        barrier = Barrier(32)

        def use(_number: int) -> tuple[int, int]:
            client = app.test_client()
            barrier.wait()
            return client.get(link).status_code, client.get(card_page(panel)).status_code

        with ThreadPoolExecutor(32) as pool:
            answers = list(pool.map(use, range(32)))

        assert answers == [(302, 200)] * 32
        assert rows(app) == before

    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
    def test_what_a_mail_scanner_does_uses_nothing_up_and_changes_nothing(self, app, client, panel, link, method):
        before = rows(app)

        for _ in range(3):
            assert app.test_client().open(link, method=method).status_code in {200, 302}

        assert rows(app) == before
        client.get(link)
        assert client.get(card_page(panel)).status_code == 200

    def test_a_link_costs_one_statement_and_a_page_by_it_no_more_than_by_signing_in(
        self, app, panel, link, client, client_for, holder
    ):
        signed_in = client_for(holder)
        client.get(card_page(panel))

        with counted(app) as opening:
            client.get(link)
        with counted(app) as by_link:
            client.get(card_page(panel))
        with counted(app) as by_session:
            signed_in.get(card_page(panel))

        assert len(opening) == 1
        assert len(by_link) == len(by_session)


class TestTheWindow:
    @pytest.mark.parametrize("moment", [BEGIN - 3 * DAY, BEGIN, BEGIN + HOUR + 3 * DAY])
    def test_a_link_opens_from_three_days_before_to_three_days_after(self, client, panel, link, moment):
        with clock.pretending(moment):
            assert client.get(link).status_code == 302
            assert client.get(card_page(panel)).status_code == 200

    @pytest.mark.parametrize(
        ("moment", "words"),
        [
            (BEGIN - 3 * DAY - SECOND, "This link opens the interview from"),
            (BEGIN + HOUR + 3 * DAY + SECOND, "ended at"),
        ],
    )
    def test_a_second_earlier_or_later_it_says_so_and_leads_to_signing_in(self, client, panel, link, moment, words):
        with clock.pretending(moment):
            answer = read(client, link, status=403)
            assert is_sent_to_sign_in(client, card_page(panel))

        assert words in answer.text
        assert f'href="/sign-in?next=/interviews/{panel.interview}/scorecard"' in answer.html
        assert client.get_cookie(COOKIE.format(panel.interview)) is None

    def test_a_browser_that_came_in_is_out_a_second_after_the_end(self, come_in, panel):
        with clock.pretending(BEGIN + HOUR + 3 * DAY):
            assert come_in.get(card_page(panel)).status_code == 200

        with clock.pretending(BEGIN + HOUR + 3 * DAY + SECOND):
            assert is_sent_to_sign_in(come_in, card_page(panel))

    def test_the_cookie_ends_with_the_link(self, client, panel, link):
        client.get(link)

        cookie = client.get_cookie(COOKIE.format(panel.interview))
        assert cookie is not None
        assert cookie.expires == BEGIN + HOUR + 3 * DAY

    def test_an_interview_that_was_moved_opens_by_the_time_it_was_moved_to(self, client, panel, link):
        change(Interview, starts_at=BEGIN + 10 * DAY, ends_at=BEGIN + 10 * DAY + HOUR)

        assert client.get(link).status_code == 403


class TestWhatALinkDoes:
    def test_a_draft_is_saved_while_somebody_writes(self, app, come_in, panel, page, holder):
        fields = page(come_in, card_page(panel)).form("/scorecard")

        answer = come_in.post(f"{card_page(panel)}/draft", data=fields | {"summary": "So far."})

        assert (answer.status_code, answer.json["version"]) == (200, 1)
        with app.app_context():
            card = db.session.execute(select(Scorecard)).scalar_one()
            assert (card.account_id, card.summary) == (holder, "So far.")

    def test_a_scorecard_is_submitted_and_shown_without_signing_in(self, app, come_in, panel, page, holder):
        fields = page(come_in, card_page(panel)).form("/scorecard")
        card = card_fields(sheet_for(panel.interview, holder))

        answer = come_in.post(card_page(panel), data=fields | card | {"act": "submit"})

        assert answer.headers["Location"] == f"{card_page(panel)}/mine"
        assert "Scorecard submitted." in page(come_in, answer.headers["Location"]).text
        with app.app_context():
            entry = db.session.execute(select(AuditEntry).where(AuditEntry.action == "scorecard.submitted"))
            found = entry.scalar_one()
            assert (found.actor_id, found.data["by"]) == (holder, "link")

    @pytest.mark.parametrize("path", ["scorecard", "scorecard/draft", "excuse", "excuse/take-back"])
    def test_nothing_is_sent_without_the_token_of_a_form(self, app, come_in, panel, path):
        before = rows(app)

        answer = come_in.post(f"/interviews/{panel.interview}/{path}", data={"reason": "Ill.", "act": "submit"})

        assert answer.status_code in {400, 401}
        assert rows(app) == before

    def test_the_cv_comes_as_a_file_to_be_saved(self, app, come_in, panel):
        make_cv(panel.application, app.config["RUNG"].files_directory)

        answer = come_in.get(f"/interviews/{panel.interview}/cv")

        assert (answer.status_code, answer.data) == (200, b"Sold software to railways.")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        answer.close()

    def test_a_cv_that_was_never_added_is_not_there(self, come_in, panel):
        assert come_in.get(f"/interviews/{panel.interview}/cv").status_code == 404

    @pytest.mark.parametrize("is_open", [False, True])
    def test_to_read_colleagues_one_signs_in_and_comes_back(self, come_in, panel, is_open):
        if is_open:
            for who in panel.team.panel:
                factories.scorecards.make_scorecard(panel.interview, who)
            change(Interview, panel_opened_at=BEGIN + HOUR)

        answer = come_in.get(f"/interviews/{panel.interview}/scorecards")

        assert answer.headers["Location"] == f"/sign-in?next=/interviews/{panel.interview}/scorecards"

    def test_after_the_panel_opened_no_word_of_a_colleague_is_found_by_link(self, come_in, panel, holder):
        for who in panel.team.panel:
            text = "canary of my own" if who == holder else "canary of a colleague"
            factories.scorecards.make_scorecard(panel.interview, who, text=text, next_note=text)
        change(Interview, panel_opened_at=BEGIN + HOUR)

        found = "".join(
            come_in.get(f"/interviews/{panel.interview}/{path}", follow_redirects=True).text
            for path in ("scorecard", "scorecard/mine", "scorecards", "excuse")
        )

        assert "canary of my own" in found
        assert "canary of a colleague" not in found

    def test_a_link_reaches_no_other_route_at_all(self, app, come_in, panel, holder):
        app.config["WTF_CSRF_ENABLED"] = False
        values = {
            "interview_id": panel.interview,
            "application_id": panel.application,
            "opening_id": panel.team.opening,
            "account_id": holder,
            "card_id": factories.scorecards.make_scorecard(panel.interview, panel.team.panel[1]),
        }
        surprises, reached = [], set()
        for rule in app.url_map.iter_rules():
            guard = app.view_functions[rule.endpoint]
            if rule.endpoint == "static" or str(getattr(guard, "guard", "")).startswith("public"):
                continue
            given = {name: values.get(name, NAMES.get(name, 1)) for name in rule.arguments}
            with app.test_request_context():
                _, path = rule.build(given) or ("", "")
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                answer = come_in.open(path, method=method)
                is_out = answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in")
                is_out = is_out or answer.status_code == 401
                answer.close()
                if getattr(guard, "by_link", False):
                    reached.add(rule.endpoint)
                elif not is_out:
                    surprises.append(f"{method} {path}: {answer.status_code}")
        app.config["WTF_CSRF_ENABLED"] = True

        assert surprises == []
        assert reached >= {"scorecards.fill_in", "scorecards.save", "scorecards.draft", "scorecards.mine"}
        assert reached >= {"scheduling.excuse", "scheduling.take_back_excuse", "scheduling.cv"}

    def test_every_route_that_a_link_opens_names_the_interview_in_its_address(self, app):
        opened = [rule for rule in app.url_map.iter_rules() if getattr(app.view_functions[rule.endpoint], "by_link", 0)]

        assert opened
        assert all("interview_id" in rule.arguments for rule in opened)


class TestTheInterviewsPage:
    def test_whoever_holds_the_interview_finds_the_link_and_its_time(self, client_for, panel, holder, link, page):
        shown = page(client_for(holder), f"/interviews/{panel.interview}")

        assert f'value="http://localhost{link}"' in shown.html
        assert "Opens this interview on any device without signing in" in shown.text

    @pytest.mark.parametrize("who", ["recruiter", "manager", "colleague"])
    def test_nobody_finds_the_link_of_somebody_else(self, client_for, panel, link, page, who):
        team = panel.team
        client = client_for({"recruiter": team.recruiter, "manager": team.manager, "colleague": team.panel[1]}[who])

        assert link not in page(client, f"/interviews/{panel.interview}").html

    def test_a_new_link_is_made_with_one_button_and_stands_there_instead(
        self, app, client_for, panel, holder, link, page
    ):
        client = client_for(holder)
        fields = page(client, f"/interviews/{panel.interview}").form("/link")

        answer = client.post(f"/interviews/{panel.interview}/link", data=fields)

        assert answer.headers["Location"] == f"/interviews/{panel.interview}#h-link"
        shown = page(client, f"/interviews/{panel.interview}")
        assert "The old one has stopped working." in shown.text
        assert link not in shown.html
        assert path_of(app, panel.interview, holder) in shown.html

    def test_a_link_that_has_ended_is_not_offered_any_more(self, client_for, panel, holder, page):
        client = client_for(holder)

        with clock.pretending(BEGIN + 5 * DAY):
            assert "/interview-links/" not in page(client, f"/interviews/{panel.interview}").html


def test_signing_in_from_the_page_of_a_link_leads_back_to_it(client: FlaskClient, panel: Panel, client_for: ClientFor):
    answer = client.get(card_page(panel))

    assert answer.headers["Location"] == f"/sign-in?next=/interviews/{panel.interview}/scorecard"
