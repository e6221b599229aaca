"""What candidates, the hiring team and those with the grant see of pay, and what is kept of each look."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.models.accounts import Account
from app.models.applications import Application
from app.models.audit import AuditEntry
from app.models.candidates import Candidate
from app.models.openings import Opening, PaySheet
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening, make_rules
from tests.factories.pay import make_pay_sheet, open_pay
from tests.factories.portal import COOKIE, candidate_of, make_portal_session
from tests.page import Page

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
AT_TARGET, IN_JAPANESE = "€120,000", "￥12,000,000"


@pytest.fixture
def team(app: Flask) -> Team:
    app.config["WTF_CSRF_ENABLED"] = False
    return make_opening()


@pytest.fixture
def case(team: Team) -> int:
    """An application that was selected, with a sheet to read."""
    make_pay_sheet(team.recruiter, terms="Paid each quarter.")
    made = make_application(team.opening)
    open_pay(made)
    return made


def as_candidate(app: Flask, application_id: int) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, make_portal_session(candidate_of(application_id)))
    return client


def paths(application_id: int) -> str:
    return f"/portal/applications/{application_id}/pay"


def views(application_id: int) -> list[tuple[int | None, dict[str, str]]]:
    statement = select(AuditEntry.actor_id, AuditEntry.data).where(
        AuditEntry.action == "pay.viewed", AuditEntry.object_id == application_id
    )
    with factories.writing() as session:
        return [(row.actor_id, row.data) for row in session.execute(statement.order_by(AuditEntry.id))]


def set_candidate(application_id: int, **values: object) -> None:
    with factories.writing() as session:
        owner = select(Application.candidate_id).where(Application.id == application_id).scalar_subquery()
        session.execute(update(Candidate).where(Candidate.id == owner).values(**values))


class TestCandidate:
    def test_a_selected_candidate_reads_the_figures_with_source_and_terms(self, app: Flask, case: int, page: Read):
        text = page(as_candidate(app, case), paths(case)).text

        assert all(words in text for words in (AT_TARGET, "€72,000", "Pay plan of 2026", "Paid each quarter."))

    def test_somebody_not_selected_learns_from_when_on(self, app: Flask, team: Team, page: Read):
        make_pay_sheet(team.recruiter)
        made = make_application(team.opening)

        text = page(as_candidate(app, made), paths(made)).text

        assert "as soon as you are selected" in text
        assert "120,000" not in text

    def test_the_months_follow_the_attainment_and_the_first_month(self, app: Flask, case: int, page: Read):
        client = as_candidate(app, case)

        none, double = (page(client, f"{paths(case)}?attainment={reached}").text for reached in (0, 200))

        assert "€168,000" in double
        assert "€168,000" not in none

    def test_an_attainment_that_is_no_number_is_asked_for_again(self, app: Flask, case: int, page: Read):
        text = page(as_candidate(app, case), f"{paths(case)}?attainment=much&start=1999-01").text

        assert "Enter a whole number from 0 to 200." in text

    def test_what_the_sheet_leaves_out_is_called_not_set(self, app: Flask, team: Team, page: Read):
        make_pay_sheet(team.recruiter, on_target=None, base_share=None, ramp=[], seasons=[])
        made = make_application(team.opening)
        open_pay(made)

        text = page(as_candidate(app, made), paths(made)).text

        assert text.count("not set") >= 5
        assert "€" not in text

    def test_a_job_without_a_sheet_says_so(self, app: Flask, team: Team, page: Read):
        made = make_application(team.opening)
        open_pay(made)

        assert "not set yet" in page(as_candidate(app, made), paths(made)).text

    def test_money_and_words_are_japanese_on_a_japanese_page(self, app: Flask, team: Team, page: Read):
        make_pay_sheet(team.recruiter, currency="JPY", on_target=12_000_000)
        made = make_application(team.opening)
        open_pay(made)

        text = page(as_candidate(app, made), f"{paths(made)}?lang=ja").text

        assert IN_JAPANESE in text
        assert "報酬" in text

    def test_the_sheet_of_the_openings_own_country_holds(self, app: Flask, team: Team, case: int, page: Read):
        make_pay_sheet(team.recruiter, country="JP", currency="JPY", on_target=9_000_000)
        with factories.writing() as session:
            session.get_one(Opening, team.opening).country = "JP"

        assert "9,000,000" in page(as_candidate(app, case), paths(case)).text

    def test_every_look_is_kept_with_who_looked_and_at_what(self, app: Flask, case: int):
        client = as_candidate(app, case)

        client.get(paths(case))
        client.get(paths(case))

        with factories.writing() as session:
            sheet = session.execute(select(PaySheet.id)).scalar_one()
        assert views(case) == [(None, {"candidate": str(candidate_of(case)), "sheet": str(sheet)})] * 2

    def test_a_look_at_what_is_hidden_is_none(self, app: Flask, team: Team):
        make_pay_sheet(team.recruiter)
        made = make_application(team.opening)

        as_candidate(app, made).get(paths(made))

        assert views(made) == []

    def test_another_candidates_application_is_not_there(self, app: Flask, team: Team, case: int):
        other = make_application(team.opening)

        assert as_candidate(app, other).get(paths(case)).status_code == 404
        assert views(case) == []

    def test_another_record_of_the_same_person_is_refused_in_plain_words(
        self, app: Flask, team: Team, case: int, page: Read
    ):
        other = make_application(team.opening, email="the.same@work.example")
        set_candidate(other, same_as_id=candidate_of(case), joined_at=START)

        answer = page(as_candidate(app, other), paths(case), status=403)

        assert "another e-mail address" in answer.text
        assert "120,000" not in answer.text

    def test_a_session_of_the_address_before_a_change_opens_nothing(self, app: Flask, case: int):
        client = as_candidate(app, case)
        set_candidate(case, email="new@example.net")

        answer = client.get(paths(case))

        assert (answer.status_code, answer.headers["Location"]) == (302, "/portal/sign-in")
        assert AT_TARGET in as_candidate(app, case).get(paths(case)).text

    def test_somebody_erased_opens_nothing(self, app: Flask, case: int):
        client = as_candidate(app, case)
        set_candidate(case, erased_at=START)

        assert client.get(paths(case)).status_code == 302

    def test_a_declined_candidate_keeps_what_was_open(self, app: Flask, case: int, page: Read):
        with factories.writing() as session:
            session.get_one(Application, case).state = "declined"

        assert AT_TARGET in page(as_candidate(app, case), paths(case)).text

    def test_outsiders_ask_the_hiring_manager(self, app: Flask, team: Team, case: int, page: Read):
        text = page(as_candidate(app, case), paths(case)).text

        assert "Ask the hiring manager" in text

    def test_somebody_who_works_here_asks_their_own_manager(self, app: Flask, team: Team, page: Read):
        boss, employee = make_account("hiring_manager", name="Olu Ade"), make_account()
        with factories.writing() as session:
            person = session.get_one(Account, employee)
            person.manager_id, email = boss, person.email
        make_pay_sheet(team.recruiter)
        made = make_application(team.opening, email=email)
        open_pay(made)

        assert "Ask your manager, Olu Ade" in page(as_candidate(app, made), paths(made)).text


class TestHiringTeam:
    @pytest.mark.parametrize("who", ["recruiter", "manager"])
    def test_they_read_the_sheet_and_who_read_it_before(
        self, app: Flask, team: Team, case: int, who: str, client_for: ClientFor, page: Read
    ):
        as_candidate(app, case).get(paths(case))

        text = page(client_for(getattr(team, who)), f"/applications/{case}/pay").text

        assert AT_TARGET in text
        assert "The candidate" in text
        assert views(case)[-1][0] == getattr(team, who)

    def test_the_recruiter_opens_it_with_a_reason(self, app: Flask, team: Team, client_for: ClientFor):
        make_pay_sheet(team.recruiter)
        made = make_application(team.opening)
        form = {"reason": "Asked before the call.", "version": "1"}

        client_for(team.recruiter).post(f"/applications/{made}/pay/open", data=form)

        assert AT_TARGET in as_candidate(app, made).get(paths(made)).text

    def test_without_a_reason_it_stays_closed(self, team: Team, client_for: ClientFor):
        made = make_application(team.opening)

        answer = client_for(team.recruiter).post(f"/applications/{made}/pay/open", data={"version": "1"})

        assert (answer.status_code, "Write why" in answer.text) == (422, True)

    def test_where_applying_opens_it_the_page_says_so(self, team: Team, client_for: ClientFor, page: Read):
        make_rules("", unlocks_pay="applied")
        made = make_application(team.opening)

        assert "as the rules of the country say" in page(client_for(team.recruiter), f"/applications/{made}/pay").text


class TestSheets:
    SOUND = {"title": "strategic", "on_target": "120,000", "currency": "eur", "source": "Plan", "as_of": "2026-01-01"}

    @pytest.fixture
    def payer(self, team: Team, client_for: ClientFor) -> FlaskClient:
        return client_for(make_account("recruiter", grants=("compensation",)))

    def test_a_sheet_that_is_entered_stands_in_the_list(self, payer: FlaskClient, page: Read):
        payer.post("/pay/new", data=self.SOUND)

        assert AT_TARGET in page(payer, "/pay").text

    def test_newer_figures_stand_above_the_older_ones(self, payer: FlaskClient):
        made = payer.post("/pay/new", data=self.SOUND).headers["Location"]
        number = made.rsplit("/", 1)[1]

        payer.post(made, data=self.SOUND | {"on_target": "130000", "version": number})

        text = payer.get(made).text
        assert 0 < text.index("€130,000") < text.index(AT_TARGET)

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("on_target", "a lot", "without a currency sign"),
            ("on_target", "9" * 30, "without a currency sign"),
            ("currency", "EURO", "three letters"),
            ("ramp", "50, 25", "A ramp rises"),
            ("seasons", "1,2", "Enter four shares"),
            ("seasons", "abc", "with commas between them"),
            ("source", "", "where these figures come from"),
            ("as_of", "", "Enter the day"),
            ("as_of", "2999-01-01", "still to come"),
            ("title", "captain", "Choose a title"),
        ],
    )
    def test_what_is_wrong_is_told_beside_its_field(self, payer: FlaskClient, field: str, value: str, words: str):
        answer = payer.post("/pay/new", data=self.SOUND | {field: value})

        assert answer.status_code == 422
        assert f'id="{field}-err"' in answer.text
        assert words in answer.text

    def test_those_with_the_grant_have_the_entry_in_their_menu(
        self, team: Team, payer: FlaskClient, client_for: ClientFor
    ):
        assert 'href="/pay"' in payer.get("/openings").text
        assert 'href="/pay"' not in client_for(team.recruiter).get("/openings").text
