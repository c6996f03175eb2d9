import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from clusterportal.gallery.specimens import specimens

COMPONENTS = sorted(Path(settings.BASE_DIR, "templates", "components").glob("*.html"))


def test_the_gallery_shows_every_component():
    assert set(specimens()) == {path.stem for path in COMPONENTS}


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_names_its_parameters_in_its_first_line(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(rf"\{{# components/{path.stem}\.html: [a-z_, ]*(\(.*\) )?#\}}", first)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_specimens_use_only_parameters_that_the_component_names(path):
    named = set(re.findall(r"[a-z_]+", path.read_text(encoding="utf-8").splitlines()[0].partition(":")[2]))
    used = {parameter for _, values in specimens()[path.stem] for parameter in values}
    assert used <= named


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_includes_others_with_only(path):
    includes = re.findall(r"\{% include [^%]*%\}", path.read_text(encoding="utf-8"))
    assert [tag for tag in includes if not tag.endswith("only %}")] == []


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_the_gallery_opens_in_each_language_and_says_so(client, language):
    page = client.get(f"/{language}/gallery/")
    text = page.content.decode()
    assert (page.status_code, f'<html lang="{language}">' in text) == (200, True)


def test_each_page_names_the_same_page_in_the_other_languages(client):
    text = client.get("/ru/gallery/?part=map").content.decode()
    assert re.findall(r'hreflang="(\w+)" href="http://testserver([^"]+)"', text) == [
        ("kk", "/kk/gallery/?part=map"),
        ("ru", "/ru/gallery/?part=map"),
        ("en", "/en/gallery/?part=map"),
    ]


def test_no_page_carries_a_script_or_a_style_of_its_own(client):
    text = client.get(reverse("gallery")).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=", text) == []


def test_the_styles_that_every_page_loads_stay_small():
    base = Path(settings.BASE_DIR, "templates", "base.html").read_text(encoding="utf-8")
    sheets = [Path(settings.BASE_DIR, "static", name) for name in re.findall(r"static '(css/[a-z]+\.css)'", base)]
    assert (len(sheets), sum(path.stat().st_size for path in sheets) < 42_000) == (5, True)
