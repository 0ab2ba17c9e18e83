"""Questions about the loudspeakers: the week, and how many it may have reached."""
