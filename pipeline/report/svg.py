"""Charts as plain SVG in which every mark is a link.

Vega-Lite specs are drawn by vl-convert, offline and without a script in the page. A mark whose
description is a key of ``marks`` becomes a link with a name that is read out and shown on hover.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert

SVG = "http://www.w3.org/2000/svg"
FONTS = "Arial, 'Liberation Sans', Helvetica, sans-serif"
"""Fonts with the widths that vl-convert reckons with, so that no label is cut off."""
KEY = re.compile(r"^mark-\d+$")
DROPPED = ("role", "aria-roledescription", "aria-label", "aria-hidden", "pointer-events")
MANY_DOTS = 100
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark of a chart means: the name that is read out, and the paragraphs behind it."""

    name: str
    href: str


class Marks:
    """Gives out keys for marks; a chart puts the key in the mark's ``description``."""

    def __init__(self) -> None:
        self.known: dict[str, Mark] = {}

    def key(self, name: str, href: str) -> str:
        """Remember a mark and return its key."""
        key = f"mark-{len(self.known)}"
        self.known[key] = Mark(name, href)
        return key


def linked_svg(spec: Mapping[str, Any], marks: Mapping[str, Mark], *, title: str) -> str:
    """Draw a Vega-Lite spec as an ``<svg>`` element with a link around each known mark.

    Args:
        spec: one of ``pipeline.report.charts``.
        marks: key (a mark's description) to its meaning.
        title: what the chart is called by a screen reader.
    """
    root = ET.fromstring(_drawn(json.dumps(spec)))
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            key = child.get("aria-label", "")
            if KEY.match(key) and key in marks:
                parent[place] = _link(child, marks[key])
    _tidy(root)
    _rename_ids(root, title)
    _merge_dots(root)
    width, height = root.attrib["width"], root.attrib.pop("height")
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
    root.attrib |= {
        "xmlns": SVG,
        "viewBox": f"0 0 {width} {height}",
        "class": "grafiek",
        "width": width,
        "font-family": FONTS,
        "role": "group",
        "aria-label": title,
    }
    return ET.tostring(root, encoding="unicode")


@lru_cache(maxsize=128)
def _drawn(spec: str) -> str:
    """Draw a spec (JSON); the same chart is drawn once."""
    return str(vl_convert.vegalite_to_svg(spec))


def _link(mark: ET.Element, meaning: Mark) -> ET.Element:
    link = ET.Element(f"{{{SVG}}}a", {"href": meaning.href, "aria-label": meaning.name})
    title = ET.SubElement(link, f"{{{SVG}}}title")
    title.text = meaning.name
    link.append(mark)
    return link


def _tidy(root: ET.Element) -> None:
    """Leave out what Vega says to screen readers in English, empty paths and needless digits."""
    for element in root.iter():
        link = element.tag == f"{{{SVG}}}a"
        for name in DROPPED:
            if not link:
                element.attrib.pop(name, None)
        element.attrib.pop("font-family", None)
        element.attrib.pop("class", None)
        for name in ("d", "transform", "x2", "y2", "x", "y", "width", "height"):
            if name in element.attrib:
                element.set(name, _LONG_NUMBER.sub(_short, element.attrib[name]))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("display") == "none" or (child.tag == f"{{{SVG}}}g" and not len(child)):
                parent.remove(child)


def _rename_ids(root: ET.Element, title: str) -> None:
    """Give gradients and clip paths ids from the title; Vega counts them over all charts."""
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    stem = re.sub(r"\W+", "-", title.lower())
    names = {f"url(#{old})": f"url(#{stem}-{place})" for place, old in enumerate(ids)}
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", f"{stem}-{ids.index(element.attrib['id'])}")
        for name, value in element.attrib.items():
            element.set(name, names.get(value, value))


def _merge_dots(root: ET.Element) -> None:
    """Draw many equal circles that are no links as one path: a dot is a line without length."""
    for group in root.iter(f"{{{SVG}}}g"):
        dots = list(group)
        kinds = {(dot.tag, dot.get("d"), dot.get("fill")) for dot in dots}
        if len(dots) < MANY_DOTS or len(kinds) > 1 or dots[0].tag != f"{{{SVG}}}path":
            continue
        size = 2 * float(_NUMBER.findall(dots[0].attrib["d"])[0])
        places = [_NUMBER.findall(dot.get("transform", "")) for dot in dots]
        path = {
            "d": "".join(f"M{x} {y}h0" for x, y in places),
            "stroke": dots[0].get("fill", "#000"),
            "stroke-width": f"{size:.1f}",
            "stroke-linecap": "round",
        }
        for dot in dots:
            group.remove(dot)
        ET.SubElement(group, f"{{{SVG}}}path", path)


def _short(match: re.Match[str]) -> str:
    return f"{float(match.group()):.1f}".removesuffix(".0")
