"""Pictures that leave the portal carry their colours with them."""

from indicators.drawing.marks import Picture

XML = 'xmlns="http://www.w3.org/2000/svg"'
STYLE = (
    "<style>svg{background:#fff;font-family:'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:12px}"
    "text{fill:#4a5560}.rule{stroke:#dde3e8}.zero{stroke:#4a5560}.axis{stroke:#b8c2cb}"
    ".break{stroke:#9a5b00;stroke-dasharray:3 4}.break-label{fill:#9a5b00}"
    ".line{fill:none;stroke:#00677f;stroke-width:2.25;stroke-linejoin:round}.line--provisional{stroke-dasharray:4 5}"
    ".line--2{stroke:#9a5b00}.point{fill:#00677f;stroke:#00677f}.point--2{fill:#9a5b00;stroke:#9a5b00}"
    ".point--provisional{fill:#fff}.interval{fill:#00677f;opacity:.16}</style>"
)


def standing_alone(picture: Picture | str) -> str:
    """The same picture for a file or another page, where our styles do not reach."""
    head, _, rest = str(picture).partition(">")
    return f"{head.replace('<svg', f'<svg {XML}', 1)}>{STYLE}{rest}" if rest else ""
