"""SDMX-ML 2.1: which flows there are, what their rows are made of, and the lists of codes in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from .sdmx_query import AGENCY, VERSION, Flow

SPACES = {name: f"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/{place}" for name, place in (
    ("mes", "message"), ("str", "structure"), ("com", "common"),
)}  # fmt: skip
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
CONCEPTS, VALUE, TIME = "CONCEPTS", "OBS_VALUE", "TIME_PERIOD"
FLOW, STRUCTURE, CODES, SCHEME = "dataflow", "datastructure", "codelist", "conceptscheme"
RESOURCES = (FLOW, STRUCTURE, CODES, SCHEME)
Names = Mapping[str, str]


class Code(NamedTuple):
    code: str
    names: Names
    parent: str | None = None


class Codelist(NamedTuple):
    code: str
    names: Names
    codes: Sequence[Code]


class Described(NamedTuple):
    """A flow with its names, its attributes, and for each coded column the list of its codes."""

    flow: Flow
    names: Names
    attributes: Sequence[str]
    lists: Mapping[str, str]


class Book(NamedTuple):
    flows: Sequence[Described]
    lists: Sequence[Codelist]
    concepts: Mapping[str, Names]


def message(book: Book, kinds: Collection[str], *, at: dt.datetime) -> bytes:
    """The parts of `book` that are of these kinds."""
    root = ET.Element(_name("mes", "Structure"))
    head = _under(root, "mes", "Header")
    for name, text in (("ID", "structure"), ("Test", "false"), ("Prepared", at.isoformat())):
        _under(head, "mes", name).text = text
    _under(head, "mes", "Sender", id=AGENCY)
    inside = _under(root, "mes", "Structures")
    if FLOW in kinds:
        _flows(inside, book.flows)
    if CODES in kinds:
        _lists(inside, book.lists)
    if SCHEME in kinds:
        _scheme(inside, book.concepts)
    if STRUCTURE in kinds:
        _structures(inside, book.flows)
    return _written(root)


def error(code: int, text: str) -> bytes:
    root = ET.Element(_name("mes", "Error"))
    told = _under(root, "mes", "ErrorMessage", code=str(code))
    _under(told, "com", "Text").text = text
    return _written(root)


def _written(root: ET.Element) -> bytes:
    for prefix, space in SPACES.items():
        ET.register_namespace(prefix, space)
    return bytes(ET.tostring(root, encoding="UTF-8", xml_declaration=True))


def _flows(inside: ET.Element, flows: Iterable[Described]) -> None:
    listed = _under(inside, "str", "Dataflows")
    for one in flows:
        found = _kept(listed, "Dataflow", one.flow.code, one.names)
        _reference(_under(found, "str", "Structure"), one.flow.code, "datastructure", "DataStructure")


def _lists(inside: ET.Element, lists: Iterable[Codelist]) -> None:
    listed = _under(inside, "str", "Codelists")
    for one in lists:
        found = _kept(listed, "Codelist", one.code, one.names)
        for code in one.codes:
            own = _under(found, "str", "Code", id=code.code)
            _named(own, code.names)
            if code.parent:
                ET.SubElement(_under(own, "str", "Parent"), "Ref", {"id": code.parent})


def _scheme(inside: ET.Element, concepts: Mapping[str, Names]) -> None:
    found = _kept(_under(inside, "str", "Concepts"), "ConceptScheme", CONCEPTS, {"en": "Columns"})
    for code, names in concepts.items():
        _named(_under(found, "str", "Concept", id=code), names)


def _structures(inside: ET.Element, flows: Iterable[Described]) -> None:
    listed = _under(inside, "str", "DataStructures")
    for one in flows:
        parts = _under(_kept(listed, "DataStructure", one.flow.code, one.names), "str", "DataStructureComponents")
        dimensions = _under(parts, "str", "DimensionList", id="DimensionDescriptor")
        for place, code in enumerate(one.flow.dimensions, start=1):
            _coded(_component(dimensions, "Dimension", code, position=str(place)), one.lists.get(code))
        time = _component(dimensions, "TimeDimension", TIME, position=str(len(one.flow.dimensions) + 1))
        _under(_under(time, "str", "LocalRepresentation"), "str", "TextFormat", textType="ObservationalTimePeriod")
        attributes = _under(parts, "str", "AttributeList", id="AttributeDescriptor")
        for code in one.attributes:
            own = _component(attributes, "Attribute", code, assignmentStatus="Conditional")
            _coded(own, one.lists.get(code))
            related = _under(_under(own, "str", "AttributeRelationship"), "str", "PrimaryMeasure")
            ET.SubElement(related, "Ref", {"id": VALUE})
        _component(_under(parts, "str", "MeasureList", id="MeasureDescriptor"), "PrimaryMeasure", VALUE)


def _component(inside: ET.Element, kind: str, code: str, **more: str) -> ET.Element:
    found = _under(inside, "str", kind, id=code, **more)
    identity = _under(found, "str", "ConceptIdentity")
    above = {"maintainableParentID": CONCEPTS, "maintainableParentVersion": VERSION, "agencyID": AGENCY}
    ET.SubElement(identity, "Ref", {"id": code, **above, "package": "conceptscheme", "class": "Concept"})
    return found


def _coded(component: ET.Element, codes: str | None) -> None:
    if codes is not None:
        own = _under(_under(component, "str", "LocalRepresentation"), "str", "Enumeration")
        _reference(own, codes, "codelist", "Codelist")


def _reference(inside: ET.Element, code: str, package: str, kind: str) -> None:
    told = {"id": code, "version": VERSION, "agencyID": AGENCY, "package": package, "class": kind}
    ET.SubElement(inside, "Ref", told)


def _kept(inside: ET.Element, kind: str, code: str, names: Names) -> ET.Element:
    found = _under(inside, "str", kind, id=code, agencyID=AGENCY, version=VERSION, isFinal="true")
    _named(found, names)
    return found


def _named(element: ET.Element, names: Names) -> None:
    for language, name in names.items():
        told = _under(element, "com", "Name")
        told.set(LANGUAGE, language)
        told.text = name


def _under(inside: ET.Element, space: str, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(inside, _name(space, name), attributes)


def _name(space: str, name: str) -> str:
    return f"{{{SPACES[space]}}}{name}"
