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
        COMPRESS_ALGORITHM_STREAMING=["gzip"],
        COMPRESS_LEVEL=6,
        COMPRESS_MIN_SIZE=500,
    )
    _compress.init_app(app)
    app.after_request(_shrink)


def _shrink(answer: Response) -> Response:
    is_harmless = request.endpoint == "static" or request.blueprint == PUBLIC
    return _compress.after_request(answer) if is_harmless else answer
