"""Filling in a form of a page as a browser would: some fields changed, all others sent as they are shown."""

from flask.testing import FlaskClient

from tests.page import Page, check

LISTS = ("zone", "country", "step_minutes", "language")


def send(client: FlaskClient, where: str = "", *, at: str, **values: str) -> tuple[int, Page]:
    """Change some fields of a form of the page and post it; the answer is read as a page unless it leads on."""
    path = f"{at}{where}"
    form = shown(client, at, path)
    answer = client.post(path, data=form | values)
    if answer.status_code == 302:
        return 302, Page(302, "", "", [])
    return answer.status_code, check(path, answer.get_data(as_text=True), answer.status_code)


def shown(client: FlaskClient, at: str, path: str) -> dict[str, str]:
    """What a browser would send of the form, the values that lists have chosen included."""
    html = client.get(at).get_data(as_text=True)
    fields = check(at, html, 200).form(path)
    for name in [name for name in LISTS if name in fields]:
        options = html.split(f'name="{name}"')[1].split("</select>")[0]
        fields[name] = options.split(" selected ")[1].split('value="')[1].split('"')[0]
    return fields
