"""Formulas of Moodle's calculated questions: numbers, wildcards, the usual signs and functions, and nothing else."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from common.errors import DomainError

WILDCARD = re.compile(r"\{([A-Za-z][^>} <{\"']*)\}")
_LONGEST = 1000
_SIGNS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.Mod: lambda one, other: math.fmod(
        int(one), int(other)
    ),  # as PHP: whole numbers, the sign of the first
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
_PLAIN = "acos acosh asin asinh atan atan2 atanh ceil cos cosh exp expm1 floor fmod log log10 log1p sin sinh sqrt tan tanh"


def _rounded(value: float, places: float = 0) -> float:
    """A half goes away from zero, as in PHP."""
    scale = 10.0 ** int(places)
    return math.copysign(math.floor(abs(value) * scale + 0.5), value) / scale


_FUNCTIONS: dict[str, Callable[..., float]] = {
    **{name: getattr(math, name) for name in _PLAIN.split()},
    **{"abs": abs, "max": max, "min": min, "pow": math.pow, "round": _rounded},
    **{"pi": lambda: math.pi, "deg2rad": math.radians, "rad2deg": math.degrees},
}


def worth(formula: str, values: Mapping[str, float]) -> float:
    """Its value with the wildcards filled in, to twelve digits; a DomainError where there is none."""
    names = {f"w__{place}": value for place, value in enumerate(values.values())}
    tokens = dict(zip(values, names, strict=True))
    text = WILDCARD.sub(lambda found: tokens.get(found[1], found[0]), " ".join(formula.split()))
    try:
        if len(text) > _LONGEST or "#" in text:
            raise SyntaxError
        found = _value(ast.parse(text.lstrip(), mode="eval").body, names)
        if not math.isfinite(found):
            raise OverflowError
    except (SyntaxError, RecursionError, MemoryError) as wrong:
        raise DomainError(
            _("Công thức “%(formula)s” có phần ở đây không tính được.") % {"formula": formula.strip()[:80]}
        ) from wrong
    except (ArithmeticError, ValueError, TypeError) as wrong:
        raise DomainError(
            _("Công thức “%(formula)s” không cho ra số.") % {"formula": formula.strip()[:80]}
        ) from wrong
    return float(f"{found:.12g}")


def _value(node: ast.AST, names: Mapping[str, float]) -> float:
    """A node that stands for anything else than a number is refused."""
    match node:
        case ast.Constant(value=int() | float() as given) if not isinstance(given, bool):
            return float(given)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
            return _SIGNS[type(sign)](_value(left, names), _value(right, names))
        case ast.UnaryOp(op=sign, operand=inner) if type(sign) in _SIGNS:
            return _SIGNS[type(sign)](_value(inner, names))
        case ast.Call(func=ast.Name(id=name), args=given, keywords=[]):
            return _called(name.lower(), [_value(one, names) for one in given])
    raise SyntaxError


def _called(name: str, given: list[float]) -> float:
    if name not in _FUNCTIONS:
        raise DomainError(_("Công thức dùng hàm %(name)s, ở đây chưa có.") % {"name": f"{name[:40]}()"})
    return float(_FUNCTIONS[name](*given))
