"""Files attached at once: the same one is kept once, never more than ten, and none is left over in the store."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from app.domain.candidate import SentFile
from app.domain.card_files import MOST_FILES
from app.domain.errors import BadData
from app.queries.scorecards.files import files_of
from app.services.scorecards import files as service
from tests.factories.panels import Panel, make_panel, viewer_of
from tests.gateways import sent_files

AT_ONCE = 8


@pytest.fixture
def panel(app) -> Panel:
    return make_panel()


def at_once(app, act: Callable[[int], int]) -> list[int]:
    """What each of them answers; -1 for who was refused."""
    barrier = Barrier(AT_ONCE)

    def one(number: int) -> int:
        with app.app_context():
            barrier.wait()
            try:
                return act(number)
            except BadData:
                return -1

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(one, range(AT_ONCE)))


def kept(app, panel: Panel) -> int:
    with app.app_context():
        return len(files_of(panel.interview, panel.team.panel[0]))


def stored(folder: Path) -> int:
    return len(list(folder.iterdir()))


def test_one_file_sent_many_times_at_once_is_kept_once(app, panel, tmp_path):
    who, sent = viewer_of(panel.team.panel[0]), [SentFile("Slides.pdf", sent_files.PDF)]

    answers = at_once(app, lambda _: service.attach(who, panel.interview, sent, folder=tmp_path))

    assert answers == [0] * (AT_ONCE - 1) + [1]
    assert (kept(app, panel), stored(tmp_path)) == (1, 1)


def test_more_files_than_have_room_are_refused_whoever_came_first(app, panel, tmp_path):
    who = viewer_of(panel.team.panel[0])

    def three(number: int) -> int:
        widths = range(3 * number + 1, 3 * number + 4)
        sent = [SentFile(f"{width}.png", sent_files.png(width=width)) for width in widths]
        return service.attach(who, panel.interview, sent, folder=tmp_path)

    answers = at_once(app, three)

    fitting = MOST_FILES // 3
    assert answers == [-1] * (AT_ONCE - fitting) + [3] * fitting
    assert (kept(app, panel), stored(tmp_path)) == (3 * fitting, 3 * fitting)
