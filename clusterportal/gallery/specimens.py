"""Every component in every state that a page can meet, with invented contents."""

from typing import Any

from clusterportal.gallery import asking, cases, figures, words


def specimens() -> dict[str, list[tuple[str, dict[str, Any]]]]:
    return words.specimens() | cases.specimens() | figures.specimens() | asking.specimens()
