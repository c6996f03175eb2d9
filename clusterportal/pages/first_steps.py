"""What each role does first: three things, each with the page where it is done."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView


@dataclass(frozen=True)
class Step:
    title: str | Promise
    text: str | Promise
    page: str


@dataclass(frozen=True)
class Role:
    key: str
    title: str | Promise
    steps: tuple[Step, Step, Step]


ROLES = (
    Role(
        "manager",
        _("You want to open or run an initiative"),
        (
            Step(
                _("Register your organisation"),
                _("Its number is enough to begin. Everything that you may do here follows from acting for it."),
                "organisation_new",
            ),
            Step(
                _("Open the initiative with a name only"),
                _("Nobody else sees the draft. The home page always shows one next step, with its minutes."),
                "initiative_new",
            ),
            Step(
                _("Invite members"),
                _("By a link, a QR code or a list of firms. Each answers on a phone, without an account at first."),
                "work",
            ),
        ),
    ),
    Role(
        "member",
        _("You are a firm, a farm, a university or an institute"),
        (
            Step(
                _("Answer the invitation, or ask to join"),
                _("You see who invites you, what you give and what you get. You can leave at any time."),
                "catalogue",
            ),
            Step(
                _("Say what you offer or need"),
                _("One sentence and a photo. Members whose need fits find you."),
                "organisations",
            ),
            Step(
                _("Send the return once a year"),
                _("Three minutes, filled in with last year's answers. Only your own people see what you wrote."),
                "agenda",
            ),
        ),
    ),
    Role(
        "official",
        _("You decide for a region or for the ministry"),
        (
            Step(
                _("Set up your second factor"),
                _("An app on your phone or a key. Officials are let in with it only."),
                "mfa_index",
            ),
            Step(
                _("Open the inbox"),
                _("What waits for you, since when and until when; what has changed since you last looked."),
                "inbox",
            ),
            Step(
                _("Put your dates into your own calendar"),
                _("A secret address brings limits and meetings to your phone."),
                "agenda",
            ),
        ),
    ),
    Role(
        "statistician",
        _("You deliver statistics"),
        (
            Step(
                _("Drop a file as the office sent it"),
                _("Nothing counts until you accept. A sample is there to try."),
                "releases",
            ),
            Step(
                _("Answer what the portal asks"),
                _("Words that it does not know, jumps that are too large; all problems at once, with their place."),
                "releases",
            ),
            Step(
                _("See what would turn before you accept"),
                _("Verdicts, targets and ranks that the release changes, with the initiatives that they belong to."),
                "releases",
            ),
        ),
    ),
    Role(
        "reader",
        _("You are looking for clusters or figures"),
        (
            Step(
                _("Find an initiative"),
                _("An everyday word is enough: cheese, flour, software."),
                "catalogue",
            ),
            Step(
                _("Look at your region on the map"),
                _("What it is specialised in, and what it is not, with the year and the source."),
                "regions",
            ),
            Step(
                _("Ask why a number is what it is"),
                _("Formula, inputs, release and row; cite it at an address that answers the same for ever."),
                "figures",
            ),
        ),
    ),
)


class FirstSteps(TemplateView):
    template_name = "pages/first_steps.html"
    extra_context = {"roles": ROLES}
