"""The blueprint of applications."""

from flask import Blueprint

bp = Blueprint("applications", __name__)
