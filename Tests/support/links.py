"""A link check of a whole site that shares no code with the program's own."""

import pathlib
import posixpath
from urllib.parse import unquote, urlsplit

from htmltree import parse

LOADS = {("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src"), ("link", "href")}


def problems(site):
    """Dead links, dead anchors, duplicate ids, and resources from another origin, one line each."""
    site = pathlib.Path(site)
    pages = {p.relative_to(site).as_posix(): parse(p.read_text()) for p in sorted(site.rglob("*.html"))}
    files = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    ids, found = {}, []
    for path, page in pages.items():
        seen = set()
        for element in page.walk():
            name = element["id"]
            if name is not None:
                if name in seen:
                    found.append(f"{path}: two elements have the id '{name}'")
                seen.add(name)
        ids[path] = seen
    for path, page in pages.items():
        for element in page.walk():
            for attribute in ("href", "src", "action", "poster", "data"):
                link = element[attribute]
                if link is not None:
                    problem = _problem(path, element, attribute, link, files, ids)
                    if problem:
                        found.append(f"{path}: <{element.tag} {attribute}={link!r}> {problem}")
    return found


def _problem(path, element, attribute, link, files, ids):
    parts = urlsplit(link)
    loads = (element.tag, attribute) in LOADS and element["rel"] not in ("canonical", "alternate")
    if parts.scheme or parts.netloc:
        if loads:
            return "loads from another origin"
        return None if parts.scheme in ("http", "https", "mailto") else "has a scheme that is not allowed"
    if link.startswith("/"):
        return "is not relative"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if target.startswith("../"):
        return "leads out of the site"
    if target not in files:
        return "leads to no file"
    if parts.fragment and target in ids and unquote(parts.fragment) not in ids[target]:
        return "leads to no id"
    return None
