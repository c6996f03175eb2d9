"""The portal's own code and templates, as tests read them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("accounts", "clusterportal", "indicators", "initiatives")
TEMPLATES = ROOT / "templates"


@cache
def modules() -> list[Path]:
    return [path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py")) if "migrations" not in path.parts]


@cache
def templates() -> dict[str, str]:
    return {str(path.relative_to(TEMPLATES)): path.read_text() for path in sorted(TEMPLATES.rglob("*.*"))}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def calls() -> Iterator[tuple[Path, str, ast.Call]]:
    """Every call, with the last word of what is called."""
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                yield path, getattr(node.func, "attr", getattr(node.func, "id", "")), node


def texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def all_texts() -> set[str]:
    return {text for path in modules() for text in texts(tree(path))}


def found_in_templates(pattern: str) -> set[tuple[str, str]]:
    return {(name, match) for name, text in templates().items() for match in re.findall(pattern, text)}
