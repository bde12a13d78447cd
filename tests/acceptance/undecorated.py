"""A page's HTML as events, without what this project adds to it: to be compared with a page built without it."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
STATES = frozenset({"is-skip", "nohighlight", "multistage-code"})


def _is_ours(name):
    return name.startswith("ms-") or name in STATES


class _Events(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.events = []
        self.figures = 0
        self._open = []  # for each open element: its name, and whether it is the author's
        self._inside_figure = 0

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        classes = (values.get("class") or "").split()
        if self._inside_figure or (tag == "figure" and "multistage" in classes):
            self.figures += not self._inside_figure
            self._inside_figure += tag not in VOID
            return
        kept = {name: value for name, value in values.items() if not name.startswith("data-multistage")}
        if "--ms-" in (kept.get("style") or ""):
            del kept["style"]
        if (kept.get("id") or "").startswith("multistage-"):
            del kept["id"]
        theirs = [name for name in classes if not _is_ours(name)]
        if classes:
            kept["class"] = " ".join(theirs)
            if not theirs:
                del kept["class"]
        # A wrapper of ours bears nothing but our own: its links lead to our ids and its titles are ours.
        wrapper = tag in {"a", "span"} and values and not (kept.keys() - {"href", "title"}) and values != kept
        if tag not in VOID:
            self._open.append((tag, not wrapper))
        if not wrapper:
            self.events.append(("start", tag, sorted(kept.items())))

    def handle_startendtag(self, tag, attrs):
        if not self._inside_figure:
            self.handle_starttag(tag, attrs)
            if tag not in VOID:
                self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self._inside_figure:
            self._inside_figure -= tag not in VOID
        elif tag not in VOID:
            opened, theirs = self._open.pop() if self._open else ("", True)
            self.events.append(("end", tag)) if theirs else None
            assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data):
        if self._inside_figure:
            return
        if self.events and self.events[-1][0] == "text":
            self.events[-1] = ("text", self.events[-1][1] + data)
        else:
            self.events.append(("text", data))

    def handle_comment(self, data):
        if not self._inside_figure:
            self.events.append(("comment", data))


def undecorated(html):
    """The events of the author's own elements and text, and the number of figures that were among them.

    Fails where an end tag closes another element than the one that is open.
    """
    reader = _Events()
    reader.feed(html)
    reader.close()
    assert [name for name, _ in reader._open] == []
    assert reader._inside_figure == 0
    return reader.events, reader.figures
