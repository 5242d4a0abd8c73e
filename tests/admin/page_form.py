"""A form read from its page, and sent as a browser without scripts sends it."""

from html.parser import HTMLParser


class PageForm(HTMLParser):
    """The fields of the form that carries `having`, by name: what would be sent if nobody touched it."""

    def __init__(self, html, having="_page_number"):
        super().__init__()
        self.forms, self.having = [], having
        self._text = self._select = None
        self.feed(html)
        [self.action, self.fields] = next(form for form in reversed(self.forms) if having in form[1])

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "form":
            self.forms.append((attrs.get("action", ""), {}))
        elif tag == "textarea":
            self._text = name
            self._set(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in attrs or self._select not in self.forms[-1][1]):
            self.forms[-1][1][self._select] = [attrs.get("value", "")]
        elif tag == "input" and name and self.forms and attrs.get("type") not in ("submit", "file", "image"):
            is_box = attrs.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in attrs:
                self._set(name, attrs.get("value", "on" if is_box else ""))

    def handle_endtag(self, tag):
        self._text = None if tag == "textarea" else self._text
        self._select = None if tag == "select" else self._select

    def handle_data(self, data):
        if self._text:
            text = self.forms[-1][1][self._text][-1] + data
            self.forms[-1][1][self._text][-1] = text.removeprefix("\r\n").removeprefix("\n")

    def _set(self, name, value):
        self.forms[-1][1].setdefault(name, []).append(value)


def page_fields(response, having="_page_number", **typed):
    """What the page would send, with what a person typed over it."""
    fields = PageForm(response.content.decode(), having).fields
    return fields | {name.replace("__", "-"): value for name, value in typed.items()}
