"""The floor: clock, errors, Vietnamese text, tables; knows no model."""
