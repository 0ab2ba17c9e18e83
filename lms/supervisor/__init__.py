"""Keeps the embedded profile running: queue, web, worker and timetable as one process tree."""
