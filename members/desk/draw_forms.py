"""The back office's forms of a draw: each gesture is made once, and says so."""

from django import forms
from django.utils import timezone

from publishing.forms.long_text import LongTextField


class DrawGestureForm(forms.Form):
    confirmed = forms.BooleanField(label="J’ai relu. Je sais que ce geste ne s’annule pas.")

    def __init__(self, *args, draw, **kwargs):
        super().__init__(*args, **kwargs)
        self.draw = draw

    def is_done(self):
        if not self.is_valid():
            return False
        self.act()
        return True

    def act(self):
        raise NotImplementedError


class DrawCloseForm(DrawGestureForm):
    def act(self):
        self.draw.close(timezone.now())


class DrawSeedForm(DrawGestureForm):
    seed = forms.CharField(
        label="Le résultat du tirage public, écrit comme annoncé",
        max_length=240,
        help_text="Par exemple\u00a0: 5 12 23 34 45 7. Une espace entre les nombres.",
    )
    field_order = ["seed", "confirmed"]

    def act(self):
        self.draw.draw(self.cleaned_data["seed"], timezone.now())


class DrawCancelForm(DrawGestureForm):
    reason = LongTextField(
        label="Pourquoi ce tirage est annulé", max_length=400, widget=forms.Textarea({"rows": 3}),
        help_text="Écrit sur la page publique.",
    )  # fmt: skip
    field_order = ["reason", "confirmed"]

    def act(self):
        self.draw.cancel(self.cleaned_data["reason"], timezone.now())
