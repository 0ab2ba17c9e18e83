"""Pages of the loudspeakers."""
