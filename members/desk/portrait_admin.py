"""The portraits in the back office:
one agreement a medium, the files that go with them, and the poster for the halls.
"""

from pathlib import PurePath

from django.contrib import admin
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from council.models import SiteIdentity
from members.models import Mandate, Medium, Member
from members.models.portrait import CONSENTS
from members.paper.hall_poster import hall_poster
from members.paper.print_data import consent_of
from publishing.paper.pdf import make_pdf, pdf_response

PORTRAIT = (
    "Portrait et accords",
    {
        "description": "Chaque accord montre le portrait à un seul endroit. "
        "Videz une date\u00a0: le portrait n’y est plus, et ses copies sont effacées. "
        "Videz les trois\u00a0: la photo aussi est effacée du site et du disque.",
        "fields": [
            "portrait_preview",
            "portrait",
            ("portrait_alt", "portrait_credit"),
            tuple(CONSENTS.values()),
            "is_minor",
            ("parents_agreement", "parents_agreement_until"),
            "own_page_consent_on",
        ],
    },
)


class PortraitPages:
    """What the form of a member adds for its portrait. Every file is for the back office alone."""

    own_pages = [
        ("<int:pk>/portrait/", "portrait", "portrait_file"),
        ("<int:pk>/portrait/accord-des-parents", "parents", "parents_file"),
        ("<int:pk>/portrait/presse.jpg", "press", "press_file"),
        ("affiche-<paper:size>.pdf", "poster", "poster_file"),
        ("accord-photo.pdf", "consent", "consent_file"),
    ]
    change_list_template = "members/desk/member_list.html"

    @admin.display(description="photo pour le site", boolean=True)
    def portrait_shown(self, member):
        return member.shows_portrait

    @admin.display(description="portrait enregistré")
    def portrait_preview(self, member):
        if not (member.pk and member.portrait):
            return "Aucun. Le site montre les initiales."
        where = ", ".join(medium.label for medium in member.consents)
        url = reverse("admin:members_member_portrait", args=[member.pk])
        image = format_html(
            '<img src="{}" alt="{}" height="160"><br>Montré sur\u00a0: {}.', url, member.portrait_alt, where
        )
        return format_html_join("", "{}", [(image,), (self._press_link(member),), (self._parents_link(member),)])

    @admin.action(description="Retirer l’accord et effacer la photo", permissions=["change"])
    def withdraw_portraits(self, request, queryset):
        for member in queryset:
            member.withdraw_portrait_consent()
        self.message_user(request, f"{len(queryset)} portraits effacés, avec leurs copies.")

    def portrait_file(self, request, pk):
        return self._photo(self._seen_by(request, pk).portrait)

    def parents_file(self, request, pk):
        paper = self._seen_by(request, pk).parents_agreement
        if not paper:
            raise Http404
        name = f"accord-des-parents{PurePath(paper.name).suffix}"
        return FileResponse(paper.open(), as_attachment=True, filename=name, headers={"Cache-Control": "no-store"})

    def press_file(self, request, pk):
        member = self._seen_by(request, pk)
        if Medium.PRESS not in member.consents:
            raise Http404
        return self._photo(member.press_portrait, as_attachment=True, filename=f"{member.reference}.jpg")

    def poster_file(self, request, size):
        """Not public: a portrait agreed to for the halls is not one agreed to for the site."""
        if not self.has_view_permission(request):
            raise Http404
        today = timezone.localdate()
        content = hall_poster(Mandate.objects.on_the_site(today).current(today), size=size, today=today)
        response = pdf_response(content, f"trombinoscope-{size}.pdf")
        response["Cache-Control"] = "no-store"
        return response

    def consent_file(self, request):
        """A sheet to sign; it names nobody."""
        data = consent_of(SiteIdentity.load().email)
        content = make_pdf("members/portrait_consent.typ", data, title="Mon accord pour ma photo")
        return pdf_response(content, "accord-photo.pdf")

    def _press_link(self, member):
        if not member.press_portrait:
            return ""
        url = reverse("admin:members_member_press", args=[member.pk])
        return format_html('<br><a href="{}">Photo pour la presse (JPEG)</a>', url)

    def _parents_link(self, member):
        if not member.parents_agreement:
            return ""
        url = reverse("admin:members_member_parents", args=[member.pk])
        return format_html('<br><a href="{}">Ouvrir l’accord des parents</a>', url)

    def _seen_by(self, request, pk):
        member = Member.objects.filter(pk=pk).first()
        if member is None or not self.has_view_permission(request, member):
            raise Http404
        return member

    def _photo(self, file, **options):
        if not file:
            raise Http404
        return FileResponse(file.open(), content_type="image/jpeg", headers={"Cache-Control": "no-store"}, **options)
