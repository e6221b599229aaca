"""Questions about the packet. Outside the feature grid: it gathers what decisions, scorecards and debrief each tell."""

from app.queries.packet.data import packet_data
from app.queries.packet.page import packet_for
from app.queries.packet.shapes import Packet

__all__ = ["Packet", "packet_data", "packet_for"]
