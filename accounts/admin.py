from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.models import AuditEvent, Notice, Seal, User


@admin.register(User)
class PersonAdmin(UserAdmin):
    ordering = ("email",)
    list_display = ("email", "name", "language", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("email", "name")
    readonly_fields = ("last_login", "joined_at")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "language")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "joined_at")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "name", "language", "password1", "password2")}),)

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        fields = ", ".join(sorted(form.changed_data))
        audit.record(verb="person.changed", target=obj, by=request.user, at=timezone.now(), fields=fields)


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "verb", "target_label", "target_id", "actor_number")
    list_filter = ("verb", "target_label")
    search_fields = ("=target_id", "=actor_number")


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    list_display = ("sealed_at", "from_transaction", "below_transaction", "event_count", "digest")


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "user", "kind", "read_at", "sent_at")
    list_filter = ("kind",)
    list_select_related = ("user",)
