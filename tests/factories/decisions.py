"""Own levels."""

from app.models.decisions import OwnLevel
from tests import factories
from tests.factories.accounts import START


def make_own_level(application_id: int, account_id: int, *, level: str = "P4") -> None:
    """The hiring manager's own level, given."""
    row = OwnLevel(application_id=application_id, account_id=account_id, level=level, confidence="fairly", at=START)
    with factories.writing() as session:
        session.add(row)
