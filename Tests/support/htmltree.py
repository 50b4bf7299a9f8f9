"""A small tree of a page, made with Python's parser: independent of the program that wrote the page."""

from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class Element:
    """An element; its children are elements and strings."""

    def __init__(self, tag, attributes, parent=None):
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children = []

    @property
    def classes(self):
        return (self.attributes.get("class") or "").split()

    def __getitem__(self, name):
        return self.attributes.get(name)

    def walk(self):
        """The element and every element in it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag=None, cls=None):
        return [e for e in self.walk() if (tag is None or e.tag == tag) and (cls is None or cls in e.classes)]

    def first(self, tag=None, cls=None):
        return next(iter(self.all(tag, cls)), None)

    def text(self, leave_out=lambda element: False):
        """The text in it; blocks and line breaks separate words."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif not leave_out(child):
                inner = child.text(leave_out)
                parts.append(inner if child.tag in INLINE else f" {inner} ")
        return "".join(parts)


INLINE = frozenset("a abbr b cite code em i kbd mark q s small span strong sub sup time u".split())


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element("#document", {})
        self.open = self.root

    def handle_starttag(self, tag, attributes):
        element = Element(tag, dict(attributes), self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag, attributes):
        self.open.children.append(Element(tag, dict(attributes), self.open))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.open.tag == tag, f"</{tag}> closes <{self.open.tag}> at {self.getpos()}"
        self.open = self.open.parent

    def handle_data(self, data):
        self.open.children.append(data)


def parse(text):
    """The tree of a page; fails if tags do not nest."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    assert builder.open is builder.root, f"<{builder.open.tag}> is never closed"
    return builder.root
