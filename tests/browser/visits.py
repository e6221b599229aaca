"""Every page of the product, with somebody who can reach it in the demo organisation."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.invited import booked, booking, follow
from tests.browser.portal import Way
from tests.browser.site import Site

ADMIN, LEADER = "mirjam.de.vries", "michael.adeyemi"
RECRUITER, MANAGER, PANELIST = "ayumi.nakagawa", "naoko.fujimura", "renata.moraes"
CUSTOMER_SUCCESS = "ingrid.solheim"
OTHER_MANAGER = "lotte.van.den.berg"
TOKYO, AMSTERDAM = "Strategic Account Executive, Tokyo", "Major Account Executive, Amsterdam"
INVITED = "Thabo Nkosi"
PANEL_POOL = "/pools/enterprise_account_executive/panel"
AT_PANEL, WITH_SCORECARDS, UNDECIDED = "Haruka Ishibashi", "Liu Wenjing", "Hannah Vogel"


def _stay(_page: Page) -> None:
    """Look at the page as it comes."""


@dataclass(frozen=True)
class Visit:
    """A page: whose view, how it is reached, in which state it is looked at."""

    endpoint: str
    person: str
    address: Callable[[Site], str]
    what: str = ""
    act: Callable[[Page], None] = field(default=_stay)
    status: int = 200

    @property
    def name(self) -> str:
        return "-".join(part for part in (self.endpoint, self.person.partition(".")[0], self.what) if part)

    @property
    def is_candidates(self) -> bool:
        """Whether people outside read it."""
        return self.endpoint.startswith(("jobs.", "portal.", "links."))


def at(path: str) -> Callable[[Site], str]:
    """An address without numbers."""
    return lambda _site: path


def own(
    endpoint: str,
    candidate: str,
    rest: str = "",
    what: str = "",
    act: Callable[[Page], None] = _stay,
    status: int = 200,
) -> Visit:
    """A page of a candidate's own: `rest` is its address behind "/portal", with {id} for their application's number."""
    way = Way(candidate, rest, then=act)
    return Visit(endpoint, "", way.link, what, way.follow, status)


def opening(rest: str = "", name: str = TOKYO) -> Callable[[Site], str]:
    return lambda site: f"/openings/{site.opening(name)}{rest}"


def job(rest: str = "", name: str = TOKYO) -> Callable[[Site], str]:
    return lambda site: f"/jobs/{site.opening(name)}{rest}"


def application(candidate: str, rest: str = "") -> Callable[[Site], str]:
    return lambda site: f"/applications/{site.application(candidate)}{rest}"


def interview(candidate: str, stage: str, rest: str = "") -> Callable[[Site], str]:
    return lambda site: f"/interviews/{site.interview(candidate, stage)}{rest}"


def click(button: str) -> Callable[[Page], None]:
    """Press a button and look at what follows."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=button).first.click()

    return act


def stale(button: str) -> Callable[[Page], None]:
    """Press a button of a page that somebody else has overtaken."""

    def act(page: Page) -> None:
        page.evaluate("document.querySelectorAll('[name=version]').forEach((item) => { item.value = '999'; })")
        click(button)(page)

    return act


def overtaken(page: Page) -> None:
    """Save a text that differs from what was kept meanwhile."""
    page.get_by_role("textbox", name="Summary").fill("Written in a window that was left open.")
    stale("Save draft")(page)


def reworded(button: str) -> Callable[[Page], None]:
    """Change the first question of an area and press a button."""

    def act(page: Page) -> None:
        page.get_by_label("Question", exact=True).first.fill("How old was the promise you kept longest?")
        click(button)(page)

    return act


def nameless(page: Page) -> None:
    """Leave a candidate without a name."""
    page.get_by_label("Name", exact=True).fill("")
    click("Save")(page)


def with_figures(page: Page) -> None:
    """Enter what a title pays, if nobody did, and look at its page."""
    page.get_by_label("Title", exact=True).select_option(label="Major Account Executive")
    page.get_by_label("Country", exact=True).select_option(label="Iceland")
    figures = {"Earnings at target in a year": "9000000", "Currency": "ISK", "Fixed share, per cent": "60"}
    figures |= {"Source": "Pay plan", "Figures as of": "2026-01-01"}
    for label, value in figures.items():
        page.get_by_label(label, exact=True).fill(value)
    click("Enter")(page)


