from django.contrib import admin

from initiatives.models import Appointment, Initiative, Organisation, Representative, RulePack


class ReadOnly(admin.ModelAdmin):
    """To look things up. What is changed is changed on the pages, where rights, needs and history are kept."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Initiative)
class InitiativeAdmin(ReadOnly):
    list_display = ("name", "stage", "initiator", "stage_since")
    list_filter = ("stage",)
    list_select_related = ("initiator",)
    search_fields = ("name",)


@admin.register(Appointment)
class AppointmentAdmin(ReadOnly):
    list_display = ("initiative", "organisation", "term", "accepted_at", "declined_at")
    list_select_related = ("initiative", "organisation")


@admin.register(RulePack)
class RulePackAdmin(ReadOnly):
    list_display = ("name", "version", "valid", "needs_text")


@admin.register(Organisation)
class OrganisationAdmin(ReadOnly):
    list_display = ("name", "kind", "confirmed_at")
    list_filter = ("kind",)
    search_fields = ("name",)
    exclude = ("iin_encrypted", "iin_digest")


@admin.register(Representative)
class RepresentativeAdmin(ReadOnly):
    list_display = ("user", "organisation", "role", "is_signatory", "confirmed_at", "ended_at")
    list_select_related = ("user", "organisation")
