"""Where a visible digital signature goes."""

from certificates.models import TemplateVersion
from certificates.rendering.setting import POINT
from certificates.rules.built_in import LANDSCAPE
from certificates.rules.design import SIGNATURE, from_json

Box = tuple[float, float, float, float]


def signature_box(template_version: TemplateVersion | None = None) -> Box:
    """x, y, width and height in points from the lower left corner of the only page.

    That of the built-in certificate where a template leaves no place for one.
    """
    design = from_json(template_version.design) if template_version else LANDSCAPE
    for one in (design, LANDSCAPE):
        for field in one.fields:
            if field.kind == SIGNATURE:
                y = one.size[1] - field.y - field.h
                return (field.x * POINT, y * POINT, field.w * POINT, field.h * POINT)
    raise AssertionError("the built-in certificate has a place for a signature")
