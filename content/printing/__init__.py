"""Tutorials on paper and over the loudspeaker: handouts, posters, slot sheets."""
