"""The blueprint of interviews."""

from flask import Blueprint

bp = Blueprint("scheduling", __name__)
