"""Who looks at the whole country at once."""

from initiatives.permissions.lifecycle import is_of_ministry as may_see_country

__all__ = ["may_see_country"]
