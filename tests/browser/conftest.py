"""A real browser on a real server with the demo organisation; one of each for all tests of a process."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from tests.browser.noise import listen
from tests.browser.site import Made, Site, made_in, serve
from tests.browser.windows import SCREEN, chromium_at, sign_in

HERE = Path(__file__).parent
OpenWindow = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Starting server and browser falls to whichever test comes first, so a test's time limit leaves fixtures out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.timeout(func_only=True))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Made:
    """What servers start from, made once for all processes of this run."""
    own = tmp_path_factory.getbasetemp()
    return made_in(own if worker_id == "master" else own.parent)


@pytest.fixture(scope="session")
def site(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product on a database of its own with the demo organisation."""
    with serve(tmp_path_factory.mktemp("site"), like=made.demo) as it:
        yield it


@pytest.fixture(scope="session")
def empty_site(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product without an organisation."""
    with serve(tmp_path_factory.mktemp("empty"), like=made.empty) as it:
        yield it


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium."""
    if not os.environ.get("CHROMIUM"):
        pytest.skip("no Chromium: set CHROMIUM, or run ./check, which finds or installs one")
    with chromium_at(os.environ["CHROMIUM"]) as browser:
        yield browser


@pytest.fixture
def open_window(chromium: Browser) -> Iterator[OpenWindow]:
    """Opens windows on a server, and asks at the end what they heard."""
    opened: list[tuple[BrowserContext, list[str]]] = []

    def enter(url: str, *, javascript: bool = True, state: StorageState | None = None) -> BrowserContext:
        window = chromium.new_context(base_url=url, java_script_enabled=javascript, storage_state=state, **SCREEN)
        window.set_default_timeout(10_000)
        opened.append((window, listen(window, url)))
        return window

    yield enter
    for window, _ in opened:
        window.close()
    assert not [line for _, heard in opened for line in heard]


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """The cookies of those who have signed in already."""
    return {}


@pytest.fixture
def page_of(site: Site, open_window: OpenWindow, sessions: dict[str, StorageState]) -> Callable[..., Page]:
    """A page in which somebody is signed in, by the local part of the e-mail address; "" is nobody."""

    def enter(person: str, *, javascript: bool = True) -> Page:
        window = open_window(site.url, javascript=javascript, state=sessions.get(person))
        page = window.new_page()
        if person and person not in sessions:
            sign_in(page, person)
            sessions[person] = window.storage_state()
        return page

    return enter


@pytest.fixture
def changes(site: Site, sessions: dict[str, StorageState]) -> Iterator[None]:
    """For tests that change the organisation: afterwards it is as it was, and everybody is signed out."""
    yield
    site.restore()
    sessions.clear()
