from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from clusterportal.gallery.specimens import specimens

FOLDER = Path(settings.BASE_DIR) / "templates" / "components"


class Gallery(TemplateView):
    """Every component once, for people who build pages."""

    template_name = "gallery.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(components=[shown(*pair) for pair in specimens().items()], **kwargs)


def shown(name, states):
    return {
        "name": name,
        "parameters": parameters(name),
        "states": [{"label": label, "html": rendered(name, values)} for label, values in states],
    }


def rendered(name, values):
    return mark_safe(render_to_string(f"components/{name}.html", values))  # noqa: S308 - rendered by a template just now


def parameters(name):
    """What the first line says: {# components/NAME.html: a, b #}."""
    first = (FOLDER / f"{name}.html").read_text(encoding="utf-8").splitlines()[0]
    return first.removeprefix(f"{{# components/{name}.html:").removesuffix("#}").strip()