def telling_why(page: Page) -> None:
    """Let interviewers read words of the reason."""
    page.get_by_label("What interviewers have to arrange").fill("Speak up: is deaf in one ear.")
    page.get_by_label("Reason").fill("She is deaf in one ear since a fall.")
    click("Save")(page)


def past_day(page: Page) -> None:
    """Let an opening close on a day that is over."""
    page.get_by_label("Last day").fill("2020-01-01")
    click("Save the page")(page)


def unfold(page: Page) -> None:
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true; })")


def with_a_typo(page: Page) -> None:
    """Save a text with a token that there is not."""
    page.get_by_label("Subject", exact=True).fill("Your application, {{ nmae }}")
    click("Save")(page)


def newest_message(page: Page) -> None:
    """Open the first message of the list."""
    with page.expect_navigation():
        page.locator("tbody a").first.click()
    unfold(page)


def _wrong_password(page: Page) -> None:
    page.get_by_label("E-mail address").fill("renata.moraes@quillhaven.example")
    page.get_by_label("Password").fill("not the password")
    click("Sign in")(page)


_ASK = """
INSERT INTO adjustment_request (application_id, wants, text, state, asked_at, answer)
VALUES (?, '["more_time", "captions"]', 'Captions, and a little more time.', 'asked', datetime('now'), '')
"""


def asked_by(candidate: str) -> Callable[[Site], str]:
    """A request of a candidate that nobody has answered yet."""

    def address(site: Site) -> str:
        number = site.application(candidate)
        site.change(_ASK, number)
        asked = site.id_of("SELECT max(id) FROM adjustment_request")
        return f"/applications/{number}/adjustment-requests/{asked}"

    return address


