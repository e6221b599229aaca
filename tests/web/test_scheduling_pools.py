"""The pages of pools, of what people bring, and of conflicts of interest."""

import re

import pytest

from tests import factories
from tests.factories import bookings
from tests.factories.pools import FAMILY, make_conflict, make_place, make_report, make_tags

SKILLS = "/account/skills"
POOL = f"/pools/{FAMILY}/panel"


@pytest.fixture
def team(app):
    return factories.openings.make_opening()


@pytest.fixture
def recruiter(team, client_for):
    return client_for(team.recruiter)


@pytest.fixture
def case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")


@pytest.fixture
def send(page):
    """Posts a form with the token of somebody's own page."""

    def post(client, path, data=None):
        token = page(client, SKILLS).form(SKILLS)["csrf_token"]
        return client.post(path, data=(data or {}) | {"csrf_token": token})

    return post


class TestPools:
    def test_every_stage_is_listed_with_how_many_may_hold_it(self, team, recruiter, page):
        make_place(team.panel[0], "panel")
        make_place(team.panel[1], "panel", approved=False)

        shown = page(recruiter, "/pools")

        assert "Mock Presentation interviewer, three people 1 1 0" in shown.text

    def test_a_pool_tells_how_far_everybody_is_and_what_they_bring(self, team, recruiter, page):
        ben = factories.accounts.make_account(name="Ben Okafor")
        make_place(ben, "panel", approved=False)
        make_tags(ben, language=["japanese"], area=["efficiency"])

        said = page(recruiter, POOL).text

        assert "Ben Okafor shadows twice, then leads in reverse shadow twice, then can be approved." in said
        assert "Japanese Strong in Efficiency" in said

    def test_somebody_joins_in_training(self, team, recruiter, page, send):
        answer = send(recruiter, POOL, {"account": team.panel[0], "reason": ""})

        assert answer.status_code == 302
        assert "shadows twice" in page(recruiter, POOL).text

    def test_with_a_reason_somebody_is_approved_at_once(self, team, recruiter, page, send):
        send(recruiter, POOL, {"account": team.panel[0], "reason": "Held it for years elsewhere."})

        said = page(recruiter, POOL).text

        assert "is approved for this stage. “Held it for years elsewhere.”" in said

    @pytest.mark.parametrize("account", ["", "0", "4711", "nonsense"])
    def test_a_place_is_for_somebody_who_works_here(self, team, recruiter, account, send):
        answer = send(recruiter, POOL, {"account": account})

        assert answer.status_code == 422
        assert "Choose somebody who works here." in answer.text

    def test_nobody_joins_twice(self, team, recruiter, send):
        make_place(team.panel[0], "panel")

        answer = send(recruiter, POOL, {"account": team.panel[0]})

        assert (answer.status_code, "is in this pool already" in answer.text) == (422, True)

    @pytest.mark.parametrize("path", ["/pools/nursing/panel", f"/pools/{FAMILY}/nothing"])
    def test_what_no_family_has_is_no_pool(self, recruiter, path):
        assert recruiter.get(path).status_code == 404

    def test_an_approval_before_the_training_is_done_says_what_is_missing(self, team, recruiter, send):
        make_place(team.panel[0], "panel", approved=False)

        answer = send(recruiter, f"{POOL}/{team.panel[0]}", {"reason": " "})

        assert answer.status_code == 422
        assert "is still to shadow twice and lead in reverse shadow twice" in answer.text

    def test_whoever_is_approved_counts_from_then_on(self, team, recruiter, page, send):
        make_place(team.panel[0], "panel", approved=False)

        answer = send(recruiter, f"{POOL}/{team.panel[0]}", {"reason": "Taught us how."})

        assert answer.status_code == 302
        assert "is approved for this stage" in page(recruiter, f"{POOL}/{team.panel[0]}").text

    def test_whoever_leaves_the_pool_is_gone_from_its_page(self, team, recruiter, send):
        make_place(team.panel[0], "panel")

        answer = send(recruiter, f"{POOL}/{team.panel[0]}/remove")

        assert answer.status_code == 302
        assert recruiter.get(f"{POOL}/{team.panel[0]}").status_code == 404


