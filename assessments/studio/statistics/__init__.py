"""The statistics of tests and questions in the studio: numbers and what to do about them, never names."""
