class StackError(Exception):
    """Says in one sentence what is missing and what to do about it."""
