"""Sentences that can be said in another language later: a template in English, and what stands in its places."""

from collections.abc import Callable, Mapping

Translate = Callable[[str], str]


def translatable(text: str) -> str:
    """The text itself; it is found here by whoever collects what has to be translated."""
    return text


class Sentence(str):
    """English text that remembers how it was made, so that `in_language` can make it in another language."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]


class Localised(str):
    """English text, such as a date, together with what makes the same text for another language."""

    __slots__ = ("told",)
    told: Callable[[str], str]


def say(template: str, **values: object) -> Sentence:
    """A sentence in English.

    Args:
        template: the text, with names in braces; it is found in the source as it stands.
        values: what stands in the braces. A `Sentence` or `Localised` among them is translated as well.
    """
    made = Sentence(template.format(**values))
    made.template, made.values = template, values
    return made


def localised(told: Callable[[str], str]) -> Localised:
    """A text that `told` makes for a language, such as "en" or "ja"."""
    made = Localised(told("en"))
    made.told = told
    return made


def in_language(text: str, language: str, translate: Translate) -> str:
    """The text in a language.

    Args:
        text: what `say` or `localised` made, or any text.
        language: of whoever reads it.
        translate: gives the translation of a template or a whole text, or the text itself where there is none.
    """
    if isinstance(text, Localised):
        return text.told(language)
    if isinstance(text, Sentence):
        values = {name: _part(value, language, translate) for name, value in text.values.items()}
        return translate(text.template).format(**values)
    return translate(text)


def _part(value: object, language: str, translate: Translate) -> object:
    is_made = isinstance(value, Sentence | Localised)
    return in_language(value, language, translate) if is_made and isinstance(value, str) else value
