"""Measurements run by hand: `python -m benchmarks.NAME`; RESULTS.md holds what they printed."""
