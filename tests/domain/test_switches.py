"""The organisation's switches."""

import pytest

from app.domain.switches import Switches


def test_everything_is_on_until_somebody_turns_it_off():
    assert Switches() == Switches(computes_levels=True, adjusts_severity=True)


def test_only_what_differs_is_told():
    off = Switches(computes_levels=False)

    assert off.differing(Switches()) == {"computes_levels": "off"}
    assert Switches().differing(off) == {"computes_levels": "on"}
    assert off.differing(off) == {}


@pytest.mark.parametrize(
    ("switches", "told"),
    [
        (Switches(), "the strictness of interviewers is adjusted for"),
        (Switches(adjusts_severity=False), "every rating counts as it was given"),
        (Switches(computes_levels=False), "No level is computed"),
        (Switches(computes_levels=False, adjusts_severity=False), "No level is computed"),
    ],
)
def test_what_holds_is_said_in_one_sentence(switches, told):
    assert told in switches.says
