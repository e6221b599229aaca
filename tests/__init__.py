"""The tests of Rung."""
