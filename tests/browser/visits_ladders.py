"""Pages of ladders, families and their versions, with somebody who can reach them in the demo organisation."""

from tests.browser.visits import ADMIN, Visit, at

LADDER_VISITS = (Visit("content.findings", ADMIN, at("/ladders/findings")),)
