"""Stop a production start that lacks a setting, naming all that are missing at once."""


def require(**settings: str) -> None:
    """Exit with one sentence that names every empty setting."""
    missing = ", ".join(name for name, value in settings.items() if not value)
    if missing:
        raise SystemExit(f"Thiếu thiết lập: {missing}. / Missing settings: {missing}. See docs/settings.md.")
