"""Every route x every role x own and foreign objects, executed, against a table that has to be complete."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.web.permission_world import World, make_world

ClientFor = Callable[[int], FlaskClient]
TEAM = ("recruiter", "manager", "panelist", "leader")
OTHERS = ("other_recruiter", "other_manager", "other_interviewer", "other_leader")
PERSONAS = ("signed_out", "admin", *TEAM, *OTHERS)
STAFF = ("admin", *TEAM, *OTHERS)
LEADS = ("recruiter", "manager")


@dataclass(frozen=True)
class Expect:
    """Who gets in and who is told why not; for everybody else the object is not there."""

    lets_in: tuple[str, ...]
    tells: tuple[str, ...] = ()

    def of(self, persona: str) -> str:
        if persona in self.lets_in:
            return "in"
        if persona == "signed_out":
            return "sign-in"
        return "403" if persona in self.tells else "404"


@dataclass(frozen=True)
class ToTheDoor(Expect):
    """A candidate's own page: whoever has no session of theirs is sent to ask for a link, staff like anybody else."""

    def of(self, persona: str) -> str:
        return "portal"


EVERYBODY = Expect(PERSONAS)
PORTAL = ToTheDoor(())
SIGNED_IN = Expect(STAFF)
ADMINS = Expect(("admin",), tells=(*TEAM, *OTHERS))
OPENERS = Expect(
    ("admin", "recruiter", "manager", "other_recruiter", "other_manager"),
    tells=("panelist", "leader", "other_interviewer", "other_leader"),
)
SCHEDULERS = Expect(
    ("recruiter", "manager", "other_recruiter", "other_manager"),
    tells=("admin", "panelist", "leader", "other_interviewer", "other_leader"),
)
CATALOGUE = Expect(
    ("admin", "recruiter", "other_recruiter"),
    tells=("manager", "panelist", "leader", "other_manager", "other_interviewer", "other_leader"),
)
LEADS_OF_OPENING = Expect(LEADS, tells=("panelist", "leader", "admin"))
STAFFING = Expect(("admin", *LEADS), tells=("panelist", "leader"))
# Somebody in the pool has a part in the opening, hence knows that the application exists, but may not see it.
LEADS_OF_APPLICATION = Expect(LEADS, tells=("panelist", "leader"))
RECRUITER_OF_APPLICATION = Expect(("recruiter",), tells=("manager", "panelist", "leader"))
MANAGER_OF_APPLICATION = Expect(("manager",), tells=("recruiter", "panelist", "leader"))
NEEDS_PROCESS_OWNER = Expect((), tells=STAFF)
NEEDS_COMPENSATION = NEEDS_PROCESS_OWNER
NEEDS_OVERRIDE = Expect((), tells=("recruiter", "manager", "panelist", "leader"))
NEEDS_ADJUSTMENTS = Expect((), tells=("recruiter", "manager", "panelist", "leader"))
NOTHING_ASKED = Expect((), tells=("recruiter", "manager", "panelist", "leader"))
HOLDERS = Expect(("panelist",), tells=("recruiter", "manager", "leader"))

