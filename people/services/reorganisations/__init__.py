"""Prepares, applies and reverts reorganisations of units."""
