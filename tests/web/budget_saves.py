"""The saves whose cost is bounded, each on a target of its own: what to send, and where."""

from collections.abc import Callable, Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.applications import make_application
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.panels import card_fields, sheet_for
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard
from tests.page import read
from tests.web.budget_scene import Scene, make_panel_of

Request = Callable[[], TestResponse]


def _send(client: FlaskClient, page: str, ending: str, fields: Mapping[str, Any], to: str | None = None) -> Request:
    """A request with what the page's form carries, ready to be sent."""
    sent = read(client, page).form(ending) | dict(fields)
    return lambda: client.post(to or page, data=sent)


def _card(scene: Scene, *, who: str, cards: tuple[str, ...], act: str, to: str = "", before: bool = False) -> Request:
    _, interview = make_panel_of(scene, cards=cards)
    path = f"/interviews/{interview}/scorecard"
    if before:
        make_scorecard(interview, scene.ids[who], submitted=False)
    fields = card_fields(sheet_for(interview, scene.ids[who]))
    return _send(scene.clients[who], path, "/scorecard", fields | {"act": act}, path + to)


def draft(scene: Scene) -> Request:
    return _card(scene, who="panelist", cards=(), act="save", to="/draft")


def draft_again(scene: Scene) -> Request:
    return _card(scene, who="panelist", cards=(), act="save", to="/draft", before=True)


def submit(scene: Scene) -> Request:
    return _card(scene, who="panelist", cards=("colleague",), act="submit", before=True)


def submit_last(scene: Scene) -> Request:
    return _card(scene, who="panelist", cards=("colleague", "last"), act="submit", before=True)


def amend(scene: Scene) -> Request:
    _, interview = make_panel_of(scene, cards=("colleague", "last", "panelist"))
    path = f"/interviews/{interview}/scorecard/amend/vote"
    return _send(scene.clients["panelist"], path, path, {"vote": "no", "reason": "Read the notes again."})


def advance(scene: Scene) -> Request:
    team = scene.team
    application = make_application(team.opening, stage="panel")
    interview = make_interview(application, stage="panel", interviewers=team.panel, is_open=True)
    for who in team.panel:
        make_scorecard(interview, who)
    page = f"/applications/{application}"
    return _send(scene.clients["recruiter"], page, "/advance", {}, f"{page}/advance")


def decline(scene: Scene) -> Request:
    application, _ = make_panel_of(scene, cards=("colleague",))
    path = f"/applications/{application}/decline"
    fields = {"about": "area:results", "reason": "No figures, asked twice.", "soon": "keep"}
    return _send(scene.clients["recruiter"], path, path, fields)


def book(scene: Scene) -> Request:
    path = f"/applications/{make_application(scene.team.opening, stage='panel')}/interviews/new"
    at = scene.later()
    fields = {"day": f"{at:%Y-%m-%d}", "at": f"{at:%H:%M}", "zone": "UTC", "minutes": "60"}
    seats = {"seats": [str(who) for who in scene.team.panel], "video_link": "https://meet.example.org/room"}
    return _send(scene.clients["recruiter"], path, path, fields | seats)


def debrief_note(scene: Scene) -> Request:
    differing = {scene.team.panel[0]: {"efficiency": 2}}
    page = f"/applications/{make_finalist(scene.team, by_person=differing)}/debrief"
    fields = {"outcome": "settled", "text": "Both speak of the same call."}
    return _send(scene.clients["panelist"], page, "/items/area-efficiency", fields, f"{page}/items/area-efficiency")


def own_level(scene: Scene) -> Request:
    path = f"/applications/{make_finalist(scene.team)}/decision"
    fields = {"level": "P4", "confidence": "sure", "reason": "Runs the account alone."}
    return _send(scene.clients["manager"], path, "/own-level", fields, f"{path}/own-level")


def decision(scene: Scene) -> Request:
    application = make_finalist(scene.team)
    make_own_level(application, scene.team.manager)
    path = f"/applications/{application}/decision"
    fields = {"outcome": "hire", "level": "P4", "reason": "The panel saw what the role asks for."}
    return _send(scene.clients["manager"], path, "/decision", fields)


def outside(scene: Scene) -> Request:
    """A hire that somebody else has to approve."""
    application = make_finalist(scene.team)
    make_own_level(application, scene.team.manager)
    path = f"/applications/{application}/decision"
    fields = {"outcome": "hire", "level": "P6", "reason": "Carries several countries by now."}
    return _send(scene.clients["manager"], path, "/decision", fields)


def approval(scene: Scene) -> Request:
    asked = outside(scene)()
    path = asked.headers["Location"]
    asked.close()
    fields = {"verdict": "approved", "reason": "The region is about to grow."}
    return _send(scene.clients["leader"], path, "/approval", fields, f"{path}/approval")


def conversation(scene: Scene) -> Request:
    application = make_finalist(scene.team)
    make_own_level(application, scene.team.manager)
    path = f"/applications/{application}/decision"
    fields = {"outcome": "conversation", "stage": "final", "look_at": "area:transparency", "reason": "One rater alone."}
    return _send(scene.clients["manager"], path, "/decision", fields)


def excuse(scene: Scene) -> Request:
    _, interview = make_panel_of(scene, cards=("colleague",))
    path = f"/interviews/{interview}/excuse"
    return _send(scene.clients["panelist"], path, "/excuse", {"reason": "The candidate did not come."})


SAVES_OF: dict[str, Callable[[Scene], Request]] = {
    "draft": draft,
    "draft again": draft_again,
    "submit": submit,
    "submit that opens the panel": submit_last,
    "amend": amend,
    "advance": advance,
    "decline": decline,
    "book": book,
    "excuse": excuse,
    "debrief note": debrief_note,
    "own level": own_level,
    "decision": decision,
    "decision outside the range": outside,
    "approval": approval,
    "one more conversation": conversation,
}
