from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators import checks
from indicators.actions import figure as figures
from indicators.actions import release as releases
from indicators.models import Release, Source

State = Release.State


class Command(BaseCommand):
    help = "Take a file through the same states as the page. With --publish: accepted and published at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="code of the source, for example kaz_grp")
        parser.add_argument("--publish", action="store_true", help="accept and publish where no question is open")

    def handle(self, *, file: Path, source: str, publish: bool, **options: Any) -> None:
        release = self._received(file, source)
        if release.state in (State.RECEIVED, State.RECOGNISED):
            releases.check(release=release, at=timezone.now())
            release.refresh_from_db()
        self._tell(release)
        if publish and release.state == State.CHECKED:
            self._published(release)

    def _received(self, file: Path, code: str) -> Release:
        source = Source.objects.filter(code=code).first()
        if source is None:
            known = ", ".join(Source.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(f"There is no source {code}. Known: {known or 'none; run load_classification'}")
        try:
            with file.open("rb") as opened:
                return releases.receive(file=opened, filename=file.name, source=source, by=None, at=timezone.now())
        except OSError as error:
            raise CommandError(f"{file} cannot be opened: {error.strerror}") from error
        except releases.AlreadyReceived as error:
            self.stdout.write(f"Same file as release {error.release.pk}: nothing recorded.")
            return error.release

    def _tell(self, release: Release) -> None:
        for problem in release.problems.all():
            place = ", ".join(part for part in (problem.sheet, problem.line and f"row {problem.line}") if part)
            text = f"{checks.what(problem.cause, problem.parameters)} {checks.cure(problem.cause, problem.parameters)}"
            self.stderr.write(f"{problem.severity}: {place}: {text}" if place else f"{problem.severity}: {text}")
        self.stdout.write(
            f"Release {release.pk}: {release.state}, {release.rows_staged} values, "
            f"{release.errors} errors, {release.warnings} warnings."
        )
        if release.state in (State.RECOGNISED, State.REFUSED) or release.errors:
            for question in release.questions:
                self.stderr.write(f"question: what does {question['word']!r} mean? ({question['kind']})")
            raise CommandError(f"Release {release.pk} cannot be accepted as it is.")

    def _published(self, release: Release) -> None:
        try:
            releases.accept(release=release, publish_at=None, by=None, at=timezone.now())
        except releases.ReleaseRefused as error:
            raise CommandError(f"Release {release.pk} was not accepted: {error}") from error
        release = releases.publish(release=release, at=timezone.now())
        while figures.recompute_next(at=timezone.now()):
            pass
        self.stdout.write(f"Release {release.pk} counts as of {release.recorded_at:%Y-%m-%d %H:%M:%S}.")
