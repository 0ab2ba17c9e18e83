"""A certificate as PDF: text set by xhtml2pdf over a page drawn by code."""

from certificates.rendering.page import RenderingFailed, render
from certificates.rendering.sheet import Sheet

__all__ = ["RenderingFailed", "Sheet", "render"]
