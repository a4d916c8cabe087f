"""Tests of the grammar of print."""
