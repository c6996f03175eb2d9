from django import template

register = template.Library()


@register.simple_tag
def attached(documents, kind, thing):
    """The documents of one thing, out of all of its initiative: {% attached documents "project" project as found %}."""
    return documents.get((kind, thing.pk), []) if documents else []
