"""What the public sees of openings: the list, one of them, the privacy notice, and what search engines ask for."""

from datetime import date

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.privacy import parts
from app.domain.public_opening import matches
from app.gateways import clock
from app.queries.openings import public as queries
from app.queries.openings.notices import notice
from app.web.languages import LANGUAGES, bilingual, language
from app.web.openings.blueprint import jobs, site
from app.web.openings.posting import absolute, data_block, job_of
from app.web.security import public
from app.web.times import country

ANYBODY = "open jobs are for everybody to read"
MACHINES = "search engines ask for it"
LONGEST_SEARCH = 80
READABLE = ("/jobs", "/privacy", "/sitemap.xml", "/static/")


@jobs.get("/jobs")
@public(ANYBODY)
@bilingual
def index() -> ResponseReturnValue:
    """Jobs that are open, all of them or those that somebody looks for."""
    wanted = request.args.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    everything = queries.public_openings(clock.now())
    found = [row for row in everything if matches(_words(row), wanted)]
    canonical = absolute("jobs.index")
    return render_template("openings/jobs.html", found=found, total=len(everything), wanted=wanted, canonical=canonical)


@jobs.get("/jobs/<id:opening_id>")
@public(ANYBODY)
@bilingual
def show(opening_id: int) -> ResponseReturnValue:
    """One job."""
    job = job_of(queries.public_opening(opening_id, clock.now()))
    canonical = absolute("jobs.show", opening_id=opening_id)
    data = data_block(job, site().name)
    return render_template("openings/job.html", job=job, role=job.role, canonical=canonical, data=data)


@jobs.get("/privacy")
@public("whoever thinks of applying may read what happens to their data")
@bilingual
def privacy() -> ResponseReturnValue:
    """The privacy notice that holds."""
    kept = notice()
    facts = {"notice": kept, "parts": parts(kept.texts.within(language())), "is_latest": True}
    return render_template("openings/privacy.html", canonical=absolute("jobs.privacy"), **facts)


@jobs.get("/privacy/<id:notice_id>")
@public("whoever applied may read the notice that they were shown")
@bilingual
def earlier_privacy(notice_id: int) -> ResponseReturnValue:
    """A privacy notice that held once, or still does."""
    kept = notice(notice_id)
    facts = {"notice": kept, "parts": parts(kept.texts.within(language())), "is_latest": False}
    return render_template("openings/privacy.html", canonical=absolute("jobs.privacy"), **facts)


@jobs.get("/sitemap.xml")
@public(MACHINES)
def sitemap() -> ResponseReturnValue:
    """Every page that the public may find, in each language."""
    pages: list[tuple[str, date | None]] = [(absolute("jobs.index"), None), (absolute("jobs.privacy"), None)]
    pages += [
        (absolute("jobs.show", opening_id=row.id), row.published_at.date())
        for row in queries.public_openings(clock.now())
    ]
    text = render_template("openings/sitemap.xml", pages=pages, languages=tuple(LANGUAGES))
    return Response(text, mimetype="application/xml")


@jobs.get("/robots.txt")
@public(MACHINES)
def robots() -> ResponseReturnValue:
    """What search engines may read: the jobs and the privacy notice, and what these pages are drawn with."""
    lines = ["User-agent: *", "Disallow: /", *(f"Allow: {path}" for path in READABLE), ""]
    return Response("\n".join([*lines, f"Sitemap: {absolute('jobs.sitemap')}", ""]), mimetype="text/plain")


def _words(row: queries.PublicRow) -> str:
    """Everything by which somebody may look for a job."""
    return f"{row.name} {row.place} {country(row.country)}"
