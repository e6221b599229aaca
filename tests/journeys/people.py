"""People in front of browsers: each opens a page, fills in what it shows, sends it and reads what comes back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.gateways import clock
from tests.factories.ladders import shipped_playbook
from tests.journeys.browsing import FilledForm, form_on, tokens_on
from tests.page import Page, check, read

Fields = Mapping[str, Any]
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NO_EVIDENCE = "No evidence seen"
SEEN = "Named the buyer's own figure for a day of delay, and came back to it until both sides had agreed on it."


@dataclass
class Calendar:
    """What time it is for everybody in a journey."""

    now: datetime = MONDAY

    def passes(self, **spans: float) -> None:
        """Let some time go by."""
        self.now += timedelta(**spans)

    def reaches(self, at: datetime) -> None:
        """Let it be this moment, unless it has passed."""
        self.now = max(self.now, at)


@dataclass(frozen=True)
class CardTexts:
    """What somebody puts on a scorecard, in the words of the page.

    `point` is the word for every focus area that is not in `points`; `level` is that of the ladder for which the
    picked statements stand, in any order that the page shows them; empty means that no scope signal was seen.
    """

    point: str = "Meets expectations"
    points: Mapping[str, str] = field(default_factory=dict)
    level: str = "P4"
    vote: str = "Yes"
    evidence: str = SEEN
    summary: str = "Would hold up in front of a customer."
    note: str = ""


class Person:
    """Somebody with a browser. `at` is the address that it shows, `page` what stands there."""

    def __init__(self, client: FlaskClient, name: str, calendar: Calendar) -> None:
        self.client = client
        self.name = name
        self.calendar = calendar
        self.at = ""
        self.page: Page
        self.is_in_a_hurry = False

    def opens(self, path: str, *, status: int = 200) -> Page:
        """Go to an address, and check what holds for every page; on the way to where a test begins, only the status."""
        with clock.pretending(self.calendar.now):
            if self.is_in_a_hurry:
                answer = self.client.get(path)
                assert answer.status_code == status, f"{path} answers {answer.status_code}, not {status}"
                self.page = Page(status, answer.get_data(as_text=True), "", [])
            else:
                self.page = read(self.client, path, status=status)
        self.at = path.split("#")[0]
        return self.page

    def fetches(self, path: str) -> TestResponse:
        """What an address answers, as it comes: a file, or where it leads."""
        with clock.pretending(self.calendar.now):
            return self.client.get(path)

    def is_told(self, path: str, sentence: str, *, status: int) -> None:
        """Go to an address that answers with a refusal, and find the sentence that says what to do."""
        self.opens(path, status=status)
        self.hears(sentence)

    def form(self, to: str = "") -> FilledForm:
        """The form of the page that posts to an address with this ending."""
        found = form_on(self.page.html, to)
        assert found is not None, f"{self.at} has no form that posts to ...{to}"
        return found

    def sends(self, to: str = "", fields: Fields | None = None, *, status: int = 200) -> Page:
        """Send a form of the page with these fields filled in; go where the answer leads."""
        form = self.form(to)
        return self._posts(form.action or self.at, {**form.values, **(fields or {})}, status=status)

    def insists(self, path: str, fields: Fields | None = None, *, status: int) -> Page:
        """Send to an address for which the page has no button, as an old tab or a tool would."""
        return self._posts(path, {**tokens_on(self.page.html), **(fields or {})}, status=status)

    def _posts(self, path: str, data: Fields, *, status: int) -> Page:
        with clock.pretending(self.calendar.now):
            answer = self.client.post(path, data=dict(data))
        if answer.status_code in {302, 303}:
            assert status == 200, f"{path} let {self.name} pass and went on to {answer.location}"
            if self.is_in_a_hurry:
                self.at = answer.location
                return self.page
            return self.opens(answer.location)
        html = answer.get_data(as_text=True)
        assert answer.status_code == status, f"{path} answers {answer.status_code}, not {status}: {html}"
        self.page = check(path, html, status)
        self.at = path
        return self.page

    def hears(self, sentence: str) -> None:
        """Find a sentence on the page."""
        text = words_of(self.page)
        assert sentence in text, f"{self.at} does not say “{sentence}” to {self.name}, but: {text}"

    def hears_nothing_of(self, sentence: str) -> None:
        """Find that a page does not hold a sentence."""
        assert sentence not in words_of(self.page), f"{self.at} says “{sentence}” to {self.name}"

    def picks(self, form: FilledForm, name: str, words: str | Sequence[str]) -> list[str]:
        """The values of choices by their words."""
        return [form.choice(name, one) for one in ([words] if isinstance(words, str) else words)]

    def books(
        self,
        application: int,
        at: datetime,
        *,
        interviewers: Sequence[str],
        status: int = 200,
        **fields: Any,
    ) -> int:
        """Book the stage in which an application stands; returns the interview's number, 0 when it was refused."""
        self.opens(f"/applications/{application}/interviews/new")
        form = self.form("/interviews/new")
        asked: dict[str, Any] = {
            "day": f"{at:%Y-%m-%d}",
            "at": f"{at:%H:%M}",
            "zone": "UTC",
            "seats": self.picks(form, "seats", interviewers),
            "video_link": "https://meet.example.org/room",
        }
        self.sends("/interviews/new", asked | fields, status=status)
        return int(self.at.rsplit("/", 1)[1]) if status == 200 else 0

    def card_of(self, interview: int, texts: CardTexts) -> dict[str, Any]:
        """Everything on a scorecard, chosen by the words that the page shows."""
        self.opens(f"/interviews/{interview}/scorecard")
        form = self.form("/scorecard")
        filled: dict[str, Any] = {"vote": self.picks(form, "vote", texts.vote), "summary": texts.summary}
        filled["next_note"] = texts.note
        for name in form.names("rating-"):
            word = texts.points.get(name.removeprefix("rating-"), texts.point)
            filled[name] = self.picks(form, name, word)
            filled[name.replace("rating-", "evidence-")] = "" if word == NO_EVIDENCE else texts.evidence
        for name in form.names("statement-"):
            filled[name] = self.picks(form, name, statement(name.removeprefix("statement-"), texts.level))
            filled[name.replace("statement-", "grounds-")] = texts.evidence if texts.level else ""
        return filled

    def writes(self, interview: int, texts: CardTexts | None = None, *, act: str = "submit", status: int = 200) -> Page:
        """Fill in the own scorecard, and submit it or save the draft."""
        filled = self.card_of(interview, texts or CardTexts())
        return self.sends("/scorecard", filled | {"act": act}, status=status)

    def presses(self, application: int, verb: str) -> Page:
        """Use a button of the application's page."""
        self.opens(f"/applications/{application}")
        return self.sends(f"/applications/{application}/{verb}")

    def fills_in(self, application: int, verb: str, fields: Fields, *, status: int = 200) -> Page:
        """Open the page of a move of the application, fill it in and send it."""
        self.opens(f"/applications/{application}/{verb}")
        return self.sends(f"/{verb}", fields, status=status)

    def tries_to_advance(self, application: int, *, missing: str) -> None:
        """Meet the gate: no button on the page, and a refusal that names what is missing when sent all the same."""
        path = f"/applications/{application}/advance"
        self.opens(f"/applications/{application}")
        self.hears(missing)
        assert path not in self.page.html, "a stage that is not finished shows the button that advances"
        self.opens(f"/applications/{application}/decline")
        self.insists(path, status=422)
        self.hears("is not finished.")
        self.hears(missing)

    def declines(self, application: int, *, about: str, reason: str, **fields: str) -> Page:
        """Say no."""
        self.opens(f"/applications/{application}/decline")
        chosen = self.picks(self.form("/decline"), "about", about)
        return self.sends("/decline", {"about": chosen, "reason": reason, **fields})


def statement(signal: str, level: str) -> str:
    """The words of the statement that stands for a level; the interviewer does not know which."""
    if not level:
        return NO_EVIDENCE
    statements = shipped_playbook().ladder.signal(signal).statements
    return next(item.text for item in statements if level in item.levels)


def words_of(page: Page) -> str:
    """The text of a page as it is read, without the spaces that markup leaves before a comma or full stop."""
    return re.sub(r" ([,.;:])", r"\1", page.text)


def recommended(page: Page) -> str:
    """The level that a decision page recommends; empty when it names none."""
    section = page.html.partition('id="recommendation"')[2]
    found = re.search(r'<p class="big (?:acc|soft)">(P\d)</p>', section)
    return found.group(1) if found else ""


def level_codes(page: Page) -> set[str]:
    """Every code of a ladder level that the page holds, in its text or its markup."""
    return set(re.findall(r"\bP[2-6]\b", page.html))
