"""The QR code that leads from paper back to the contract."""

from __future__ import annotations

from io import BytesIO

import segno


def qr_code(address: str) -> segno.QRCode:
    """The code of an address, with enough redundancy to survive a fold (level M)."""
    return segno.make_qr(address, error="m", boost_error=False)


def qr_svg(address: str) -> str:
    """The code as SVG without margin: the paper around it is white."""
    out = BytesIO()
    qr_code(address).save(
        out,
        kind="svg",
        border=0,
        xmldecl=False,
        svgns=True,
        svgclass=None,
        lineclass=None,
        omitsize=True,
    )
    return out.getvalue().decode()
