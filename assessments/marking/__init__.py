"""The marking desk: what people read, who may, and what comes of two readings (docs/decisions/0038)."""
