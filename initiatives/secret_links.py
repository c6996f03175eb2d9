"""Links that are a right in themselves: nothing that is written down may tell them."""

import logging
import re

TOKEN_IN_PATH = re.compile(r"(/i/|%2Fi%2F|/calendar/|/asked/|%2Fasked%2F)[\w-]{8,}")


def without_token(text: str) -> str:
    return TOKEN_IN_PATH.sub(r"\1…", text)


class WithoutTokens(logging.Filter):
    """Rewrites the address of an invitation in whatever is about to be logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        cleaned = without_token(told)
        if cleaned != told:
            record.msg, record.args = cleaned, ()
        return True
