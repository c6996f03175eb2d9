"""What people read goes through gettext: English here, the other two languages by their catalogues."""

import ast
import re
import string
from html.parser import HTMLParser

import polib
import pytest
from django.template.base import Lexer, TokenType
from django.utils.translation import override, trans_real
from django.utils.translation.template import templatize

from tests import source

LOCALE = source.ROOT / "locale"
LANGUAGES = ("kk", "ru")
KEYWORDS = ("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy")
# A word in a template that is no word of a language: names, signs, and what is the same in all three.
SAME_IN_ALL = {
    "OpenAPI",
    "OKED",
    "SHA-256",
    "BIN",
    "IIN",
    "CSV",
    "SVG",
    "API",
    "PDF",
    "QR",
    "URL",
    "JSON",
    "SDMX",
    "XLSX",
    "ODbL",
    "KZT",
}
READ_BY_PEOPLE = {"alt", "aria-label", "placeholder", "title", "content"}
# The class of the body, and remarks to those who build pages.
NOT_READ = re.compile(r"{% block body_class %}.*?{% endblock %}|{% comment %}.*?{% endcomment %}", re.DOTALL)
# In what Django makes of a template: a call of gettext, and its text as it stands in a program.
ASKED_FOR = re.compile(r"""(?:gettext|_)\(\s*(?:u?)((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))""")
# Pages for builders of pages, and texts of programs.
NOT_FOR_READERS = ("gallery.html",)


def test_no_sentence_is_put_together_inside_gettext():
    """An f-string or a sum is a different text each time, and so never found in a catalogue."""
    wrong = [
        f"{path.relative_to(source.ROOT)}:{node.lineno}"
        for path, name, node in source.calls()
        if name in KEYWORDS and node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert wrong == []


def test_no_text_is_asked_for_inside_an_f_string():
    """The program that collects the texts does not look into one, so they would stay English for ever."""
    inside = [
        f"{path.relative_to(source.ROOT)}:{node.lineno}"
        for path in source.modules()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in KEYWORDS
    ]
    assert inside == []


def test_every_text_of_a_template_goes_through_gettext():
    bare = {
        name: found for name, text in source.templates().items() if name.endswith(".html") and (found := words(text))
    }
    assert {name: found for name, found in bare.items() if name not in NOT_FOR_READERS} == {}


def test_every_sentence_told_by_code_goes_through_gettext():
    """Messages, refusals and form errors are read by people."""
    told = {"success", "error", "warning", "info", "add_error", "Refused", "ValidationError"}
    bare = [
        f"{path.relative_to(source.ROOT)}:{node.lineno} {text}"
        for path, name, node in source.calls()
        if name in told and not is_log(node)
        for text in sentences(node)
        if "gallery" not in path.parts
    ]
    assert bare == []


def test_placeholders_of_english_texts_are_named_where_there_are_several():
    several = [text for text in msgids() if len(re.findall(r"%[sd]", text)) > 1]
    assert several == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_sound(language):
    """No translation asks for a placeholder that its text does not give; none is marked fuzzy."""
    for path in sorted((LOCALE / language).rglob("*.po")):
        catalogue = polib.pofile(str(path))
        assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
        assert [entry.msgid for entry in catalogue.translated_entries() if loses(entry)] == []
        assert path.with_suffix(".mo").exists(), f"{path} is not compiled"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_rule_of_plurals(language):
    with override(language):
        assert trans_real.ngettext("%(count)s row", "%(count)s rows", 5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_its_translation(language):
    known = set()
    for path in (LOCALE / language).rglob("*.po"):
        known |= {entry.msgid for entry in polib.pofile(str(path)).translated_entries()}
    assert sorted(msgids() - known) == []


def msgids() -> set[str]:
    found = {next(source.texts(node.args[0]), "") for _path, name, node in source.calls() if is_gettext(name, node)}
    # Templates are read as Django's own collector of texts reads them: first a program, then its calls.
    for name, text in source.templates().items():
        if name not in NOT_FOR_READERS:
            found |= {ast.literal_eval(said) for said in ASKED_FOR.findall(templatize(text))}
    return found - {""}


def is_gettext(name: str, node: ast.Call) -> bool:
    return name in KEYWORDS and bool(node.args) and isinstance(node.args[0], ast.Constant)


def loses(entry) -> bool:
    wanted = set(re.findall(r"%\(\w+\)[sd]", entry.msgid + entry.msgid_plural))
    given = [entry.msgstr, *entry.msgstr_plural.values()]
    return any(said and set(re.findall(r"%\(\w+\)[sd]", said)) - wanted for said in given)


def words(text: str) -> list[str]:
    """Words between the tags of a page, and in attributes that are read aloud, outside of trans and blocktrans."""
    reader = Reader()
    is_translated = False
    text = NOT_READ.sub("", text)
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.BLOCK:
            is_translated = token.contents.startswith("blocktrans") or (
                is_translated and not token.contents.startswith("endblocktrans")
            )
        elif token.token_type == TokenType.TEXT and not is_translated:
            reader.feed(token.contents)
    return [word for word in reader.found if is_word(word)]


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style", "code", "svg"}
        named = dict(attrs)
        read = READ_BY_PEOPLE - ({"content"} if named.get("name") != "description" else set())
        self.found += [value for name, value in attrs if name in read and value]

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style", "code", "svg"} and self.silent > 0

    def handle_data(self, data):
        if not self.silent:
            self.found.append(data)


def is_word(text: str) -> bool:
    left = [word.strip(string.punctuation + "·–—…×→←“”«»") for word in text.split()]
    letters = [word for word in left if re.search(r"[^\W\d_]{2,}", word)]
    return any(word not in SAME_IN_ALL for word in letters)


def sentences(node: ast.Call) -> list[str]:
    """Bare texts with a space in them among what is handed over."""
    return [
        given.value
        for given in node.args
        if isinstance(given, ast.Constant) and isinstance(given.value, str) and " " in given.value
    ]


def is_log(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in {"log", "logger", "logging"}
