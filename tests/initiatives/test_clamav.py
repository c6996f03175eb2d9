"""The scanner's protocol, spoken with a small daemon over a real socket."""

import io

import pytest

from initiatives import clamav
from tests.factories.scanner import EICAR, daemon


def test_a_clean_file_is_clean_and_arrives_whole():
    content = bytes(range(256)) * 600
    with daemon() as scanner:
        assert clamav.ask(scanner.address, io.BytesIO(content)) == clamav.Verdict(is_clean=True)
    assert scanner.received == [content]


def test_an_infected_file_is_named():
    with daemon() as scanner:
        verdict = clamav.ask(scanner.address, io.BytesIO(EICAR))
    assert verdict == clamav.Verdict(is_clean=False, found="Win.Test.EICAR_HDB-1")


@pytest.mark.parametrize(
    ("said", "message"),
    [(b"INSTREAM size limit exceeded. ERROR\0", "INSTREAM size limit exceeded. ERROR"), (b"", "no answer")],
)
def test_what_is_no_verdict_is_a_failure(said, message):
    with daemon(says=said) as scanner, pytest.raises(clamav.ScanFailed, match=message):
        clamav.ask(scanner.address, io.BytesIO(b"x"))


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.sock", "nonsense"])
def test_a_daemon_that_is_not_there_is_a_failure(address):
    with pytest.raises(clamav.ScanFailed):
        clamav.ask(address, io.BytesIO(b"x"))
