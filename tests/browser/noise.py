"""What a window hears that no page may cause: script errors, blocked contents, requests to other hosts."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

# Chromium reports the answer of a page that refuses as an error of its own; the refusals themselves are tested.
REFUSED = "Failed to load resource: the server responded with a status of 4"
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`blocked: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ""}`));"""


def listen(window: BrowserContext, url: str) -> list[str]:
    """Collect from now on what the window should not have to hear."""
    heard: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(REFUSED):
            heard.append(f"{message.page.url if message.page else ''}: {message.type}: {message.text}")

    def request(sent: Request) -> None:
        if not sent.url.startswith((f"{url}/", "data:", "blob:")):
            heard.append(f"request to {sent.url}")

    window.add_init_script(TELL_VIOLATIONS)
    window.on("console", console)
    window.on("weberror", lambda error: heard.append(f"script error: {error.error}"))
    window.on("request", request)
    return heard
