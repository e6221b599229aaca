"""The page on which an interviewer reports something, and what the recruiter, the panel and home make of it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.database import db
from app.models.applications import Application, ApplicationEvent
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Seat
from app.queries import ladders
from app.queries.applications.waiting import AT_MOST
from tests import factories
from tests.factories.panels import Panel, make_panel

WHY = "Missed the connecting flight in Osaka."
NOW = datetime.now(UTC).replace(second=0, microsecond=0)


@pytest.fixture
def ahead(app: Flask) -> Panel:
    """A panel that begins tomorrow."""
    made = make_panel(starts_at=NOW + timedelta(days=1))
    with app.app_context():
        ladders.playbook_of(made.team.opening)
    return made


@pytest.fixture
def begun(app: Flask) -> Panel:
    """A panel that began an hour ago."""
    made = make_panel(starts_at=NOW - timedelta(hours=1))
    with app.app_context():
        ladders.playbook_of(made.team.opening)
    return made


def at(panel: Panel) -> str:
    return f"/interviews/{panel.interview}/excuse"


def report(client, page, panel: Panel, **fields: str):
    return client.post(at(panel), data=page(client, at(panel)).form("/excuse") | {"reason": WHY} | fields)


def events(app: Flask) -> list[str]:
    with app.app_context():
        kinds = select(ApplicationEvent.kind).where(ApplicationEvent.kind.like("interviewer_%"))
        return list(db.session.scalars(kinds.order_by(ApplicationEvent.id)))


class TestThePage:
    def test_before_it_begins_there_is_nothing_to_choose_but_a_reason_to_give(self, client_for, ahead, page):
        shown = page(client_for(ahead.team.panel[0]), at(ahead))

        assert "<h1>You can’t make it</h1>" in shown.html
        assert 'type="radio"' not in shown.html
        assert shown.form("/excuse")["kind"] == "cannot"
        assert shown.html.count('class="btn main"') == 1

    @pytest.mark.parametrize(
        ("tapped", "chosen"),
        [("", "did_not_happen"), ("?kind=did_not_happen", "did_not_happen"), ("?kind=cannot", "cannot")],
    )
    def test_once_it_has_begun_the_kind_is_chosen_by_the_link_that_was_tapped_or_by_the_time(
        self, client_for, begun, page, tapped, chosen
    ):
        shown = page(client_for(begun.team.panel[0]), at(begun) + tapped)

        assert f'value="{chosen}" id="kind' in shown.html
        checked = [line for line in shown.html.splitlines() if " checked" in line]
        assert len(checked) == 1
        assert f'value="{chosen}"' in checked[0]

    @pytest.mark.parametrize("tapped", ["?kind=did_not_happen", "?kind=nonsense"])
    def test_what_cannot_be_true_yet_is_not_offered(self, client_for, ahead, page, tapped):
        shown = page(client_for(ahead.team.panel[0]), at(ahead) + tapped)

        assert shown.form("/excuse")["kind"] == "cannot"

    def test_without_a_reason_the_page_comes_back_and_nothing_is_reported(self, app, client_for, ahead, page):
        answer = report(client_for(ahead.team.panel[0]), page, ahead, reason="  ")

        assert answer.status_code == 422
        assert "Write why, in a sentence" in answer.text
        assert events(app) == []

    @pytest.mark.parametrize("kind", ["did_not_happen", "something", ""])
    def test_a_kind_that_was_not_offered_is_refused_with_the_reason_kept(self, app, client_for, ahead, page, kind):
        answer = report(client_for(ahead.team.panel[0]), page, ahead, kind=kind)

        assert answer.status_code == 422
        assert WHY in answer.text
        assert events(app) == []

    def test_after_reporting_it_says_so_and_can_be_taken_back(self, app, client_for, ahead, page):
        client = client_for(ahead.team.panel[0])

        answer = report(client, page, ahead)

        shown = page(client, answer.headers["Location"])
        assert "Reported. The recruiter sees it now." in shown.text
        assert WHY in shown.text
        answer = client.post(f"{at(ahead)}/take-back", data=shown.form("/take-back"))
        assert "The interview is yours as before." in page(client, answer.headers["Location"]).text
        assert events(app) == ["interviewer_excused", "interviewer_unexcused"]

    def test_two_clicks_are_one_report(self, app, client_for, ahead, page):
        client = client_for(ahead.team.panel[0])
        fields = page(client, at(ahead)).form("/excuse") | {"reason": WHY}

        answers = [client.post(at(ahead), data=fields) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [302, 302]
        assert events(app) == ["interviewer_excused"]
        assert "nothing was sent twice" in page(client, at(ahead)).text

    def test_whoever_has_submitted_is_told_why_there_is_nothing_to_report(self, client_for, begun, page):
        factories.scorecards.make_scorecard(begun.interview, begun.team.panel[0])

        shown = page(client_for(begun.team.panel[0]), at(begun))

        assert "Your scorecard is in, so the interview took place." in shown.text
        assert "Nothing to report" in shown.text
        assert "Open kit and scorecard" not in shown.text
        assert not any(form.action.endswith("/excuse") for form in shown.forms)


class TestWhatOthersSee:
    @pytest.fixture
    def reported(self, client_for, page, ahead) -> Panel:
        report(client_for(ahead.team.panel[0]), page, ahead)
        return ahead

    @pytest.mark.parametrize("who", ["recruiter", "manager"])
    def test_those_who_lead_read_why_and_have_both_ways_out_at_hand(self, app, client_for, reported, page, who):
        shown = page(client_for(getattr(reported.team, who)), f"/interviews/{reported.interview}")

        assert WHY in shown.text
        assert f'href="/interviews/{reported.interview}/replace?leaves={reported.team.panel[0]}"' in shown.html
        assert ">Call it off</a>" in shown.html

    def test_once_a_colleagues_card_is_in_it_cannot_be_called_off_any_more_and_the_page_says_so(
        self, client_for, begun, page
    ):
        report(client_for(begun.team.panel[0]), page, begun)
        factories.scorecards.make_scorecard(begun.interview, begun.team.panel[1])

        shown = page(client_for(begun.team.recruiter), f"/interviews/{begun.interview}")

        assert "so it can’t be called off any more" in shown.text
        assert f"/interviews/{begun.interview}/cancel" not in shown.html.partition('id="h-when"')[0]

    def test_of_an_interview_that_nobody_held_the_first_thing_to_do_is_to_call_it_off(self, client_for, begun, page):
        report(client_for(begun.team.panel[0]), page, begun)

        shown = page(client_for(begun.team.recruiter), f"/interviews/{begun.interview}")

        assert (
            f'<a class="btn main" href="/interviews/{begun.interview}/cancel">It did not take place</a>' in shown.html
        )

    def test_the_place_to_fill_is_chosen_already(self, client_for, reported, page):
        leaves = reported.team.panel[0]
        path = f"/interviews/{reported.interview}/replace?leaves={leaves}"

        shown = page(client_for(reported.team.recruiter), path)

        [checked] = [line for line in shown.html.splitlines() if " checked" in line]
        assert f'value="{leaves}"' in checked

    def test_the_panel_sees_a_state_and_not_a_word_of_the_reason(self, client_for, reported, page):
        client = client_for(reported.team.panel[1])

        texts = [
            page(client, path).text
            for path in (
                f"/interviews/{reported.interview}",
                f"/interviews/{reported.interview}/scorecard",
                "/interviews",
                "/",
            )
        ]

        assert "Can’t make it" in texts[0]
        assert not any(WHY in text or "Osaka" in text for text in texts)

    def test_it_is_the_recruiters_turn_at_home_and_on_the_board(self, client_for, reported, page):
        client = client_for(reported.team.recruiter)

        home, board = page(client, "/"), page(client, f"/openings/{reported.team.opening}/board?mine=1")

        assert "can't make it" in home.html.replace("&#39;", "'")
        assert "Replace or call off" in home.text
        assert "can't make it" in board.html.replace("&#39;", "'")

    def test_at_home_a_report_stands_before_whoever_has_waited_longer(self, client_for, reported, page):
        longer = factories.applications.make_application(reported.team.opening, name="Waits for long")
        with factories.writing() as session:
            session.execute(
                update(Application).where(Application.id == longer).values(stage_entered_at=NOW - timedelta(days=300))
            )

        home = page(client_for(reported.team.recruiter), "/").text

        assert home.index("Replace or call off") < home.index("Waits for long")

    def test_a_report_is_at_home_however_many_wait_longer(self, client_for, reported, page):
        for number in range(AT_MOST):
            factories.applications.make_application(reported.team.opening, name=f"Waits {number}")
        with factories.writing() as session:
            session.execute(
                update(Application)
                .where(Application.id != reported.application)
                .values(stage_entered_at=NOW - timedelta(days=300))
            )

        assert "Replace or call off" in page(client_for(reported.team.recruiter), "/").text

    def test_before_the_report_it_is_nobodys_turn(self, client_for, ahead, page):
        home = page(client_for(ahead.team.recruiter), "/")

        assert "Nothing waits for you" in home.text

    def test_the_timeline_tells_it(self, client_for, reported, page):
        shown = page(client_for(reported.team.recruiter), f"/applications/{reported.application}")

        assert "can’t make it to Mock Presentation" in shown.text

    def test_somebody_else_in_the_place_settles_it_everywhere(self, app, client_for, reported, page):
        client = client_for(reported.team.recruiter)
        path = f"/interviews/{reported.interview}/replace"
        fields = page(client, path).form("/replace")

        client.post(path, data=fields | {"leaves": str(reported.team.panel[0]), "joins": str(reported.team.leader)})

        assert "Can’t make it" not in page(client, f"/interviews/{reported.interview}").text
        assert "Nothing waits for you" in page(client, "/").text
        assert client_for(reported.team.panel[0]).get(at(reported)).status_code in {403, 404}

    def test_a_card_that_is_owed_stays_owed_and_keeps_blind(self, app, client_for, begun, page):
        client = client_for(begun.team.panel[0])
        factories.scorecards.make_scorecard(begun.interview, begun.team.panel[1], text="canary")
        report(client, page, begun)
        with factories.writing() as session:
            session.execute(update(Interview).values(panel_opened_at=NOW))

        assert client.get(f"/interviews/{begun.interview}/scorecards").status_code == 403
        assert "Write scorecard" in page(client, "/interviews").text

    def test_nobody_is_mailed_but_the_recruiter(self, app, client_for, reported):
        with app.app_context():
            told = db.session.execute(select(OutboxMessage.kind, OutboxMessage.account_id)).all()

        assert told == [("interviewer_excused", reported.team.recruiter)]


class TestDoors:
    @pytest.mark.parametrize(("is_begun", "words"), [(False, "I can’t make it"), (True, "It didn’t happen")])
    def test_the_interviews_page_leads_to_the_report(self, client_for, ahead, begun, page, is_begun, words):
        panel = begun if is_begun else ahead

        shown = page(client_for(panel.team.panel[0]), f"/interviews/{panel.interview}")

        assert f'href="{at(panel)}">{words}</a>' in shown.html

    def test_there_is_no_such_door_once_the_card_is_in(self, client_for, begun, page):
        factories.scorecards.make_scorecard(begun.interview, begun.team.panel[0])

        assert at(begun) not in page(client_for(begun.team.panel[0]), f"/interviews/{begun.interview}").html

    def test_whoever_left_the_interview_cannot_report_for_it(self, client_for, ahead):
        with factories.writing() as session:
            session.execute(update(Seat).where(Seat.account_id == ahead.team.panel[0]).values(left_at=NOW))
        client = client_for(ahead.team.panel[0])

        assert client.get(at(ahead)).status_code == 403
