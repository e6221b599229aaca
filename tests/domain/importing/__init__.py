"""Tests of reading handbook pages, over pages that are invented here."""
