"""What is kept of a candidate: reading about it, taking all of it along, having it erased."""

import json
import zipfile
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from flask import Response, current_app, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.portal import Visitor
from app.gateways import clock, files
from app.queries.accounts import site
from app.queries.candidates import own_data as queries
from app.services.candidates import erasing, identifying, settling
from app.web.candidates.blueprint import portal
from app.web.candidates.visiting import forget_session, unlisted, visited
from app.web.languages import bilingual
from app.web.security import public
from forms.candidates.erasing import OwnErasureForm

# What is larger than this in all is left out and asked for by mail: one request must not fill the server's disk.
MOST_BYTES = 300 * 1024 * 1024
_IN_MEMORY, _PIECE = 4 * 1024 * 1024, 64 * 1024


@portal.get("/data")
@visited
def own_data(visitor: Visitor) -> ResponseReturnValue:
    """What is kept of the candidate, and what they can do about it."""
    return _page(visitor, OwnErasureForm())


@portal.get("/data/everything.zip")
@visited
def export(visitor: Visitor) -> ResponseReturnValue:
    """Everything that they get, as one archive."""
    found = queries.own_data(visitor, clock.now())
    archive = _archive(found, visitor)
    answer = Response(_pieces(archive), mimetype="application/zip")
    answer.headers["Content-Disposition"] = "attachment; filename=my-data.zip"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@portal.post("/data")
@visited
def erase(visitor: Visitor) -> ResponseReturnValue:
    """Erase everything of the candidate, who has read on the same page what that means."""
    form = OwnErasureForm()
    if form.validate_on_submit():
        with form.refusals():
            erasing.erase_own(visitor, is_sure=bool(form.is_sure.data))
            settling.settle_now(clock.now())
            answer = make_response(redirect(url_for("portal.erased")))
            forget_session(answer)
            return answer
    return _page(visitor, form)


@portal.get("/erased")
@public("whoever was erased has no session any more; it tells nothing of anybody")
@bilingual
def erased() -> ResponseReturnValue:
    """What somebody reads who was erased."""
    return unlisted(render_template("candidates/erased.html"))


def _page(visitor: Visitor, form: OwnErasureForm) -> ResponseReturnValue:
    standing = queries.standing_of(visitor)
    page = render_template("candidates/own_data.html", visitor=visitor, standing=standing, form=form)
    return page, form.status


def _archive(found: queries.OwnData, visitor: Visitor) -> IO[bytes]:
    archive: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when the answer is out
    try:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            missing = _pack_files(packed, found)
            told = {**found.data, "about_you": list(_about(found, visitor)), "files_left_out": missing}
            packed.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1))
            for language, name in (("en", "README.txt"), ("ja", "README.ja.txt")):
                about = {"site": site(), "visitor": visitor, "missing": missing}
                packed.writestr(name, render_template(f"candidates/readme.{language}.txt", **about))
    except BaseException:
        archive.close()
        raise
    archive.seek(0)
    return archive


def _about(found: queries.OwnData, visitor: Visitor) -> Iterator[dict[str, object]]:
    """What they said about themselves of their own free will, which is kept apart from everything else."""
    for application in found.data["application"]:
        try:
            given = identifying.about_me(visitor, application["id"])
        except NotFound:
            continue
        for told in given.told:
            yield {"application_id": application["id"], "question": told.question, "answer": told.answer}


def _pack_files(packed: zipfile.ZipFile, found: queries.OwnData) -> list[str]:
    """Add what can be read and is not too much; what could not be added."""
    folder, left, missing = current_app.config["RUNG"].files_directory, MOST_BYTES, []
    for file in found.files:
        left -= file.size
        try:
            if left < 0:
                raise NotFound
            packed.writestr(file.path, files.read(folder, file.stored_as))
        except NotFound:
            missing.append(file.path)
    return missing


def _pieces(archive: IO[bytes]) -> Iterator[bytes]:
    with archive:
        while piece := archive.read(_PIECE):
            yield piece
