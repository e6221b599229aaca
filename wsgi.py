"""The application as gunicorn and the flask command find it."""

from app.factory import create_app

app = create_app()