class TestSkills:
    def test_what_was_chosen_is_chosen_the_next_time(self, team, client_for, page, send):
        client = client_for(team.panel[0])
        form = {"languages": ["japanese", "english"], "specialties": ["federal"], "areas": ["results"], "version": 1}
        answer = send(client, SKILLS, form)

        shown = page(client, SKILLS).html

        assert answer.status_code == 302
        chosen = re.findall(r'value="(\w+)" id="[\w-]+" checked', shown)
        assert sorted(chosen) == ["english", "federal", "japanese", "results"]

    def test_a_recruiter_keeps_those_of_others(self, team, recruiter, client_for, page, send):
        send(recruiter, f"/pools/people/{team.panel[0]}", {"languages": ["korean"], "version": 1})

        shown = page(client_for(team.panel[0]), SKILLS).html

        assert re.search(r'value="korean" id="[\w-]+" checked', shown)

    def test_what_no_list_names_is_refused(self, team, recruiter, send):
        answer = send(recruiter, SKILLS, {"languages": ["klingon"], "version": 1})

        assert (answer.status_code, "not in the list any more" in answer.text) == (422, True)

    def test_of_two_who_save_at_once_the_second_is_told(self, team, recruiter, send):
        send(recruiter, SKILLS, {"languages": ["korean"], "version": 1})

        answer = send(recruiter, SKILLS, {"languages": [], "version": 1})

        assert answer.status_code == 409


class TestConflicts:
    def test_a_conflict_that_is_declared_stands_on_the_page(self, team, recruiter, case, page, send):
        answer = send(recruiter, f"/applications/{case}/conflicts", {"account": team.panel[0], "kind": "relative"})

        assert answer.status_code == 302
        assert "Is related to the candidate" in page(recruiter, f"/applications/{case}/conflicts").text

    def test_the_same_is_kept_once(self, team, recruiter, case, send):
        make_conflict(case, team.panel[0], "relative")

        answer = send(recruiter, f"/applications/{case}/conflicts", {"account": team.panel[0], "kind": "relative"})

        assert (answer.status_code, "already" in answer.text) == (422, True)

    @pytest.mark.parametrize("form", [{}, {"kind": "managers_line"}, {"kind": "already_met"}, {"kind": "referrer"}])
    def test_what_says_nothing_is_refused(self, recruiter, case, form, send):
        answer = send(recruiter, f"/applications/{case}/conflicts", form)

        assert answer.status_code == 422

    def test_nobody_declares_the_candidate_themself(self, team, recruiter, send):
        applicant = factories.accounts.make_account()
        own = factories.applications.make_application(team.opening, email=factories.pools.email_of(applicant))

        answer = send(recruiter, f"/applications/{own}/conflicts", {"account": applicant, "kind": "relative"})

        assert (answer.status_code, "is the candidate" in answer.text) == (422, True)

    def test_whoever_holds_an_interview_all_the_same_is_named_for_replacement(self, team, recruiter, case, page):
        at = bookings.soon()
        booked = factories.scheduling.make_interview(case, stage="panel", interviewers=team.panel, starts_at=at)
        make_conflict(case, team.panel[0], "relative")

        shown = page(recruiter, f"/applications/{case}/conflicts").html

        assert f"/interviews/{booked}/replace?leaves={team.panel[0]}" in shown

    def test_a_conflict_is_taken_off_the_record(self, team, recruiter, case, page, send):
        make_conflict(case, team.panel[0], "relative")

        form = {"account": team.panel[0], "kind": "relative"}
        answer = send(recruiter, f"/applications/{case}/conflicts/remove", form)

        assert answer.status_code == 302
        assert "Nothing is on record" in page(recruiter, f"/applications/{case}/conflicts").text

    def test_reporting_lines_tell_theirs_without_being_declared(self, team, recruiter, case, page):
        boss = factories.accounts.make_account(name="Greta Boss")
        make_report(team.manager, to=boss)

        shown = page(recruiter, f"/applications/{case}/conflicts")

        assert "Greta Boss is in the reporting line of the hiring manager." in shown.text
