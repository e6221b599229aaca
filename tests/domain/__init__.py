"""Tests of the domain, without Flask and without a database."""
