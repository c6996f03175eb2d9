import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

NOT_RUNNING = "No database answers ({}): start the portal with ./run in another terminal, or set DATABASE_URL."


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clusterportal.settings")
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        # Only a connection that was never made lacks a state; a refusal by the server carries one.
        if getattr(error.__cause__, "sqlstate", None) is not None:
            raise
        sys.exit(NOT_RUNNING.format(str(error).strip().splitlines()[0]))
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
