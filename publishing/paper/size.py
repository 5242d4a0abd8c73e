"""The sizes of paper, each list written here once: an address takes `<paper:size>`, a recipe grows with the number."""

from django.urls.converters import StringConverter

SIZES = ("a4", "a3")
HANDBILL_SIZES = ("a4", "a5")


class PaperSize(StringConverter):
    regex = "|".join(SIZES)


class HandbillSize(StringConverter):
    regex = "|".join(HANDBILL_SIZES)
