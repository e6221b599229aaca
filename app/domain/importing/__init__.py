"""Handbook pages into ladders and job families: what a page says, where it went, and what found no place."""
