"""Tests of the linter: a clean playbook, faults seeded into it, and what ships."""
