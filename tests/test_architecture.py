"""The house's rules about the code itself: what imports what, how long, how typed, how named."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PACKAGES = ("accounts", "clusterportal", "indicators", "initiatives")
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
# A name that says nothing gathers everything.
BANNED_NAMES = {"utils", "helpers", "common", "manager", "managers", "service", "services", "data", "process", "misc"}


def check(*command):
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@cache
def committed(*patterns):
    """Files that git knows and that are there; all of them where git itself is not."""
    answer = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=False)
    names = answer.stdout.split("\0") if answer.returncode == 0 else []
    paths = [ROOT / name for name in names if name] or [path for pattern in patterns for path in ROOT.rglob(pattern)]
    hidden = (".venv", ".local")
    return [path for path in paths if path.exists() and not set(hidden) & set(path.relative_to(ROOT).parts)]


def our_modules():
    modules = committed("*.py")
    return [path for path in modules if "migrations" not in path.parts]


def functions(path):
    tree = ast.parse(path.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_imports_keep_their_contracts():
    check(BIN / "lint-imports", "--no-cache", "--no-logo")


def test_ruff_has_no_complaint():
    check(BIN / "ruff", "check", "--no-cache", "--output-format", "concise", *our_modules())


def test_code_is_formatted():
    check(BIN / "ruff", "format", "--no-cache", "--check", *our_modules())


def test_kernels_are_typed_strictly():
    check(BIN / "mypy", "--no-error-summary")


def test_templates_are_well_formed():
    if templates := committed("*.html"):
        check(BIN / "djlint", "--lint", "--quiet", *templates)


def test_every_change_of_a_model_has_its_migration(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_no_file_is_longer_than_a_reader_can_hold():
    lengths = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in our_modules()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen():
    lengths = {
        f"{path.relative_to(ROOT)}:{function.name}": function.end_lineno - function.lineno + 1
        for path in our_modules()
        if "gallery" not in path.parts  # its functions are tables of specimens
        for function in functions(path)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_settings_stay_one_file_of_250_lines():
    assert len((ROOT / "clusterportal" / "settings.py").read_text().splitlines()) <= 250


def test_no_module_has_a_name_that_says_nothing():
    named = {path for path in our_modules() if path.parts[len(ROOT.parts)] in PACKAGES and path.stem in BANNED_NAMES}
    assert named == set()


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_lock_files_pin_by_hash_and_name_no_registry(lock):
    text = (ROOT / lock).read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "index-url" not in text
