"""Files of candidates and for them: CVs, slides, briefs. Each is what its content shows, and holds nothing that acts.

What is kept is only ever handed out to be saved, never shown as a part of this site. A name and what a browser says of
a file count for nothing. The sentences are read by candidates as well, so they can be said in their language.
"""

import re
from collections.abc import Mapping

from app.domain.candidate import SentFile
from app.domain.errors import BadData
from app.domain.say import say, translatable
from app.gateways import office_files, pictures
from app.gateways.files import DOCX, LARGEST, PDF, PPTX, TXT, CheckedFile, safe_name
from app.gateways.office_files import Fault, Office

CV_KINDS = translatable("PDF, Word (DOCX) or plain text, at most 10 MB")
DECK_KINDS = translatable("PDF or PowerPoint (PPTX), at most 10 MB")
BRIEF_KINDS = translatable("PDF, at most 10 MB")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_PDF_TAIL = 2048
# A text that begins like this is the source of something else: what whoever reads it would see is not what was meant.
_SOURCE = re.compile(r"[\ufeff\s]*(<(!doctype|html|\?xml|svg|head|body)\b|\{\\rtf|%pdf)", re.IGNORECASE)
# Names of a PDF that let it run something by itself, as every program but a malicious one writes them.
_ACTS = re.compile(rb"/(JavaScript|Launch|RichMedia)[\s/(<\[]")
_FAULTS: Mapping[Fault, str] = {
    Fault.LOCKED: translatable("The file is locked with a password. Save it without one, or as a PDF."),
    Fault.SWELLS: translatable("The file holds far more than its size shows. Save it as a PDF and send that."),
    Fault.RUNS: translatable("The file holds a program, such as a macro. Save it as a PDF and send that."),
    Fault.FETCHES: translatable("The file fetches parts of itself from elsewhere. Save it as a PDF and send that."),
    Fault.HOLDS_FILES: translatable("The file holds other files, such as tables. Save it as a PDF and send that."),
}


def checked_cv(sent: SentFile) -> CheckedFile:
    """A CV that may be kept: a PDF, a Word document or plain text.

    Raises:
        BadData: naming the field `cv`, if it is empty, too large, of another kind, or holds what acts by itself.
    """
    _measured(sent.content, field="cv")
    media_type = _pdf_or_office(sent.content, Office.DOCX, field="cv")
    if not media_type and _is_text(sent.content):
        media_type = TXT
    if not media_type:
        other = say("The file is not a PDF, a Word document (DOCX) or plain text. Save the CV as one of them.")
        raise BadData(other, field="cv")
    return CheckedFile(safe_name(sent.name, media_type), media_type, sent.content)


def checked_deck(sent: SentFile) -> CheckedFile:
    """Slides that may be kept: a PDF or a PowerPoint file.

    Raises:
        BadData: naming the field `deck`, as with a CV.
    """
    _measured(sent.content, field="deck")
    media_type = _pdf_or_office(sent.content, Office.PPTX, field="deck")
    if not media_type:
        other = say("The file is not a whole PDF or PowerPoint file (PPTX). Save the slides as one of the two.")
        raise BadData(other, field="deck")
    return CheckedFile(safe_name(sent.name, media_type, unnamed="Slides"), media_type, sent.content)


def checked_brief(sent: SentFile) -> CheckedFile:
    """What candidates get before a stage: a PDF.

    Raises:
        BadData: naming the field `file`, as with a CV.
    """
    _measured(sent.content, field="file")
    if not _is_pdf(sent.content, field="file"):
        raise BadData(say("The file is not a whole PDF. Save it as one and choose it again."), field="file")
    return CheckedFile(safe_name(sent.name, PDF, unnamed="Brief"), PDF, sent.content)


def _measured(content: bytes, *, field: str) -> None:
    if not content:
        raise BadData(say("The file is empty. Choose it again."), field=field)
    if len(content) > LARGEST:
        raise BadData(say("The file is larger than 10 MB. Save it with smaller pictures and send that."), field=field)


def _pdf_or_office(content: bytes, kind: Office, *, field: str) -> str:
    """The media type, or nothing when it is neither."""
    if _is_pdf(content, field=field):
        return PDF
    if not office_files.looks_like(content):
        return ""
    fault = office_files.fault_of(content, kind)
    if fault is None:
        return {Office.DOCX: DOCX, Office.PPTX: PPTX}[kind]
    if fault in _FAULTS:
        raise BadData(say(_FAULTS[fault]), field=field)
    return ""


def _is_pdf(content: bytes, *, field: str) -> bool:
    """It begins and ends as a PDF does, and is no archive besides."""
    is_whole = content.startswith(b"%PDF-") and b"%%EOF" in content[-_PDF_TAIL:]
    if not is_whole or pictures.is_archive(content):
        return False
    if _ACTS.search(content):
        raise BadData(
            say("The PDF runs something by itself when it is opened. Print it to a new PDF and send that."), field=field
        )
    return True


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not (_SOURCE.match(text) or _CONTROLS.search(text))