# Whoever has no link that works finds nothing here, signed in or not.
BOOKINGS = ("choose", "ask_adjustment", "move_booking", "cancel_booking", "ask_hours", "booking_file", "open_booking")
BY_SECRET = {"notifications.unsubscribe", "accounts.set_password", "scheduling.feed", "scheduling.open_link"}
BY_SECRET |= {f"links.{name}" for name in ("look", "enter", "look_at_address", "confirm_address")}
BY_SECRET |= {f"scheduling.{name}" for name in BOOKINGS}
ROLE_PAGES = ("index", "family", "compare", "against", "ladder", "levels")
# What is asked of the pages of published content and of drafts is the same for all of them.
DRAFTING = (
    "index",
    "import_page",
    "import_pages",
    "history",
    "version",
    "version_file",
    "start",
    "retire",
    "restore",
    "draft",
    "save_draft",
    "preview_page",
    "publish",
    "discard",
)
TABLE: dict[str, Expect] = {
    "jobs.index": EVERYBODY,
    "jobs.show": EVERYBODY,
    "jobs.apply": EVERYBODY,
    "jobs.applied": EVERYBODY,
    "jobs.privacy": EVERYBODY,
    "jobs.earlier_privacy": EVERYBODY,
    "jobs.sitemap": EVERYBODY,
    "jobs.robots": EVERYBODY,
    "portal.ask": EVERYBODY,
    "links.look": Expect(()),
    "links.enter": Expect(()),
    "links.look_at_address": Expect(()),
    "links.confirm_address": Expect(()),
    "portal.show": PORTAL,
    "portal.materials": PORTAL,
    "portal.hand_in": PORTAL,
    "portal.brief_file": PORTAL,
    "portal.own_slides": PORTAL,
    "portal.open_booking": PORTAL,
    "portal.interview_file": PORTAL,
    "portal.messages": PORTAL,
    "candidates.correspond": LEADS_OF_APPLICATION,
    "portal.withdraw": PORTAL,
    "portal.pause": PORTAL,
    "portal.resume": PORTAL,
    "portal.address": PORTAL,
    "portal.leave": PORTAL,
    "portal.own_data": PORTAL,
    "portal.export": PORTAL,
    "portal.erase": PORTAL,
    "portal.erased": EVERYBODY,
    "portal.pay": PORTAL,
    "portal.adjustment": PORTAL,
    "portal.review": PORTAL,
    "portal.receipt": PORTAL,
    "portal.surveys": PORTAL,
    "portal.survey": PORTAL,
    "portal.letter": PORTAL,
    "candidates.adjustment_requests": RECRUITER_OF_APPLICATION,
    "candidates.answer_adjustment": RECRUITER_OF_APPLICATION,
    "candidates.answer_review": LEADS_OF_APPLICATION,
    "candidates.write": LEADS_OF_APPLICATION,
    "candidates.survey_sums": NEEDS_PROCESS_OWNER,
    "portal.identify": PORTAL,
    "portal.take_back_identity": PORTAL,
    "accounts.setup": EVERYBODY,
    "accounts.sign_in": EVERYBODY,
    "accounts.set_password": Expect(()),
    "accounts.sign_out": SIGNED_IN,
    "accounts.mine": SIGNED_IN,
    "accounts.sign_out_elsewhere": SIGNED_IN,
    "accounts.staff": ADMINS,
    "accounts.add": ADMINS,
    "accounts.edit": ADMINS,
    "accounts.deactivate": ADMINS,
    "accounts.reactivate": ADMINS,
    "accounts.password_link": ADMINS,
    "accounts.settings": ADMINS,
    "candidates.retention": ADMINS,
    "scheduling.rules": ADMINS,
    "site.show": ADMINS,
    "site.privacy": ADMINS,
    "site.places": ADMINS,
    "site.place": ADMINS,
    "site.forget_place": ADMINS,
    "scheduling.own_time": SIGNED_IN,
    "scheduling.add_other_hours": SIGNED_IN,
    "scheduling.remove_other_hours": SIGNED_IN,
    "scheduling.add_away": SIGNED_IN,
    "scheduling.remove_away": SIGNED_IN,
    "home.show": SIGNED_IN,
    "openings.index": SIGNED_IN,
    "openings.new": OPENERS,
    "openings.show": Expect(("admin", *TEAM)),
    "openings.team": STAFFING,
    "openings.close": STAFFING,
    "openings.reopen": STAFFING,
    "openings.briefs": LEADS_OF_OPENING,
    "openings.brief": LEADS_OF_OPENING,
    "openings.brief_file": LEADS_OF_OPENING,
    "openings.publish": LEADS_OF_OPENING,
    "openings.take_down": LEADS_OF_OPENING,
    "openings.preview": LEADS_OF_OPENING,
    "ladders.catalogue": CATALOGUE,
    "ladders.area": CATALOGUE,
    "ladders.edit": CATALOGUE,
    "applications.version": LEADS_OF_APPLICATION,
    **dict.fromkeys((f"content.{name}" for name in DRAFTING), ADMINS),
    "content.impact": ADMINS,
    "content.preview": ADMINS,
    **dict.fromkeys((f"content.{name}" for name in ("plan", "edit_plan", "crosswalk", "edit_crosswalk")), ADMINS),
    **dict.fromkeys((f"roles.{name}" for name in ROLE_PAGES), SIGNED_IN),
    "content.findings": ADMINS,
    "content.accept_finding": ADMINS,
    "content.take_back_acceptance": ADMINS,
    "applications.board": LEADS_OF_OPENING,
    "candidates.add": Expect(("recruiter",), tells=("manager", "panelist", "leader", "admin")),
    "candidates.edit": RECRUITER_OF_APPLICATION,
    "candidates.erase": RECRUITER_OF_APPLICATION,
    "candidates.legal_hold": RECRUITER_OF_APPLICATION,
    "candidates.pay_of": LEADS_OF_APPLICATION,
    "candidates.unlock_pay": RECRUITER_OF_APPLICATION,
    "candidates.pay_sheets": NEEDS_COMPENSATION,
    "candidates.add_pay_sheet": NEEDS_COMPENSATION,
    "candidates.pay_sheet": NEEDS_COMPENSATION,
    "candidates.adjust": NEEDS_ADJUSTMENTS,
    "candidates.sent": LEADS_OF_APPLICATION,
    "candidates.same_person": RECRUITER_OF_APPLICATION,
    "candidates.join": RECRUITER_OF_APPLICATION,
    "candidates.part": RECRUITER_OF_APPLICATION,
    "applications.open_promotion": LEADS_OF_OPENING,
    "applications.promotion": LEADS_OF_APPLICATION,
    "applications.show": LEADS_OF_APPLICATION,
    "applications.advance": LEADS_OF_APPLICATION,
    "applications.go_to": LEADS_OF_APPLICATION,
    "applications.decline": LEADS_OF_APPLICATION,
    "applications.tell": LEADS_OF_APPLICATION,
    "applications.undo_decline": LEADS_OF_APPLICATION,
    "applications.withdraw": LEADS_OF_APPLICATION,
    "applications.hold": LEADS_OF_APPLICATION,
    "applications.resume": LEADS_OF_APPLICATION,
    "applications.reopen": LEADS_OF_APPLICATION,
    "applications.requirement": LEADS_OF_APPLICATION,
    "applications.override": NEEDS_OVERRIDE,
    "applications.make_offer": RECRUITER_OF_APPLICATION,
    "applications.hire": RECRUITER_OF_APPLICATION,
    "applications.cv": Expect((*LEADS, "panelist"), tells=("leader",)),
    "candidates.cv_text": Expect((*LEADS, "panelist"), tells=("leader",)),
    "scheduling.mine": SIGNED_IN,
    "scheduling.schedule": SCHEDULERS,
    "scheduling.waiting": SCHEDULERS,
    "scheduling.open_link": Expect(()),
    "scheduling.feed": Expect(()),
    "scheduling.calendars": SIGNED_IN,
    "scheduling.renew_feed": SIGNED_IN,
    "scheduling.stop_reading": SIGNED_IN,
    "scheduling.cv": Expect((*LEADS, "panelist"), tells=("leader",)),
    "scheduling.slides": Expect((*LEADS, "panelist"), tells=("leader",)),
    "scheduling.answer": HOLDERS,
    "scheduling.excuse": HOLDERS,
    "scheduling.take_back_excuse": HOLDERS,
    "scheduling.renew_link": HOLDERS,
    "scheduling.pools": CATALOGUE,
    "scheduling.pool": CATALOGUE,
    "scheduling.pool_place": CATALOGUE,
    "scheduling.remove_place": CATALOGUE,
    "scheduling.skills_of": CATALOGUE,
    "scheduling.skills": SIGNED_IN,
    "scheduling.conflicts": LEADS_OF_APPLICATION,
    "scheduling.remove_conflict": LEADS_OF_APPLICATION,
    "scheduling.book": LEADS_OF_APPLICATION,
    "scheduling.show": Expect((*LEADS, "panelist"), tells=("leader",)),
    "scheduling.invite": LEADS_OF_APPLICATION,
    "scheduling.take_back_invitation": LEADS_OF_APPLICATION,
    "scheduling.move": LEADS_OF_APPLICATION,
    "scheduling.cancel": LEADS_OF_APPLICATION,
    "scheduling.replace": LEADS_OF_APPLICATION,
    "card_files.attach": HOLDERS,
    "card_files.download": HOLDERS,
    "card_files.remove": HOLDERS,
    "scorecards.fill_in": HOLDERS,
    "scorecards.save": HOLDERS,
    "scorecards.draft": HOLDERS,
    "scorecards.mine": HOLDERS,
    "scorecards.amend": HOLDERS,
    "scorecards.show": Expect((), tells=(*LEADS, "panelist", "leader")),
    "scorecards.open_panel": NEEDS_OVERRIDE,
    "scorecards.withdraw_note": RECRUITER_OF_APPLICATION,
    "debrief.show": LEADS_OF_APPLICATION,
    "debrief.note": LEADS_OF_APPLICATION,
    "debrief.ask": LEADS_OF_APPLICATION,
    "decisions.show": LEADS_OF_APPLICATION,
    "decisions.give_own_level": MANAGER_OF_APPLICATION,
    "decisions.record": MANAGER_OF_APPLICATION,
    "decisions.approve": NOTHING_ASKED,
    "decisions.take_back": MANAGER_OF_APPLICATION,
    "packet.show": LEADS_OF_APPLICATION,
    "packet.data": LEADS_OF_APPLICATION,
    "packet.print_out": LEADS_OF_APPLICATION,
    "reports.interviewers": NEEDS_PROCESS_OWNER,
    "reports.equal_opportunity": NEEDS_PROCESS_OWNER,
    "reports.equal_opportunity_export": NEEDS_PROCESS_OWNER,
    "reports.mine": SIGNED_IN,
    "reports.decks": SIGNED_IN,
    "reports.take_deck": SIGNED_IN,
    "reports.deck_result": Expect(("panelist",)),
    "notifications.texts": CATALOGUE,
    "notifications.text": CATALOGUE,
    "notifications.back_to_shipped": CATALOGUE,
    "notifications.outbox": SIGNED_IN,
    "notifications.message": SIGNED_IN,
    "notifications.letter": SIGNED_IN,
    "notifications.choices": SIGNED_IN,
    "notifications.unsubscribe": Expect(()),
    **dict.fromkeys((f"scheduling.{name}" for name in BOOKINGS), Expect(())),
}


