"""The evidence of a unit as one zip: people, certificates, classes, scans and photographs, surveys, and an index."""
