"""How often one may try. Outside the feature grid: signing in, applying and asking for a link are limited alike.

Tries are counted by what is tried for, such as an account, and by the block of addresses that they come from. What a
proxy says of addresses is believed only where RUNG_PROXIES says how many proxies stand in front.
"""

from ipaddress import ip_address, ip_network

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.gateways import rate_limits

TRIES = "10 per minute"
# Neighbours in one network share a block: they can change their own address as they like.
_BLOCKS = {4: 24, 6: 56}


def allows(what: str, *, limit: str = TRIES, who: str = "") -> bool:
    """Count one try, and say whether it is within its limit.

    Args:
        what: what is tried, such as "sign in".
        limit: how many in which time.
        who: whom or what it is tried for; without it, the block of addresses that the request comes from.
    """
    return rate_limits.hit(_key(what, who), limit, jobs_url=current_app.config["RUNG"].jobs_url)


def forgive(what: str, *, limit: str = TRIES, who: str = "") -> None:
    """Take back a try that `allows` has counted: it was nobody's guess."""
    rate_limits.forgive(_key(what, who), limit, jobs_url=current_app.config["RUNG"].jobs_url)


def too_often(message: str) -> ResponseReturnValue:
    """The page for whoever tried too often; for a form that would be lost, show the form again instead."""
    return render_template("errors/429.html", message=message), 429


def address_block(address: str) -> str:
    """The block that an address belongs to; what is no address is a block of its own."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    plain = getattr(found, "ipv4_mapped", None) or found
    return str(ip_network(f"{plain}/{_BLOCKS[plain.version]}", strict=False))


def _key(what: str, who: str) -> str:
    return f"{what}\n{who or address_block(request.remote_addr or '')}"
