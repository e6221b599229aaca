"""Outside the feature grid: a handbook page that the demo organisation imported and has not gone through yet."""

from datetime import datetime

from app.cli.demo.calendar import DAY, at_the_office
from app.cli.demo.cast import Cast
from app.domain.policy import Role
from app.gateways import clock
from app.gateways.ladder_files import shipped_directory
from app.services.ladders import importing

IMPORTED_BEFORE = 2 * DAY


def import_pages(cast: Cast, *, dawn: datetime) -> None:
    """Let an admin import every page that lies with the demo data; each becomes a draft."""
    admin = next(viewer for viewer in cast.viewers.values() if viewer.role is Role.ADMIN)
    pages = sorted((shipped_directory() / "demo" / "pages").glob("*.md"))
    with clock.pretending(at_the_office(dawn - IMPORTED_BEFORE, admin.zone, before=dawn)):
        importing.import_pages(admin, [(page.name, page.read_bytes()) for page in pages])
