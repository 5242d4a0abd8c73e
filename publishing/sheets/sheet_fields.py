"""The columns that need more than a text: words of a list, and telephones as a spreadsheet leaves them."""

import re

from django import forms
from django.core.exceptions import ValidationError

from publishing.words.search_text import normalise

ROUNDED = "Le tableur a arrondi ce numéro. Mettez la colonne au format «\u00a0texte\u00a0», puis écrivez-le de nouveau."
NO_PHONE = "Écrivez un numéro de téléphone, par exemple 02 00 00 00 00, ou laissez la case vide."


class ChoiceByLabelField(forms.CharField):
    """A choice written in words, capitals and accents forgiven: «Habitant», «acteur», «commerce».

    `others`: for a value, the words that also mean it. An empty cell gives an empty text.
    """

    def __init__(self, choices, *others, **kwargs):
        super().__init__(required=False, **kwargs)
        self.labels = [str(label) for value, label in choices if value]
        words = [(label, value) for value, label in choices] + [
            (word, value) for value, *more in others for word in more
        ]
        self.words = {normalise(str(word)): value for word, value in words}

    def clean(self, value):
        typed = super().clean(value)
        word = normalise(typed)
        if typed and (not word or word not in self.words):
            raise ValidationError(f"«\u00a0{value}\u00a0» n’est pas prévu. Écrivez\u00a0: {', '.join(self.labels)}.")
        return self.words[word] if typed else ""


class DayField(forms.DateField):
    """As people type it, or as a spreadsheet tells it."""

    def __init__(self, example: str):
        wrong = {"invalid": f"Écrivez le jour ainsi\u00a0: {example}."}
        super().__init__(required=False, input_formats=["%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d"], error_messages=wrong)


class PhoneField(forms.CharField):
    """«237000001», which a spreadsheet took for a number, is 02 37 00 00 01. Other countries stay as they are typed."""

    mends = True

    def clean(self, value):
        typed = super().clean(value)
        digits = re.sub(r"[\s.\-/()\u00a0\u202f]", "", typed)
        if re.fullmatch(r"\d[.,]?\d*e\+?\d+", digits, re.IGNORECASE):
            raise ValidationError(ROUNDED)
        if typed and sum(letter.isdigit() for letter in typed) < 9:
            raise ValidationError(NO_PHONE)
        french = re.fullmatch(r"(?:(?:\+|00)?33(?:0?)|0)?([1-9]\d{8})", digits)
        return " ".join(re.findall("..", "0" + french[1])) if french else typed
