"""What a window hears that no page may cause: script errors, blocked contents, requests to other hosts."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

# Chromium reports as errors of its own a page that refuses and a request that a test cuts off; both are asked for.
FAILED = "Failed to load resource: "
CUT_OFF = (f"{FAILED}net::ERR_FAILED", f"{FAILED}net::ERR_INTERNET_DISCONNECTED")
ASKED_FOR = (f"{FAILED}the server responded with a status of 4", *CUT_OFF)
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`blocked: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ""}`));"""


def listen(window: BrowserContext, url: str) -> list[str]:
    """Collect from now on what the window should not have to hear."""
    heard: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(ASKED_FOR):
            heard.append(f"{message.page.url if message.page else ''}: {message.type}: {message.text}")

    def request(sent: Request) -> None:
        if not sent.url.startswith((f"{url}/", "data:", "blob:")):
            heard.append(f"request to {sent.url}")

    window.add_init_script(TELL_VIOLATIONS)
    window.on("console", console)
    window.on("weberror", lambda error: heard.append(f"script error: {error.error}"))
    window.on("request", request)
    return heard
