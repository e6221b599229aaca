"""What every page and every important save costs: statements and bytes, with 20 applications and with 2,000."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.database import db
from app.services.reports import recompute_calibration
from tests import factories
from tests.databases import SQLiteHouse
from tests.factories import crowd
from tests.web.budget_saves import SAVES_OF, Request, outside
from tests.web.budget_scene import Spent, make_scene, measure

SMALL, LARGE = 20, 2000
LIST, BOARD, PROFILE, SAVE, OTHER = 4, 6, 8, 8, 12
SCHEDULE = 10
# A proposal rests on everything that is known of everybody who could be in it; page and playbook included.
COMPOSING = 16
# Everything that is held of one candidate: one statement a table, and a download, not a page.
EXPORTING = 36
OPENS_THE_PANEL = 3
# The first booking of an application opens pay to its candidate: the row, the audit trail, the message.
OPENS_PAY = 3
KB = 1000


@dataclass(frozen=True)
class Cost:
    """What one request may cost: statements, and bytes of HTML where there is a bound."""

    who: str
    path: str
    statements: int
    kilobytes: int | None = None
    status: int = 200


# A page may stand here more than once; the first word of its name is its endpoint.
PAGES: dict[str, Cost] = {
    "accounts.setup": Cost("nobody", "/setup", OTHER, status=302),
    "accounts.sign_in": Cost("nobody", "/sign-in", OTHER),
    "accounts.set_password": Cost("nobody", "/password/first-link", OTHER),
    "accounts.mine": Cost("recruiter", "/me", OTHER),
    "accounts.staff": Cost("admin", "/staff", LIST, 30),
    "accounts.add": Cost("admin", "/staff/new", OTHER),
    "accounts.edit": Cost("admin", "/staff/{panelist}", OTHER),
    "accounts.settings": Cost("admin", "/settings", OTHER),
    "scheduling.rules": Cost("admin", "/settings/scheduling", OTHER),
    "scheduling.own_time": Cost("panelist", "/account/time", OTHER),
    "home.show of the recruiter": Cost("recruiter", "/", OTHER),
    "home.show of the manager": Cost("manager", "/", OTHER),
    "home.show of a panelist": Cost("panelist", "/", OTHER),
    "home.show of the leader": Cost("leader", "/", OTHER),
    "home.show of an admin": Cost("admin", "/", OTHER),
    "openings.index": Cost("recruiter", "/openings", LIST, 30),
    "openings.index of all": Cost("admin", "/openings", LIST, 30),
    "openings.index closed": Cost("admin", "/openings?state=closed", LIST, 30),
    "openings.new": Cost("recruiter", "/openings/new", OTHER),
    "openings.show": Cost("recruiter", "/openings/{opening}", OTHER),
    "openings.team": Cost("recruiter", "/openings/{opening}/team", OTHER),
    "openings.publish": Cost("recruiter", "/openings/{opening}/publish", OTHER, 40),
    "openings.preview": Cost("recruiter", "/openings/{opening}/preview", OTHER, 20),
    "jobs.index": Cost("nobody", "/jobs", LIST, 20),
    "jobs.show": Cost("nobody", "/jobs/{opening}", LIST, 20),
    "jobs.apply": Cost("nobody", "/jobs/{opening}/apply", LIST, 60),
    "jobs.applied": Cost("nobody", "/jobs/{opening}/apply/sent", LIST, 10),
    "candidates.sent": Cost("recruiter", "/applications/{finalist}/sent", OTHER),
    "candidates.same_person": Cost("recruiter", "/applications/{finalist}/same-person", OTHER),
    "jobs.privacy": Cost("nobody", "/privacy", LIST, 20),
    "jobs.earlier_privacy": Cost("nobody", "/privacy/1", LIST, status=404),
    "jobs.sitemap": Cost("nobody", "/sitemap.xml", LIST),
    "jobs.robots": Cost("nobody", "/robots.txt", 0),
    "site.show": Cost("admin", "/settings/site", OTHER, 20),
    "site.privacy": Cost("admin", "/settings/privacy", OTHER, 30),
    "site.places": Cost("admin", "/settings/places", OTHER, 40),
    "site.place": Cost("admin", "/settings/places/DE", OTHER, 20),
    "openings.briefs": Cost("recruiter", "/openings/{opening}/briefs", OTHER),
    "openings.brief": Cost("recruiter", "/openings/{opening}/briefs/panel", OTHER),
    "openings.brief_file": Cost("recruiter", "/openings/{opening}/briefs/panel/file", OTHER),
    "openings.close": Cost("recruiter", "/openings/{opening}/close", OTHER),
    "ladders.catalogue": Cost("recruiter", "/questions", OTHER, 30),
    "ladders.area": Cost("recruiter", "/questions/results", OTHER, 30),
    "roles.index": Cost("panelist", "/roles", LIST, 10),
    "roles.family": Cost("panelist", "/roles/enterprise_account_executive", LIST, 40),
    "roles.compare": Cost("panelist", "/roles/enterprise_account_executive/compare", LIST, 30),
    "roles.against": Cost("panelist", "/roles/enterprise_account_executive/level", LIST, 20),
    "roles.ladder": Cost("panelist", "/roles/ladders/account_executive", BOARD, 30),
    "roles.levels": Cost("panelist", "/roles/ladders/account_executive/levels", BOARD, 20),
    "content.plan": Cost("admin", "/ladders/plan/enterprise_account_executive", LIST, 50),
    "content.crosswalk": Cost("admin", "/ladders/crosswalk/enterprise_account_executive", OTHER, 20),
    "content.findings": Cost("admin", "/ladders/findings", LIST, 40),
    "candidates.add": Cost("recruiter", "/openings/{opening}/candidates/new", OTHER),
    "candidates.edit": Cost("recruiter", "/applications/{finalist}/person", OTHER),
    "applications.version": Cost("recruiter", "/applications/{booked}/version", OTHER),
    "content.index": Cost("admin", "/ladders", OTHER, 40),
    "content.import_page": Cost("admin", "/ladders/import", LIST, 20),
    "content.history": Cost("admin", "/ladders/family/enterprise_account_executive", LIST, 20),
    "content.version": Cost("admin", "/ladders/versions/{digest}", OTHER, 100),
    "content.version_file": Cost("admin", "/ladders/versions/{digest}/yaml", OTHER),
    "content.draft": Cost("admin", "/ladders/drafts/{draft}", OTHER, 100),
    "content.preview_page": Cost("admin", "/ladders/drafts/{draft}/preview", OTHER, 60),
    "content.impact": Cost("admin", "/ladders/drafts/{draft}/impact", OTHER, 20),
    "candidates.pay_of": Cost("recruiter", "/applications/{booked}/pay", OTHER),
    "candidates.unlock_pay": Cost("recruiter", "/applications/{unbooked}/pay/open", OTHER),
    "candidates.pay_sheets": Cost("payer", "/pay", LIST + 1, 20),
    "candidates.add_pay_sheet": Cost("payer", "/pay/new", OTHER, 30),
    "candidates.pay_sheet": Cost("payer", "/pay/{sheet}", OTHER, 20),
    "candidates.erase": Cost("recruiter", "/applications/{finalist}/erase", OTHER),
    "candidates.legal_hold": Cost("recruiter", "/applications/{finalist}/legal-hold", OTHER),
    "candidates.retention": Cost("admin", "/settings/retention", OTHER),
    "portal.own_data": Cost("visitor", "/portal/data", OTHER),
    "portal.export": Cost("visitor", "/portal/data/everything.zip", EXPORTING),
    "portal.erased": Cost("nobody", "/portal/erased", OTHER),
    "candidates.adjust": Cost("recruiter", "/applications/{finalist}/adjustments", OTHER),
    "applications.board": Cost("recruiter", "/openings/{opening}/board", BOARD, 40),
    "applications.board of the manager": Cost("manager", "/openings/{opening}/board", BOARD, 40),
    "applications.board in columns": Cost("recruiter", "/openings/{opening}/board?view=columns", BOARD, 40),
    "applications.board filtered": Cost("recruiter", "/openings/{opening}/board?mine=1&q=member", BOARD, 40),
    "applications.board of one stage": Cost("recruiter", "/openings/{opening}/board?stage=panel", BOARD, 30),
    "applications.board aside": Cost("recruiter", "/openings/{opening}/board?state=declined", BOARD, 30),
    "applications.show": Cost("recruiter", "/applications/{finalist}", PROFILE, 25),
    "applications.show of the manager": Cost("manager", "/applications/{finalist}", PROFILE, 25),
    "applications.show in a panel": Cost("recruiter", "/applications/{waiting}", PROFILE, 25),
    "applications.open_promotion": Cost("recruiter", "/openings/{opening}/promotions/new", OTHER),
    "applications.promotion": Cost("recruiter", "/applications/{considered}/promotion", OTHER, 20),
    "applications.cv": Cost("recruiter", "/applications/{finalist}/cv", OTHER),
    "candidates.cv_text": Cost("recruiter", "/applications/{finalist}/cv/text", OTHER),
    "applications.decline": Cost("recruiter", "/applications/{booked}/decline", OTHER),
    "applications.tell": Cost("recruiter", "/applications/{declined}/tell", OTHER),
    "applications.withdraw": Cost("recruiter", "/applications/{booked}/withdraw", OTHER),
    "applications.hold": Cost("recruiter", "/applications/{booked}/hold", OTHER),
    "applications.go_to": Cost("recruiter", "/applications/{booked}/stage", OTHER),
    "applications.override": Cost("recruiter", "/applications/{waiting}/override", OTHER),
    "applications.reopen": Cost("recruiter", "/applications/{declined}/reopen", OTHER),
    "applications.requirement": Cost("recruiter", "/applications/{booked}/requirements/account_control", OTHER),
    "scheduling.mine": Cost("panelist", "/interviews", LIST, 30),
    # 125 rows: every card owed, however many, stands on the first page. Still 26 KB for each fifty.
    "scheduling.mine of the leader": Cost("leader", "/interviews", LIST, 65),
    "scheduling.waiting": Cost("recruiter", "/waiting", LIST, 30),
    "scheduling.schedule": Cost("recruiter", "/schedule", SCHEDULE, 40),
    "scheduling.schedule of the manager": Cost("manager", "/schedule", SCHEDULE, 40),
    "scheduling.schedule of one opening": Cost("recruiter", "/schedule?opening={opening}&mine=1", SCHEDULE, 40),
    "scheduling.pools": Cost("recruiter", "/pools", OTHER, 30),
    "scheduling.pool": Cost("recruiter", "/pools/enterprise_account_executive/panel", OTHER),
    "scheduling.pool_place": Cost("recruiter", "/pools/enterprise_account_executive/panel/{panelist}", OTHER),
    "scheduling.skills_of": Cost("recruiter", "/pools/people/{panelist}", OTHER, 30),
    "scheduling.skills": Cost("panelist", "/account/skills", OTHER, 30),
    "scheduling.conflicts": Cost("recruiter", "/applications/{booked}/conflicts", OTHER),
    "scheduling.invite": Cost("recruiter", "/applications/{unbooked}/invite", COMPOSING),
    "scheduling.book": Cost("recruiter", "/applications/{unbooked}/interviews/new", OTHER),
    "scheduling.show": Cost("recruiter", "/interviews/{booked_interview}", OTHER),
    "scheduling.show of a panelist": Cost("panelist", "/interviews/{panel_interview}", OTHER),
    "scheduling.open_link": Cost("nobody", "/interview-links/nonsense", OTHER, status=404),
    "scheduling.open_booking": Cost("nobody", "/booking-links/nonsense", OTHER, status=404),
    "scheduling.choose": Cost("candidate", "/bookings/{open_invitation}", OTHER, 40),
    "scheduling.choose of a booked one": Cost("candidate", "/bookings/{booked_invitation}", OTHER),
    "scheduling.move_booking": Cost("candidate", "/bookings/{booked_invitation}/move", OTHER, 40),
    "scheduling.cancel_booking": Cost("candidate", "/bookings/{booked_invitation}/cancel", OTHER),
    "scheduling.ask_adjustment": Cost("candidate", "/bookings/{open_invitation}/adjustments", OTHER),
    "scheduling.ask_hours": Cost("candidate", "/bookings/{open_invitation}/hours", OTHER, 40),
    "scheduling.booking_file": Cost("candidate", "/bookings/{booked_invitation}/interview.ics", OTHER),
    # The visitor is the candidate of the application called "booked".
    "portal.ask": Cost("nobody", "/portal/sign-in", OTHER, 20),
    "portal.show": Cost("visitor", "/portal", OTHER, 30),
    "portal.materials": Cost("visitor", "/portal/applications/{booked}/materials", OTHER, 20),
    "portal.brief_file": Cost("visitor", "/portal/applications/{booked}/materials/panel/file", OTHER),
    "portal.own_slides": Cost("visitor", "/portal/applications/{booked}/materials/slides/{slides}", OTHER),
    "portal.pay": Cost("visitor", "/portal/applications/{booked}/pay", OTHER, 20),
    "portal.identify": Cost("visitor", "/portal/applications/{booked}/about-me", OTHER, 20),
    "portal.adjustment": Cost("visitor", "/portal/applications/{booked}/adjustments", OTHER, 20),
    "portal.review": Cost("visitor", "/portal/applications/{booked}/review", OTHER, 20),
    "portal.receipt": Cost("visitor", "/portal/applications/{booked}/receipt", OTHER, status=404),
    "portal.surveys": Cost("visitor", "/portal/applications/{booked}/surveys", OTHER, 20),
    "portal.survey": Cost("visitor", "/portal/applications/{booked}/surveys/screen", OTHER, status=404),
    "portal.letter": Cost("visitor", "/portal/applications/{booked}/letter", OTHER, status=404),
    "candidates.adjustment_requests": Cost("recruiter", "/applications/{booked}/adjustment-requests", OTHER, 20),
    "candidates.answer_adjustment": Cost(
        "recruiter", "/applications/{booked}/adjustment-requests/1", OTHER, status=404
    ),
    "candidates.answer_review": Cost("recruiter", "/applications/{declined}/review", OTHER, 20),
    "candidates.write": Cost("recruiter", "/applications/{declined}/letter", OTHER, 20),
    "candidates.survey_sums": Cost("admin", "/reports/candidates", OTHER, 20),
    "portal.messages": Cost("visitor", "/portal/applications/{booked}/messages", OTHER, 20),
    "portal.withdraw": Cost("visitor", "/portal/applications/{booked}/withdraw", OTHER, 20),
    "portal.pause": Cost("visitor", "/portal/applications/{booked}/pause", OTHER, 20),
    "portal.address": Cost("visitor", "/portal/address", OTHER, 20),
    "portal.interview_file": Cost(
        "visitor", "/portal/applications/{booked}/interviews/{booked_interview}/interview.ics", OTHER
    ),
    "portal.open_booking": Cost("visitor", "/portal/applications/{booked}/bookings/1", OTHER, status=404),
    "candidates.correspond": Cost("recruiter", "/applications/{booked}/messages", OTHER, 20),
    "links.look_at_address": Cost("nobody", "/address-links/nonsense", OTHER, status=404),
    "links.look": Cost("nobody", "/portal-links/nonsense", OTHER, status=404),
    "scheduling.feed": Cost("nobody", "/calendars/nonsense.ics", OTHER, status=404),
    "scheduling.calendars": Cost("panelist", "/account/calendar", LIST + 1),
    "scheduling.cv": Cost("panelist", "/interviews/{panel_interview}/cv", OTHER),
    "scheduling.slides": Cost("panelist", "/interviews/{panel_interview}/slides", OTHER),
    "scheduling.answer": Cost("panelist", "/interviews/{panel_interview}/answer", OTHER),
    "scheduling.excuse": Cost("panelist", "/interviews/{panel_interview}/excuse", OTHER),
    "scheduling.move": Cost("recruiter", "/interviews/{booked_interview}/move", OTHER),
    "scheduling.cancel": Cost("recruiter", "/interviews/{booked_interview}/cancel", OTHER),
    "scheduling.replace": Cost("recruiter", "/interviews/{booked_interview}/replace", OTHER),
    "card_files.attach": Cost("panelist", "/interviews/{panel_interview}/scorecard/files", OTHER),
    "card_files.download": Cost("recruiter", "/interviews/{open_interview}/scorecard/files/{open_file}", OTHER),
    "scorecards.fill_in": Cost("panelist", "/interviews/{panel_interview}/scorecard", OTHER),
    "scorecards.mine": Cost("colleague", "/interviews/{panel_interview}/scorecard/mine", OTHER),
    "scorecards.amend": Cost("colleague", "/interviews/{panel_interview}/scorecard/amend/vote", OTHER),
    "scorecards.open_panel": Cost("recruiter", "/interviews/{panel_interview}/scorecards/open", OTHER),
    "scorecards.show": Cost("recruiter", "/interviews/{open_interview}/scorecards", OTHER),
    "debrief.show": Cost("manager", "/applications/{finalist}/debrief", OTHER),
    "debrief.show of an interviewer": Cost("panelist", "/applications/{undecided}/debrief", OTHER),
    "decisions.show": Cost("manager", "/applications/{finalist}/decision", OTHER),
    "decisions.show before the own level": Cost("manager", "/applications/{undecided}/decision", OTHER),
    "packet.show": Cost("manager", "/applications/{finalist}/packet", OTHER),
    "packet.show before the own level": Cost("manager", "/applications/{undecided}/packet", OTHER),
    "packet.data": Cost("manager", "/applications/{finalist}/packet.json", OTHER),
    "packet.print_out": Cost("manager", "/applications/{finalist}/packet.pdf", OTHER),
    "reports.interviewers": Cost("admin", "/reports/interviewers", OTHER),
    "reports.equal_opportunity": Cost("admin", "/reports/equal-opportunity", OTHER),
    "reports.equal_opportunity_export": Cost("admin", "/reports/equal-opportunity.csv", OTHER),
    "reports.mine": Cost("panelist", "/account/calibration", OTHER),
    "reports.decks": Cost("panelist", "/account/decks", LIST, 30),
    "reports.take_deck": Cost("panelist", "/account/decks/first", OTHER, 40),
    "reports.deck_result": Cost("panelist", "/account/decks/first/result", OTHER, 40),
    "notifications.texts": Cost("recruiter", "/settings/mails", LIST, 30),
    "notifications.text": Cost("recruiter", "/settings/mails/candidate_booked/en", OTHER, 30),
    "notifications.outbox": Cost("panelist", "/outbox", LIST, 30),
    "notifications.message": Cost("panelist", "/outbox/{message}", OTHER, 30),
    "notifications.letter": Cost("panelist", "/outbox/{message}/letter", OTHER, 30),
    "notifications.choices": Cost("panelist", "/account/mails", OTHER),
    "notifications.unsubscribe": Cost("nobody", "/unsubscribe/nonsense", OTHER, status=404),
}
SAVES: dict[str, int] = {
    "draft": SAVE,
    "draft again": SAVE,
    "submit": SAVE,
    "submit that opens the panel": SAVE + OPENS_THE_PANEL,
    "amend": OTHER,
    "advance": OTHER,
    "decline": OTHER,
    "book": OTHER + OPENS_PAY,
    "excuse": OTHER,
    "debrief note": OTHER,
    "own level": OTHER,
    "decision": OTHER,
    "decision outside the range": OTHER,
    "approval": OTHER,
    "one more conversation": OTHER,
}


class Scale:
    """One size of the organisation. Each request is measured when it is first asked for, and then remembered."""

    def __init__(self, directory: Path, size: int) -> None:
        house = SQLiteHouse(directory)
        self.app = house.clean()
        factories.use(self.app)
        self.scene = make_scene(self.app)
        crowd.make_crowd(self.scene.team, size)
        crowd.make_openings(self.scene.team, max(size // 25, 1))
        crowd.make_colleagues(self.scene.team, max(size // 60, 1))
        with self.app.app_context():
            recompute_calibration(None)
        outside(self.scene)().close()  # from here on the leader has something to approve, whichever save comes first
        self._spent: dict[str, Spent] = {}

    def spent(self, name: str) -> Spent:
        """What the request costs here. Saves have targets of their own, so that none disturbs another."""
        if name not in self._spent:
            factories.use(self.app)
            self._spent[name] = measure(self.scene, self._request(name))
        return self._spent[name]

    def _request(self, name: str) -> Request:
        if name in SAVES:
            return SAVES_OF[name](self.scene)
        client, path = self.scene.clients[PAGES[name].who], PAGES[name].path.format(**self.scene.ids)
        return lambda: client.get(path)


def _scale(tmp_path_factory: pytest.TempPathFactory, size: int) -> Iterator[Scale]:
    made = Scale(tmp_path_factory.mktemp(f"budgets{size}"), size)
    yield made
    factories.use(None)
    with made.app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scale]:
    yield from _scale(tmp_path_factory, SMALL)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scale]:
    yield from _scale(tmp_path_factory, LARGE)


def test_every_page_has_a_budget(small: Scale):
    routes = {rule.endpoint for rule in small.app.url_map.iter_rules() if "GET" in (rule.methods or set())}

    assert {name.split()[0] for name in PAGES} == routes - {"static"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_more_than_it_may(large: Scale, name: str):
    spent = large.spent(name)

    assert spent.status == PAGES[name].status
    assert len(spent.statements) <= PAGES[name].statements, "\n\n".join(spent.statements)


@pytest.mark.parametrize("name", SAVES)
def test_a_save_asks_no_more_than_it_may(large: Scale, name: str):
    spent = large.spent(name)

    assert spent.status in {200, 302}
    assert len(spent.statements) <= SAVES[name], "\n\n".join(spent.statements)


@pytest.mark.parametrize("name", [*PAGES, *SAVES])
def test_a_hundred_times_the_applications_cost_not_one_statement_more(small: Scale, large: Scale, name: str):
    assert len(large.spent(name).statements) == len(small.spent(name).statements)


@pytest.mark.parametrize("name", [name for name, cost in PAGES.items() if cost.kilobytes])
def test_a_page_weighs_no_more_than_it_may(large: Scale, name: str):
    assert large.spent(name).kilobytes <= (PAGES[name].kilobytes or 0)


@pytest.mark.long
@pytest.mark.timeout(120)
def test_print_the_figures(small: Scale, large: Scale, capsys: pytest.CaptureFixture[str]):
    with capsys.disabled():
        for name in (*PAGES, *SAVES):
            few, many = small.spent(name), large.spent(name)
            counts = f"{len(few.statements):>3} {len(many.statements):>3}"
            print(f"{name:<44}{counts} {few.kilobytes:>6.1f} {many.kilobytes:>6.1f} KB  {many.status}")  # noqa: T201
