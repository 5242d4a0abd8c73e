"""One widget a kind of question: whole rows to tap, or the same answers carried along in hidden fields."""

from django import forms
from django.utils.datastructures import MultiValueDict

from surveys.questions.answer import detail_name, input_names, line_name
from surveys.questions.questionnaire import Kind

FACES = ["face-1", "face-2", "face-3", "face-4", "face-5"]


class QuestionWidget(forms.Widget):
    """Its value is what the browser sent for a question: lists of texts, by input name."""

    def __init__(self, item):
        super().__init__()
        self.item = item

    @property
    def template_name(self):
        folder = "surveys/widgets/"
        special = {
            Kind.TEXT: "text.html",
            Kind.SHORT: "short.html",
            Kind.NUMBER: "short.html",
            Kind.GRID: "grid.html",
        }
        return folder + special.get(self.item.kind, "choices.html")

    def value_from_datadict(self, data, files, name):
        lists = data if isinstance(data, MultiValueDict) else MultiValueDict(data)
        return {key: lists.getlist(key) for key in input_names(self.item) if key in lists}

    def get_context(self, name, value, attrs):
        value = value or {}
        return super().get_context(name, None, attrs) | {
            "item": self.item,
            "rows": self._rows(value),
            "text": self._typed(value, name),
        }

    def id_for_label(self, id_, index=None):
        return id_ if self.item.is_written else f"{id_}_0"

    def _rows(self, value):
        names = [(line, line_name(self.item, line.pk)) for line in self.item.lines] or [(None, self.item.name)]
        return [{"line": line, "name": name, "options": self._options(value, name)} for line, name in names]

    def _options(self, value, name):
        ticked = value.get(name, [])
        faces = _faces(self.item) if self.item.kind == Kind.SMILEY else {}
        return [self._option(option, ticked, value, faces) for option in self.item.options]

    def _option(self, option, ticked, value, faces):
        detail = detail_name(self.item, option) if option.asks_text else ""
        return {
            "option": option,
            "face": faces.get(option.pk),
            "is_ticked": str(option.pk) in ticked,
            "detail": detail,
            "text": self._typed(value, detail),
        }

    def _typed(self, value, name):
        return "".join(value.get(name, [])[:1]).replace("\0", "")


def _faces(item):
    """The drawing of each option, from the happiest to the unhappiest; one outside the scale has none."""
    scale = [option.pk for option in item.options if not option.is_outside_scale]
    step = (len(FACES) - 1) / max(len(scale) - 1, 1)
    return {pk: FACES[round(rank * step)] for rank, pk in enumerate(scale)}


class HiddenQuestion(QuestionWidget):
    """The answers of another step, as they were given; they are checked again when they come back."""

    input_type = "hidden"
    template_name = "surveys/widgets/hidden.html"

    def get_context(self, name, value, attrs):
        pairs = [(key, text.replace("\0", "")) for key, texts in (value or {}).items() for text in texts if text]
        return {"pairs": pairs}
