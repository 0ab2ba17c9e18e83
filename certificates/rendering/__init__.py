"""A certificate as PDF: a template's fixed layer set once by xhtml2pdf, the person's own fields stamped on it."""

from certificates.rendering.errors import RenderingFailed
from certificates.rendering.page import render
from certificates.rendering.sheet import Sheet
from certificates.rendering.signature import signature_box

__all__ = ["RenderingFailed", "Sheet", "render", "signature_box"]
