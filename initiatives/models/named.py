from django.conf import settings
from django.db import models
from django.utils.translation import get_language


class Named(models.Model):
    """What has a name in one language, and may have it in others: `name`, `language` and beside them `names`."""

    # What its people call it in other languages than their own, for pages: {language: text}.
    names = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self):
        return self.called

    @property
    def called(self):
        """Its name in the reader's language, where its people have given it one; else as they wrote it."""
        return self._name_in(get_language()) or self.name

    @property
    def told(self):
        """For a notice, which is read in a language that is not known yet."""
        everywhere = {code: self._name_in(code) or self.name for code, _language in settings.LANGUAGES}
        return everywhere if self.names else self.name

    @property
    def called_in(self):
        """The language of `called`."""
        return get_language() if self._name_in(get_language()) else self.language

    def _name_in(self, language):
        """In its own language it is called as it is written there, whatever was said before it was written so."""
        return self.names.get(language) if language != self.language else None
