"""The QR code of an address as a picture for pages; a data URI, for pages may hold no inline drawing of style."""

from base64 import b64encode

from common.qr import bars

QUIET = 2  # modules of white around


def qr_svg(address: str) -> str:
    """For `<img src>`."""
    found, side = bars(address)
    path = "".join(f"M{start + QUIET} {line + QUIET}h{length}v1h-{length}z" for line, start, length in found)
    whole = side + 2 * QUIET
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{whole}v{whole}H0z"/><path d="{path}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
