"""Interviews: letting them go, and taking them back."""

from app.services.scheduling.releases import Released, Restored, release, restore

__all__ = ["Released", "Restored", "release", "restore"]
