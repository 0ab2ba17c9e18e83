"""JSON Canonicalization Scheme (RFC 8785) for what credentials contain: text, truth values, whole numbers."""

import json
from typing import Any

from certificates.badges.errors import Uncheckable


def canonical(value: Any) -> bytes:
    """The one spelling of a value; numbers whose spelling differs between languages are not decided."""
    _refuse_odd_numbers(value)
    return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":")).encode()


def _sorted(value: Any) -> Any:
    """Keys in the order of their UTF-16 units."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [_sorted(inner) for inner in value] if isinstance(value, list) else value


def _refuse_odd_numbers(value: Any) -> None:
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _refuse_odd_numbers(inner)
    if isinstance(value, float) and (value == int(value) or not 1e-4 < abs(value) < 1e15):
        raise Uncheckable("number")
    if isinstance(value, int) and abs(value) > 2**53:
        raise Uncheckable("number")
