from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from accounts import cached
from initiatives.queries.inbox import has_inbox

from . import wording

register = template.Library()

# Order is the order on the page; a name without a page yet is left out.
FIRST_PAGE = "home"
NAVIGATION = (
    (FIRST_PAGE, _("Map")),
    ("catalogue", _("Initiatives")),
    ("regions", _("Regions")),
    ("figures", _("Figures and data")),
)
NAVIGATION_SIGNED_IN = (("work", _("My work")),)
NAVIGATION_OFFICIAL = (("inbox", _("Inbox")),)
# Asked for on every page, so the answer may be a few minutes old.
OFFICIAL_FOR = 300
FOOTER = (
    ("first_steps", _("First steps")),
    ("organisations", _("Organisations")),
    ("offers", _("Offers and needs")),
    ("investors", _("For investors")),
    ("rules", _("Rules of the portal")),
    ("verify", _("Check a document")),
    ("about_data", _("About the data")),
    ("privacy", _("Privacy")),
    ("api_docs", _("API for programs")),
)
MESSAGE_TONES = {"success": "good", "warning": "warn", "error": "bad", "info": "info", "debug": "muted"}
NATIVE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


@register.filter
def number(value, decimals=0):
    return wording.number(value, int(decimals))


@register.filter
def percent(value, decimals=1):
    return wording.percent(value, int(decimals))


@register.filter
def signed_percent(value, decimals=1):
    return wording.percent(value, int(decimals), is_signed=True)


@register.filter
def points(value, decimals=1):
    return wording.points(value, int(decimals))


for name in ("money", "tenge", "in_unit", "period", "day", "clock", "moment", "oked"):
    register.filter(name, getattr(wording, name))


@register.filter
def named(thing):
    """Its name with the mark of its language, where that is not the page's; a name without a language stays."""
    if not thing or not hasattr(thing, "called"):
        return thing or ""
    if thing.called_in == get_language():
        return thing.called
    return format_html('<span lang="{}">{}</span>', thing.called_in, thing.called)


@register.filter
def message_tone(level):
    return MESSAGE_TONES.get(level, "neutral")


@register.filter
def share_of(value, maximum):
    """Whole percent of the maximum, between 0 and 100, for the length of a bar."""
    if not value or not maximum:
        return 0
    return max(0, min(100, round(100 * float(value) / float(maximum))))


@register.simple_tag
def when(moment):
    if moment is None:
        return wording.NOTHING
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), wording.moment(moment))


@register.simple_tag
def url_or(fallback, name):
    return address(name) or fallback


def address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def links_to(pages, here=""):
    places = ((label, address(name), name == FIRST_PAGE) for name, label in pages)
    return [
        {"label": label, "href": href, "is_current": here == href or (here.startswith(href) and not is_first)}
        for label, href, is_first in places
        if href
    ]


@register.simple_tag(takes_context=True)
def navigation(context):
    request = context.get("request")
    user = getattr(request, "user", None)
    pages = NAVIGATION + (_pages_of(user) if user and user.is_authenticated else ())
    return links_to(pages, request.path if request else "")


def _pages_of(user):
    is_official = cached.get_or_make(f"has-inbox:{user.pk}", lambda: has_inbox(user), OFFICIAL_FOR)
    return NAVIGATION_SIGNED_IN + (NAVIGATION_OFFICIAL if is_official else ())


@register.simple_tag
def footer_links():
    return links_to(FOOTER)


@register.simple_tag(takes_context=True)
def language_links(context):
    """The same page in each language; pages without a language in the address are switched by a form instead."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    first = here.split("/")[1]
    has_prefix = first in dict(settings.LANGUAGES)
    # No address has other words in another language, so nothing need be looked up.
    rest = here[len(first) + 1 :]
    return [
        {
            "code": code,
            "name": NATIVE_NAMES.get(code, get_language_info(code)["name_local"]),
            "url": f"/{code}{rest}" if has_prefix else here,
            "is_current": code == get_language(),
            "is_address": has_prefix,
        }
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag
def form_problems(form):
    """Each error with the element that cures it: [{text, href}]."""
    found = [{"text": text, "href": ""} for text in form.non_field_errors()]
    for field in form:
        target = field.id_for_label or (f"{field.auto_id}_0" if field.auto_id else "")
        found += [{"text": f"{field.label}: {text}", "href": f"#{target}"} for text in field.errors]
    return found
