"""The demonstration province: invented people, real teaching, a year of learning; the same on every machine."""