@pytest.fixture
def world(app: Flask) -> World:
    return make_world(app)


def answer_of(client: FlaskClient, method: str, path: str) -> str:
    answer = client.open(path, method=method)
    answer.close()
    if answer.status_code in {301, 302, 303} and answer.headers["Location"].startswith("/sign-in"):
        # Signing out leads to the sign-in page too, but changes the session.
        return "in" if path == "/sign-out" and "rung=" in answer.headers.get("Set-Cookie", "") else "sign-in"
    if answer.status_code == 302 and answer.headers["Location"] == "/portal/sign-in":
        return "portal"
    if answer.status_code in {200, 302, 303, 409, 422}:
        return "in"
    return str(answer.status_code)


def rules(app: Flask) -> list[Rule]:
    """Every route, signing out last: it ends the session with which the others are tried."""
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    return sorted(found, key=lambda rule: (rule.endpoint == "accounts.sign_out", rule.endpoint))


def test_every_route_stands_in_the_table(app: Flask):
    assert {rule.endpoint for rule in rules(app)} == set(TABLE)


@pytest.mark.parametrize("persona", PERSONAS)
def test_nobody_gets_further_than_the_table_says(app: Flask, client_for: ClientFor, world: World, persona: str):
    surprises = []
    client = app.test_client() if persona == "signed_out" else client_for(world.people[persona])
    for rule in rules(app):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            with app.test_request_context():
                path = rule.build({name: world.ids[name] for name in rule.arguments})
            assert path is not None
            wanted = TABLE[rule.endpoint].of(persona) if rule.endpoint not in BY_SECRET else "404"
            found = answer_of(client, method, path[1])
            if found != wanted:
                surprises.append(f"{method} {rule.endpoint}: {found}, not {wanted}")

    app.config["WTF_CSRF_ENABLED"] = True
    assert not surprises, "\n".join(surprises)
