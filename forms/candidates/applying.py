"""The form by which somebody applies: about them, their CV, answers, figures for requirements, links, consent."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from flask_wtf.file import FileField
from markupsafe import Markup, escape
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectFieldBase
from wtforms.widgets import Select, html_params

from app.domain import applying
from app.domain.application_question import ApplicationQuestion
from app.domain.applying import LINKS, Claim, Sent
from app.domain.candidate import Person, SentFile
from app.domain.errors import BadData
from app.domain.people import known_zones
from app.domain.requirement import Requirement
from app.domain.say import say, translatable
from forms.applications.moves import told
from forms.base import RungForm, options
from forms.openings import printable

T = TypeVar("T")
# Whoever can't see the field leaves it empty; a program that fills in everything does not.
TRAP = "second_subject"
_FIGURES: Mapping[str, str] = {
    "amount": translatable("Amount"),
    "currency": translatable("Currency"),
    "year": translatable("Year"),
    "times": translatable("How many"),
}
_ASKED: Mapping[str, str] = {"amount": "amount", "currency": "currency", "year": "year", "count": "times"}


class _LongList(Select):
    """A list of hundreds of choices, written out at once: the library's own way takes most of the page's time."""

    def __call__(self, field: SelectFieldBase, **kwargs: Any) -> Markup:
        chosen = str(field.data or "")
        lines = "".join(
            f'<option{" selected" if value == chosen else ""} value="{escape(value)}">{escape(label)}</option>'
            for value, label, *_ in field.iter_choices()
        )
        kwargs.setdefault("id", field.id)
        return Markup(f"<select {html_params(name=field.name, **kwargs)}>{lines}</select>")  # noqa: S704 - escaped above


def _line(label: str) -> StringField:
    return StringField(label, filters=[printable])


class ApplyForm(RungForm):
    """What everybody is asked; questions and requirements of the opening are added by `asking`.

    For each question `answer-KEY`; for each requirement that figures can show `claim-KEY-text` and the figures asked.
    """

    questions: tuple[ApplicationQuestion, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    stamp = HiddenField()
    second_subject = StringField(translatable("Leave this empty"))
    name = _line(translatable("Your name"))
    preferred_name = _line(translatable("What we may call you"))
    pronunciation = _line(translatable("How your name is said"))
    pronouns = _line(translatable("Your pronouns"))
    email = _line(translatable("E-mail address"))
    phone = _line(translatable("Telephone"))
    country = SelectField(translatable("Country where you live"), validate_choice=False, widget=_LongList())
    place = _line(translatable("City or region"))
    zone = SelectField(translatable("Your time zone"), validate_choice=False, widget=_LongList())
    cv = FileField(translatable("Your CV"))
    link_1 = _line(translatable("Link"))
    link_2 = _line(translatable("A second link"))
    link_3 = _line(translatable("A third link"))
    source = _line(translatable("How did you hear of this job?"))
    referrer = _line(translatable("Who told you of it, if it was somebody who works here"))
    consent = BooleanField(translatable("I have read the privacy notice, and agree that my data are used for this"))

    @classmethod
    def asking(
        cls,
        questions: Iterable[ApplicationQuestion],
        requirements: Iterable[Requirement],
        *,
        countries: Mapping[str, str],
        choose: str,
        **values: Any,
    ) -> "ApplyForm":
        """The form of one opening; names of countries, and what asks to choose, in the language of the page."""
        fields: dict[str, Any] = {"questions": tuple(questions), "requirements": tuple(requirements)}
        for question in fields["questions"]:
            fields[f"answer-{question.key}"] = TextAreaField(question.text, filters=[told])
        for item in fields["requirements"]:
            fields[f"claim-{item.key}-text"] = TextAreaField(translatable("In a sentence or two"), filters=[told])
            for name in (_ASKED[asked] for asked in item.asks):
                fields[f"claim-{item.key}-{name}"] = _line(_FIGURES[name])
        form: ApplyForm = type(cls.__name__, (cls,), fields)(data=values)
        form.country.choices = options({"": choose} | dict(countries))
        zones = {zone: zone.replace("_", " ") for zone in known_zones()}
        form.zone.choices = options({"": choose} | zones)
        return form

    def figures_of(self, key: str) -> list[Field]:
        """The fields for the figures of one requirement."""
        return [self[name] for part in _FIGURES if (name := f"claim-{key}-{part}") in self]

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what nobody sees."""
        return bool(self.second_subject.data)

    def take_back_token(self) -> bool:
        """Whether the token is missing or of another session; the error goes, since the page says what to do."""
        if "csrf_token" not in self or not self["csrf_token"].errors:
            return False
        self["csrf_token"].errors = []
        return True

    def file(self) -> SentFile | None:
        """The CV, or None when none was chosen."""
        sent = self.cv.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            return None
        return SentFile(sent.filename, sent.read())

    def sent(self, *, language: str, this_year: int) -> Sent | None:
        """What was entered, as the domain has it; None when something is wrong, which stands beside its field then."""
        lines = {name: self._line(name) for name in applying.LIMITS if name != "name"}
        person = Person(
            name=self._take("name", applying.checked_name) or "",
            pronunciation=lines["pronunciation"],
            pronouns=lines["pronouns"],
            place=lines["place"],
            zone=self._take("zone", applying.checked_zone) or "",
        )
        made = Sent(
            person,
            email=self._take("email", applying.checked_email) or "",
            preferred_name=lines["preferred_name"],
            phone=self._take("phone", applying.checked_phone) or "",
            country=self._take("country", applying.checked_country) or "",
            links=self._links(),
            answers=self._answers(),
            claims=tuple(claim for item in self.requirements if not (claim := self._claim(item, this_year)).is_empty),
            source=lines["source"],
            referrer=lines["referrer"],
            language=language,
        )
        if not self.consent.data:
            self.refuse(
                say("Say that you have read the privacy notice: without it we may not keep what you send."), "consent"
            )
        return None if self.errors else made

    def _line(self, name: str) -> str:
        return self._take(name, partial(applying.checked_line, field=name)) or ""

    def _links(self) -> tuple[str, ...]:
        names = [f"link_{number}" for number in range(1, LINKS + 1)]
        taken = (self._take(name, partial(applying.checked_link, field=name)) for name in names)
        return tuple(dict.fromkeys(link for link in taken if link))

    def _answers(self) -> tuple[tuple[str, str], ...]:
        asked = [(question, f"answer-{question.key}") for question in self.questions]
        taken = ((each.key, self._take(name, partial(applying.checked_answer, each))) for each, name in asked)
        return tuple((key, text) for key, text in taken if text)

    def _claim(self, item: Requirement, this_year: int) -> Claim:
        number = {name: self._figure(f"claim-{item.key}-{name}") for name in ("amount", "year", "times")}
        currency = self._typed(f"claim-{item.key}-currency").upper() or None
        text = self._typed(f"claim-{item.key}-text")
        claim = Claim(item.key, text, number["amount"], currency, number["year"], number["times"])
        try:
            return claim.check(this_year=this_year)
        except BadData as error:
            self.refuse(error.message, f"claim-{item.key}-{error.field}")
            return claim

    def _typed(self, name: str) -> str:
        return str(self[name].data or "").strip() if name in self else ""

    def _figure(self, name: str) -> int | None:
        return self._take(name, applying.whole_number) if name in self else None

    def _take(self, name: str, check: Callable[[str], T]) -> T | None:
        try:
            return check(str(self[name].data or ""))
        except BadData as error:
            self.refuse(error.message, name)
            return None
