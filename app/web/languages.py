"""Outside the feature grid: the language of a page. Staff read English; candidates read English or Japanese."""

import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlencode

from flask import Flask, Response, after_this_request, current_app, g, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.domain.say import in_language
from app.gateways import translations

P = ParamSpec("P")
ENGLISH, JAPANESE = "en", "ja"
LANGUAGES = {ENGLISH: "English", JAPANESE: "日本語"}
# What is said in Japanese already needs no translation.
_JAPANESE_SIGNS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_PARAMETER, _COOKIE, _YEAR = "lang", "rung-language", 365 * 24 * 3600


def language() -> str:
    """The language of the page that is being made."""
    found: str = g.get("language", ENGLISH)
    return found


def bilingual(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let a page be read in any of the languages: the one chosen, else the browser's."""

    @wraps(view)
    def speaking(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        choose_language()
        return view(*args, **kwargs)

    return speaking


def choose_language(preferred: str = "") -> None:
    """Choose the language of this page.

    In this order: the one in the address, which the browser keeps from then on; the one that it has kept; `preferred`,
    such as the one that a candidate chose when they applied; the browser's own; English.
    """
    asked, kept = request.args.get(_PARAMETER, ""), request.cookies.get(_COOKIE, "")
    offered = request.accept_languages.best_match(list(LANGUAGES)) or ENGLISH
    g.language = next(each for each in (asked, kept, preferred, offered, ENGLISH) if each in LANGUAGES)
    if asked in LANGUAGES and asked != kept:
        after_this_request(_keep)


def _keep(answer: Response) -> Response:
    secure = current_app.config["RUNG"].is_https
    answer.set_cookie(_COOKIE, language(), max_age=_YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer


def translate(text: str) -> str:
    """A text, or a sentence that the domain made, in the language of the page."""
    return in_language(text, language(), _one)


def _one(text: str) -> str:
    here = language()
    if here != ENGLISH and not translations.has(text, here) and not _JAPANESE_SIGNS.search(text):
        current_app.extensions.setdefault("untranslated", set()).add(text)
    return translations.translated(text, here)


def _many(one: str, many: str, number: int) -> str:
    if language() == ENGLISH:
        return one if number == 1 else many
    return _one(one)


def content(text: str) -> str | Markup:
    """A text of a job family or ladder in the language of the page, or as it is, marked as English.

    The name of an opening is a title and a place: each is said for itself.
    """
    here = language()
    text = " ".join(text.split())
    if translations.has(text, here):
        return translations.translated(text, here)
    title, comma, place = text.rpartition(", ")
    if comma and translations.has(title, here):
        return f"{translations.translated(title, here)}（{translations.translated(place, here)}）"
    return Markup('<span lang="en">{}</span>').format(text)


def _here(language_key: str) -> str:
    """The address of this page in a language, with what was searched for."""
    return f"{request.path}?{urlencode(request.args.to_dict() | {_PARAMETER: language_key})}"


def start_languages(app: Flask) -> None:
    """Let templates say {% trans %}, _("..."), {{ sentence | t }} and {{ text | content }}."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.add_extension("jinja2.ext.do")  # "set _ = ..." would hide the _ of translations
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(_one, _many, newstyle=True)  # type: ignore[attr-defined]
    app.add_template_filter(translate, "t")
    app.add_template_filter(content)
    app.jinja_env.globals.update(language=language, languages=LANGUAGES, in_language=_here)