VISITS = (
    Visit("accounts.sign_in", "", at("/sign-in")),
    Visit("accounts.sign_in", "", at("/sign-in"), "wrong", _wrong_password),
    Visit("accounts.mine", PANELIST, at("/me")),
    Visit("accounts.staff", ADMIN, at("/staff")),
    Visit("accounts.add", ADMIN, at("/staff/new")),
    Visit("accounts.add", ADMIN, at("/staff/new"), "refused", click("Add and make the link")),
    Visit("accounts.edit", ADMIN, at("/staff/8")),
    Visit("accounts.settings", ADMIN, at("/settings")),
    Visit("scheduling.rules", ADMIN, at("/settings/scheduling")),
    Visit("scheduling.own_time", PANELIST, at("/account/time")),
    Visit("scheduling.own_time", PANELIST, at("/account/time"), "refused", click("Add these days")),
    Visit("home.show", RECRUITER, at("/")),
    Visit("home.show", MANAGER, at("/")),
    Visit("home.show", PANELIST, at("/")),
    Visit("home.show", LEADER, at("/")),
    Visit("home.show", ADMIN, at("/")),
    Visit("openings.index", RECRUITER, at("/openings")),
    Visit("openings.index", LEADER, at("/openings")),
    Visit("openings.new", RECRUITER, at("/openings/new")),
    Visit("openings.new", RECRUITER, at("/openings/new"), "refused", click("Open")),
    Visit("openings.show", RECRUITER, opening(), "all", unfold),
    Visit("openings.show", PANELIST, opening()),
    Visit("openings.team", RECRUITER, opening("/team")),
    Visit("openings.briefs", RECRUITER, opening("/briefs")),
    Visit("openings.brief", RECRUITER, opening("/briefs/panel")),
    Visit("openings.brief", RECRUITER, opening("/briefs/screen"), "refused", click("Save the brief")),
    Visit("openings.close", MANAGER, opening("/close")),
    Visit("openings.publish", RECRUITER, opening("/publish")),
    Visit("openings.publish", RECRUITER, opening("/publish"), "refused", past_day),
    Visit("openings.preview", RECRUITER, opening("/preview")),
    Visit("site.show", ADMIN, at("/settings/site")),
    Visit("site.privacy", ADMIN, at("/settings/privacy")),
    Visit("site.places", ADMIN, at("/settings/places")),
    Visit("site.place", ADMIN, at("/settings/places/US")),
    Visit("ladders.catalogue", RECRUITER, at("/questions")),
    Visit("ladders.area", ADMIN, at("/questions/results")),
    Visit("ladders.edit", RECRUITER, at("/questions/results"), "preview", reworded("Show what would change")),
    Visit("ladders.edit", RECRUITER, at("/questions/results"), "refused", click("Publish version 2"), 422),
    Visit("applications.board", RECRUITER, opening("/board")),
    Visit("applications.board", MANAGER, opening("/board?view=columns"), "columns"),
    Visit("applications.board", RECRUITER, opening("/board?q=nobody+is+called+so"), "nobody"),
    Visit("applications.board", RECRUITER, opening("/board?state=declined"), "declined"),
    Visit("candidates.add", RECRUITER, opening("/candidates/new")),
    Visit("candidates.add", RECRUITER, opening("/candidates/new"), "refused", click("Add the candidate")),
    Visit("applications.show", RECRUITER, application(WITH_SCORECARDS)),
    Visit("applications.show", RECRUITER, application("Emi Katagiri"), "declined"),
    Visit("applications.show", RECRUITER, application("Satoshi Arakawa"), "hired"),
    Visit("applications.show", MANAGER, application("Ji-won Seo"), "held"),
    Visit("candidates.edit", RECRUITER, application(WITH_SCORECARDS, "/person")),
    Visit("candidates.edit", RECRUITER, application(WITH_SCORECARDS, "/person"), "refused", nameless),
    Visit("candidates.cv_text", RECRUITER, application(WITH_SCORECARDS, "/cv/text")),
    Visit("candidates.pay_sheets", ADMIN, at("/pay")),
    Visit("candidates.add_pay_sheet", ADMIN, at("/pay/new"), "refused", click("Enter"), 422),
    Visit("candidates.pay_sheet", ADMIN, at("/pay/new"), "entered", with_figures),
    Visit("candidates.pay_of", RECRUITER, application(WITH_SCORECARDS, "/pay")),
    Visit(
        "candidates.unlock_pay", RECRUITER, application("Daichi Kuroda", "/pay/open"), "refused", click("Open it"), 422
    ),
    Visit("candidates.adjust", RECRUITER, application(WITH_SCORECARDS, "/adjustments")),
    Visit("candidates.erase", RECRUITER, application(WITH_SCORECARDS, "/erase")),
    Visit("candidates.erase", RECRUITER, application(WITH_SCORECARDS, "/erase"), "refused", click("Erase for good")),
    Visit("candidates.legal_hold", RECRUITER, application(WITH_SCORECARDS, "/legal-hold")),
    Visit("candidates.retention", ADMIN, at("/settings/retention")),
    Visit("candidates.adjust", RECRUITER, application(WITH_SCORECARDS, "/adjustments"), "refused", telling_why),
    Visit("applications.decline", RECRUITER, application("Daichi Kuroda", "/decline")),
    Visit("applications.decline", RECRUITER, application(WITH_SCORECARDS, "/decline"), "refused", click("Decline")),
    Visit("applications.withdraw", RECRUITER, application("Daichi Kuroda", "/withdraw")),
    Visit("applications.hold", RECRUITER, application(WITH_SCORECARDS, "/hold")),
    Visit("applications.go_to", RECRUITER, application(WITH_SCORECARDS, "/stage")),
    Visit("applications.override", MANAGER, application(AT_PANEL, "/override")),
    Visit("applications.tell", RECRUITER, application("Emi Katagiri", "/tell"), "422", status=422),
    Visit("applications.reopen", RECRUITER, application("Emi Katagiri", "/reopen")),
    Visit("applications.requirement", RECRUITER, application(WITH_SCORECARDS, "/requirements/account_control")),
    Visit("debrief.show", OTHER_MANAGER, application("Callum MacRae", "/debrief")),
    Visit("debrief.show", PANELIST, application("Kenji Morimoto", "/debrief"), "all", unfold),
    Visit("debrief.note", MANAGER, application("Kenji Morimoto", "/debrief"), "refused", click("Note it")),
    Visit("decisions.show", MANAGER, application(UNDECIDED, "/decision"), "own-level-first"),
    Visit("decisions.show", RECRUITER, application(UNDECIDED, "/decision"), "waits"),
    Visit("decisions.show", MANAGER, application("Kenji Morimoto", "/decision"), "to-decide", unfold),
    Visit("decisions.show", MANAGER, application("Satoshi Arakawa", "/decision"), "hired", unfold),
    Visit("decisions.show", OTHER_MANAGER, application("Ștefan Ionescu", "/decision"), "declined"),
    Visit("decisions.show", OTHER_MANAGER, application("Callum MacRae", "/decision"), "disagreed"),
    Visit("packet.show", MANAGER, application("Satoshi Arakawa", "/packet"), "hired"),
    Visit("packet.show", RECRUITER, application(UNDECIDED, "/packet"), "waits"),
    Visit("scheduling.mine", PANELIST, at("/interviews")),
    Visit("scheduling.mine", ADMIN, at("/interviews"), "none"),
    Visit("scheduling.waiting", RECRUITER, at("/waiting")),
    Visit("scheduling.schedule", RECRUITER, at("/schedule")),
    Visit("scheduling.schedule", MANAGER, at("/schedule?mine=1"), "mine"),
    Visit("scheduling.invite", RECRUITER, application(AT_PANEL, "/invite"), "all", unfold),
    Visit("scheduling.invite", RECRUITER, application("Thabo Nkosi", "/invite"), "one of a team"),
    Visit("scheduling.pools", RECRUITER, at("/pools")),
    Visit("scheduling.pool", RECRUITER, at(PANEL_POOL)),
    Visit("scheduling.pool", RECRUITER, at(PANEL_POOL), "refused", click("Add to the pool")),
    Visit("scheduling.pool_place", RECRUITER, at(f"{PANEL_POOL}/4")),
    Visit("scheduling.pool_place", RECRUITER, at(f"{PANEL_POOL}/4"), "refused", click("Approve for this stage")),
    Visit("scheduling.skills", PANELIST, at("/account/skills")),
    Visit("scheduling.skills_of", RECRUITER, at("/pools/people/9")),
    Visit("scheduling.conflicts", RECRUITER, application(WITH_SCORECARDS, "/conflicts")),
    Visit("scheduling.conflicts", RECRUITER, application(WITH_SCORECARDS, "/conflicts"), "refused", click("Keep them")),
    Visit("scheduling.book", RECRUITER, application("Thabo Nkosi", "/interviews/new"), "all", unfold),
    Visit("scheduling.book", RECRUITER, application("Thabo Nkosi", "/interviews/new"), "refused", click("Book")),
    Visit("scheduling.show", RECRUITER, interview("Daichi Kuroda", "panel")),
    Visit("scheduling.show", PANELIST, interview(AT_PANEL, "panel")),
    Visit("scheduling.move", RECRUITER, interview("Daichi Kuroda", "panel", "/move")),
    Visit("scheduling.cancel", RECRUITER, interview("Daichi Kuroda", "panel", "/cancel")),
    Visit("scheduling.replace", RECRUITER, interview("Daichi Kuroda", "panel", "/replace")),
    Visit("scheduling.answer", PANELIST, interview(AT_PANEL, "panel", "/answer"), "ended"),
    Visit("scheduling.answer", RECRUITER, interview("Marta Kowalczyk", "screen", "/answer")),
    Visit("scheduling.cancel", RECRUITER, interview(AT_PANEL, "panel", "/cancel"), "begun"),
    Visit("scheduling.excuse", PANELIST, interview(AT_PANEL, "panel", "/excuse")),
    Visit("scheduling.excuse", PANELIST, interview(AT_PANEL, "panel", "/excuse"), "refused", click("Tell")),
    Visit("scheduling.excuse", RECRUITER, interview("Marta Kowalczyk", "screen", "/excuse"), "alone"),
    Visit("scheduling.open_link", "", at("/interview-links/cut-off"), "404", status=404),
    Visit("scheduling.calendars", PANELIST, at("/account/calendar")),
    Visit("scheduling.calendars", PANELIST, at("/account/calendar"), "refused", click("Read this calendar")),
    Visit("scheduling.open_booking", "", at("/booking-links/cut-off"), "404", status=404),
    Visit("scheduling.choose", "", booking(INVITED)),
    Visit("scheduling.choose", "", booking(INVITED), "refused", click("Book this time")),
    Visit("scheduling.choose", "", booking(INVITED), "booked", booked()),
    Visit("scheduling.move_booking", "", booking(INVITED), "", booked("Move it")),
    Visit("scheduling.cancel_booking", "", booking(INVITED), "", booked("Call it off")),
    Visit("scheduling.ask_hours", "", booking(INVITED), "", follow("None of these suit me")),
    Visit("scheduling.feed", "", at("/calendars/cut-off.ics"), "404", status=404),
    Visit("jobs.index", "", at("/jobs")),
    Visit("jobs.index", "", at("/jobs?q=nowhere&lang=ja"), "nothing-ja"),
    Visit("jobs.show", "", job()),
    Visit("jobs.show", "", job("?lang=ja"), "all-ja", unfold),
    Visit("jobs.show", "", at("/jobs/999999"), "404", status=404),
    Visit("jobs.apply", "", job("/apply")),
    Visit("jobs.apply", "", job("/apply?lang=ja"), "refused-ja", click("応募内容を送信する")),
    Visit("jobs.applied", "", job("/apply/sent?lang=ja"), "ja"),
    Visit("candidates.sent", RECRUITER, application(WITH_SCORECARDS, "/sent")),
    Visit("candidates.same_person", RECRUITER, application(WITH_SCORECARDS, "/same-person")),
    Visit("jobs.privacy", "", at("/privacy")),
    Visit("jobs.privacy", "", at("/privacy?lang=ja"), "ja"),
    Visit("portal.ask", "", at("/portal/sign-in")),
    Visit("portal.ask", "", at("/portal/sign-in?lang=ja"), "refused", click("リンクを送る")),
    Visit("links.look", "", Way(INVITED).link),
    Visit("links.look", "", at("/portal-links/cut-off"), "404", status=404),
    own("portal.show", INVITED),
    own("portal.pay", INVITED, "/applications/{id}/pay"),
    own("portal.pay", INVITED, "/applications/{id}/pay?attainment=much&lang=ja", "asked-again"),
    own("portal.show", "Daichi Kuroda", "?lang=ja", "booked-ja"),
    own("portal.materials", INVITED, "/applications/{id}/materials"),
    own("portal.materials", "Daichi Kuroda", "/applications/{id}/materials?lang=ja", "ja"),
    own("portal.messages", INVITED, "/applications/{id}/messages"),
    own("portal.messages", INVITED, "/applications/{id}/messages", "refused", click("Send")),
    own("portal.withdraw", INVITED, "/applications/{id}/withdraw"),
    own("portal.identify", "Latoya Simmons", "/applications/{id}/about-me"),
    own(
        "portal.identify", "Latoya Simmons", "/applications/{id}/about-me?lang=ja", "kept-ja", click("すべて回答しない")
    ),
    own("portal.adjustment", INVITED, "/applications/{id}/adjustments"),
    own("portal.adjustment", INVITED, "/applications/{id}/adjustments?lang=ja", "refused-ja", click("希望を送る")),
    own("portal.review", INVITED, "/applications/{id}/review"),
    own("portal.receipt", "Daichi Kuroda", "/applications/{id}/receipt"),
    own("portal.receipt", "Daichi Kuroda", "/applications/{id}/receipt?lang=ja", "ja"),
    own("portal.surveys", "Daichi Kuroda", "/applications/{id}/surveys"),
    own("portal.survey", "Daichi Kuroda", "/applications/{id}/surveys/screen"),
    own("portal.survey", "Daichi Kuroda", "/applications/{id}/surveys/screen", "refused", click("Send your answer")),
    own("portal.letter", INVITED, "/applications/{id}/letter", "404", status=404),
    Visit("scheduling.ask_adjustment", "", booking(INVITED), "", follow("Ask for something to be arranged")),
    Visit("candidates.adjustment_requests", RECRUITER, application(INVITED, "/adjustment-requests")),
    Visit("candidates.answer_adjustment", RECRUITER, asked_by(INVITED)),
    Visit("candidates.answer_adjustment", RECRUITER, asked_by(INVITED), "refused", click("Send the answer")),
    Visit("candidates.answer_review", RECRUITER, application(WITH_SCORECARDS, "/review")),
    Visit("candidates.write", RECRUITER, application(WITH_SCORECARDS, "/letter")),
    Visit("candidates.survey_sums", ADMIN, at("/reports/candidates")),
    own("portal.pause", INVITED, "/applications/{id}/pause"),
    own("portal.pause", INVITED, "/applications/{id}/pause", "refused", click("Pause my application")),
    own("portal.own_data", INVITED, "/data"),
    own("portal.own_data", INVITED, "/data?lang=ja", "refused-ja", click("情報を消去する")),
    Visit("portal.erased", "", at("/portal/erased")),
    own("portal.address", INVITED, "/address"),
    own("portal.address", INVITED, "/address", "refused", click("Send the link")),
    Visit("links.look_at_address", "", at("/address-links/cut-off"), "404", status=404),
    Visit("candidates.correspond", RECRUITER, application(WITH_SCORECARDS, "/messages")),
    Visit("scorecards.fill_in", PANELIST, interview(AT_PANEL, "panel", "/scorecard"), "all", unfold),
    Visit("scorecards.fill_in", RECRUITER, interview("Marta Kowalczyk", "screen", "/scorecard")),
    Visit("scorecards.save", PANELIST, interview(AT_PANEL, "panel", "/scorecard"), "overtaken", overtaken, 409),
    Visit("card_files.attach", PANELIST, interview(AT_PANEL, "panel", "/scorecard/files")),
    Visit("card_files.attach", PANELIST, interview(AT_PANEL, "panel", "/scorecard/files"), "refused", click("Attach")),
    Visit("scorecards.mine", PANELIST, interview(AT_PANEL, "panel", "/scorecard/mine"), "draft"),
    Visit("scorecards.mine", "takeshi.endo", interview(AT_PANEL, "panel", "/scorecard/mine")),
    Visit("scorecards.amend", "takeshi.endo", interview(AT_PANEL, "panel", "/scorecard/amend/vote")),
    Visit("scorecards.show", PANELIST, interview("Kenji Morimoto", "panel", "/scorecards")),
    Visit("scorecards.open_panel", MANAGER, interview(AT_PANEL, "panel", "/scorecards/open")),
    Visit("reports.interviewers", ADMIN, at("/reports/interviewers")),
    Visit("reports.equal_opportunity", ADMIN, at("/reports/equal-opportunity")),
    Visit("reports.mine", CUSTOMER_SUCCESS, at("/account/calibration")),
    Visit("reports.mine", PANELIST, at("/account/calibration"), "too-few"),
    Visit("reports.decks", CUSTOMER_SUCCESS, at("/account/decks")),
    Visit("reports.decks", PANELIST, at("/account/decks"), "none-yet"),
    Visit("reports.take_deck", PANELIST, at("/account/decks/first")),
    Visit("reports.take_deck", PANELIST, at("/account/decks/first"), "refused", click("Submit and see the reference")),
    Visit("reports.deck_result", "takeshi.endo", at("/account/decks/first/result")),
    Visit("notifications.texts", RECRUITER, at("/settings/mails")),
    Visit("notifications.text", RECRUITER, at("/settings/mails/candidate_booked/en")),
    Visit("notifications.text", RECRUITER, at("/settings/mails/invitation_sent/ja"), "all", unfold),
    Visit("notifications.text", RECRUITER, at("/settings/mails/application_declined/en"), "refused", with_a_typo),
    Visit("notifications.outbox", RECRUITER, at("/outbox")),
    Visit("notifications.message", RECRUITER, at("/outbox"), "newest", newest_message),
    Visit("notifications.choices", RECRUITER, at("/account/mails")),
    Visit("notifications.unsubscribe", "", at("/unsubscribe/cut-off"), "404", status=404),
    Visit("", RECRUITER, at("/staff"), "403", status=403),
    Visit("", RECRUITER, at("/nothing-here"), "404", status=404),
    Visit("", "", at("/password/used-already"), "404", status=404),
    Visit("", RECRUITER, opening("/board"), "409", stale("Advance Yuki Hanzawa"), 409),
    Visit("", PANELIST, interview(AT_PANEL, "panel", "/scorecard/amend/vote"), "422", status=422),
)
