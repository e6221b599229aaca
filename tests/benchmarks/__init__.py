"""Tests of the invented worlds and of the readers that the recommendation is compared with."""
