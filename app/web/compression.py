"""Outside the feature grid: what is sent compressed. Files for every page, and pages that hold nothing of anybody.

A page that holds a secret beside what somebody else may have put into it is never compressed: its length would tell of
the secret.
"""

from flask import Flask, Response, request
from flask_compress import Compress

PUBLIC = "jobs"
_compress = Compress()


def start_compression(app: Flask) -> None:
    """Compress style sheets, scripts and public pages."""
    app.config.update(
        COMPRESS_REGISTER=False,
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_STREAMS=False,
        COMPRESS_LEVEL=6,
        COMPRESS_MIN_SIZE=500,
    )
    _compress.init_app(app)
    app.after_request(_shrink)


def _shrink(answer: Response) -> Response:
    if request.endpoint != "static" and request.blueprint != PUBLIC:
        return answer
    if answer.direct_passthrough:  # a file of ours is small: read at once, it is closed with the answer
        answer.direct_passthrough = False
        answer.make_sequence()
    return _compress.after_request(answer)
