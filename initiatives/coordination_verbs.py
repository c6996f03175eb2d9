"""What the timeline and the notices say of coordination between regions."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import Kind

COORDINATION = {
    "coordination.drafted": _("opened version %(number)s of the coordination agreement"),
    "coordination.handed_in": _("laid version %(number)s of the coordination agreement before the authorities"),
    "coordination.withdrawn": _("took version %(number)s of the coordination agreement back"),
    "coordination.signed": _("put version %(number)s of the coordination agreement in force"),
    "coordination.returned": _("returned version %(number)s of the coordination agreement with all remarks"),
    "coordination.rejected": _("rejected version %(number)s of the coordination agreement"),
    "council.delegate_named": _("named a delegate of %(organisation)s to the council"),
    "council.delegate_ended": _("ended the seat of %(organisation)s on the council"),
    "council.meeting_called": _("called meeting %(number)s of the council for %(day)s"),
    "council.meeting_cancelled": _("cancelled meeting %(number)s of the council on %(day)s"),
    "council.minuted": _("wrote the minutes of meeting %(number)s of the council"),
    "council.minutes_confirmed": _("confirmed the minutes of meeting %(number)s for %(organisation)s"),
    "council.minutes_final": _("closed the minutes of meeting %(number)s: all have confirmed"),
    "council.decided": _("noted a decision of meeting %(number)s for %(owner)s, due on %(due_on)s"),
    "council.decision_done": _("reported what came of a decision of the council for %(owner)s"),
    "issue.raised": _("raised issue %(number)s for %(organisation)s: “%(title)s”"),
    "issue.owners_named": _("gave the issue “%(title)s” to %(owners)s until %(due_on)s"),
    "issue.answer": _("answered the issue “%(title)s”"),
    "issue.dispute": _("found the issue “%(title)s” not solved"),
    "issue.escalate": _("took the issue “%(title)s” to the ministry"),
    "issue.close": _("closed the issue “%(title)s”"),
}

COORDINATION_NOTICES = {
    "coordination_approved": Kind(
        _("The coordination agreement of “%(initiative)s” is in force"), "email/initiatives/round_closed.txt"
    ),
    "coordination_returned": Kind(
        _("The coordination agreement of “%(initiative)s” came back with all remarks (%(count)s)"),
        "email/initiatives/round_closed.txt",
    ),
    "coordination_rejected": Kind(
        _("The coordination agreement of “%(initiative)s” was rejected"), "email/initiatives/round_closed.txt"
    ),
    "meeting_called": Kind(_("The council of “%(initiative)s” meets on %(day)s")),
    "meeting_cancelled": Kind(_("The council of “%(initiative)s” does not meet on %(day)s")),
    "minutes_missing": Kind(_("“%(initiative)s”: the council met on %(day)s, its minutes are missing")),
    "minutes_to_confirm": Kind(_("“%(initiative)s”: confirm the minutes of %(day)s")),
    "decision_noted": Kind(_("“%(initiative)s”: the council gave you something to do until %(due_on)s")),
    "decision_due": Kind(_("“%(initiative)s”: a decision of the council is due on %(due_on)s")),
    "issue_raised": Kind(_("“%(initiative)s”: the issue “%(issue)s” is yours, due on %(due_on)s")),
    "issue_due": Kind(_("“%(initiative)s”: the issue “%(issue)s” is due on %(due_on)s")),
    "issue_answered": Kind(_("“%(initiative)s”: the issue “%(issue)s” is answered")),
    "issue_disputed": Kind(_("“%(initiative)s”: the issue “%(issue)s” is not solved yet")),
    "issue_taken_up": Kind(_("“%(initiative)s”: the issue “%(issue)s” is with the ministry")),
    "issue_escalated": Kind(_("“%(initiative)s”: the issue “%(issue)s” waits for the ministry")),
    "issue_closed": Kind(_("“%(initiative)s”: the issue “%(issue)s” is closed")),
}
