"""Figures of speed and size beside controls measured in the same run; `make bench` (docs/performance.md)."""
