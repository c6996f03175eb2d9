"""Pictures that leave the portal carry their colours with them."""

import vl_convert

from indicators.drawing.marks import Picture

XML = 'xmlns="http://www.w3.org/2000/svg"'
STYLE = (
    "<style>svg{background:#fff;font-family:'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:12px}"
    "text{fill:#4a5560}.rule{stroke:#dde3e8}.zero{stroke:#4a5560}.axis{stroke:#b8c2cb}"
    ".break{stroke:#9a5b00;stroke-dasharray:3 4}.break-label{fill:#9a5b00}"
    ".line{fill:none;stroke:#00677f;stroke-width:2.25;stroke-linejoin:round}.line--provisional{stroke-dasharray:4 5}"
    ".line--2{stroke:#9a5b00}.point{fill:#00677f;stroke:#00677f}.point--2{fill:#9a5b00;stroke:#9a5b00}"
    ".point--provisional{fill:#fff}.interval{fill:#00677f;opacity:.16}"
    ".region{stroke:#fff;stroke-width:1.1;stroke-linejoin:round;fill:#e3e5e0}.region--1{fill:#d9e9ec}"
    ".region--2{fill:#a9cdd6}.region--3{fill:#6fabbb}.region--4{fill:#2a768e}.region--5{fill:#07506a}"
    ".region-reach{fill:none}.regions text{font-size:15px;text-anchor:middle;fill:#17242b}"
    ".regions text.on-deep{fill:#fff}"
    ".regions text.place--city{text-anchor:start;font-weight:600;paint-order:stroke;stroke:#fff;stroke-width:4}"
    ".card-ground{fill:#fff}.card-edge{fill:#d8982a}.share-card text.card-eyebrow{font-size:25px;fill:#8a5200}"
    ".share-card text.card-title{font-size:52px;font-weight:700;fill:#0a3a49}"
    ".share-card text.card-words{font-size:25px;fill:#13201f}"
    ".share-card text.card-number{font-size:44px;font-weight:700;fill:#0a5c73}"
    ".share-card text.card-label{font-size:21px;fill:#45565a}.share-card text.card-portal{font-size:22px;fill:#45565a}"
    "</style>"
)
TWICE = 2.0


def standing_alone(picture: Picture | str) -> str:
    """The same picture for a file or another page, where our styles do not reach."""
    head, _, rest = str(picture).partition(">")
    return f"{head.replace('<svg', f'<svg {XML}', 1)}>{STYLE}{rest}" if rest else ""


def as_png(picture: Picture | str) -> bytes:
    """For letters and slides that take no SVG; on white and sharp enough to be printed."""
    return bytes(vl_convert.svg_to_png(standing_alone(picture), scale=TWICE))
