"""The blueprints of ladders: the questions of interviewers, the content and its versions, roles as staff read them."""

from flask import Blueprint

bp = Blueprint("ladders", __name__, url_prefix="/questions")
content = Blueprint("content", __name__, url_prefix="/ladders")
roles = Blueprint("roles", __name__, url_prefix="/roles")
