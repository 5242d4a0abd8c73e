from django.contrib import admin


class ChoiceFilter(admin.SimpleListFilter):
    """`choices_by_word`: for each word of the address, its label and the rows that it keeps."""

    choices_by_word: dict = {}

    def lookups(self, request, model_admin):
        return [(word, label) for word, (label, _) in self.choices_by_word.items()]

    def queryset(self, request, queryset):
        _, kept = self.choices_by_word.get(self.value(), ("", lambda rows: rows))
        return kept(queryset)
