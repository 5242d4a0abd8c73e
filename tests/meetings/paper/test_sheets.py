"""Attendance, convocation, documents, posters: what is printed, what is private, what is refused."""

import datetime
import io

import pypdf
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from clos_portal.desk.roles import apply_roles
from meetings.models import AgendaItem, Attachment, Attendance, Guest, Meeting
from meetings.retention import erase_expired
from meetings.rules.document_format import refusal, size_in_words
from meetings.rules.printed_text import printed_blocks
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from tests.accounts.make import enter, make_user
from tests.meetings.make import (
    EVENING,
    make_action,
    make_attendance,
    make_commission,
    make_draft,
    make_item,
    make_meeting,
    make_member,
    make_place,
)

pytestmark = pytest.mark.django_db
ADMIN = "/admin/meetings/meeting/"
PDF = b"%PDF-1.7 petit"
DAY = datetime.date


@pytest.fixture(autouse=True)
def _in_march_2030():
    with time_machine.travel("2030-03-22T12:00:00+01:00", tick=False):
        yield


@pytest.fixture
def meeting():
    return make_meeting(reference="une", start_time=EVENING)


def words(response):
    assert response.status_code == 200
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    return " ".join(page.extract_text() for page in reader.pages)


def sheet(client, meeting, **data):
    return client.post(f"{ADMIN}{meeting.pk}/presences/", data)


class TestAttendance:
    def test_everybody_is_noted_on_one_page_with_the_guests_apart(self, technician_client, meeting):
        a, b, c = make_member("habitant"), make_member("acteur"), make_member("habitant")
        statuses = {f"status_{a.pk}": "present", f"status_{b.pk}": "excused", f"status_{c.pk}": "proxy"}
        data = statuses | {f"proxy_{c.pk}": a.pk, "guests": "Madame X, Ville\n\nMonsieur Y"}
        assert sheet(technician_client, meeting, **data).status_code == 302
        found = dict(meeting.attendances.values_list("member", "status"))
        assert found == {a.pk: "present", b.pk: "excused", c.pk: "proxy"}
        assert meeting.attendances.get(member=c).proxy_to == a
        assert list(meeting.guests.values_list("name", "organisation")) == [("Madame X", "Ville"), ("Monsieur Y", "")]

    @pytest.mark.parametrize("holder", ["excused", "absent"])
    def test_a_proxy_goes_to_somebody_who_is_there(self, technician_client, meeting, holder):
        a, b = make_member("habitant"), make_member("acteur")
        data = {f"status_{a.pk}": "proxy", f"proxy_{a.pk}": b.pk, f"status_{b.pk}": holder, "guests": "Madame X"}
        response = sheet(technician_client, meeting, **data)
        assert response.status_code == 422
        assert "doit être présente" in response.content.decode()
        assert "Madame X" in response.content.decode()
        assert not Attendance.objects.exists()

    def test_who_does_not_sit_that_day_is_not_on_the_sheet(self, technician_client, meeting):
        make_member("habitant", since=DAY(2031, 1, 1), last_name="Futur")
        make_member("habitant", is_example=True, last_name="Inventé")
        html = technician_client.get(f"{ADMIN}{meeting.pk}/presences/").content.decode()
        assert "Futur" not in html
        assert "Inventé" not in html

    def test_who_may_not_read_names_opens_neither_page_nor_sheet(self, client, meeting):
        apply_roles()
        editor = make_user()
        editor.groups.add(editor.groups.model.objects.get(name="rédaction"))
        enter(client, editor)
        assert client.get(f"{ADMIN}{meeting.pk}/presences/").status_code == 403
        assert client.get(f"{ADMIN}{meeting.pk}/emargement.pdf").status_code == 403
        assert client.get(f"{ADMIN}{meeting.pk}/convocation/").status_code == 200

    def test_the_names_go_after_three_years_and_the_counts_stay(self, meeting):
        make_attendance(meeting, college="habitant")
        Guest.objects.create(meeting=meeting, name="Madame X")
        erase_expired(DAY(2033, 3, 21))
        assert Guest.objects.filter(name="Madame X").exists()
        erase_expired(DAY(2033, 3, 22))
        assert not Guest.objects.exclude(name="").exists()
        assert (meeting.guests.count(), meeting.attendances.counts().habitants) == (1, 1)


class TestConvocation:
    def test_the_text_says_who_when_where_and_what(self, technician_client, meeting):
        make_item(meeting, "Le jardin", minutes_long=10, presenter="Commission Animation")
        before = make_meeting(starts_on=DAY(2030, 2, 1))
        make_action(before, "Réserver la salle")
        html = technician_client.get(f"{ADMIN}{meeting.pk}/convocation/").content.decode()
        for said in [
            "jeudi 21 mars 2030 à 19\u00a0h",
            "Lieu à confirmer",
            "1. Le jardin",
            "Réserver la salle",
            "/agenda/une/",
        ]:
            assert said in html

    def test_the_sheets_are_tagged_and_say_the_same(self, technician_client, meeting):
        make_item(meeting, "Le jardin #eval *x* <b>")
        make_member("habitant", last_name="Durand")
        assert "Le jardin #eval *x* <b>" in words(technician_client.get(f"{ADMIN}{meeting.pk}/convocation.pdf"))
        signing = words(technician_client.get(f"{ADMIN}{meeting.pk}/emargement.pdf"))
        assert "Durand" in signing
        assert "Signature" in signing

    def test_an_agenda_is_copied_after_what_is_there(self, technician_client, meeting):
        make_item(meeting, "Déjà là", order=1)
        source = make_meeting()
        make_item(source, "Le jardin", order=1, minutes_long=10)
        technician_client.post(f"{ADMIN}{meeting.pk}/ordre-du-jour/", {"source": source.pk})
        assert list(meeting.agenda_items.values_list("title", "order")) == [("Déjà là", 1), ("Le jardin", 2)]
        assert Meeting.objects.get(pk=meeting.pk).sequence == 1

    def test_a_draft_is_previewed_as_a_resident_sees_it(self, technician_client, client):
        draft = make_draft(reference="projet")
        html = technician_client.get(f"{ADMIN}{draft.pk}/apercu/").content.decode()
        assert "cette page n’est pas publique" in html
        assert client.get("/agenda/projet/").status_code == 404

    @pytest.mark.parametrize("page", ["apercu/", "convocation/", "convocation.pdf", "presences/", "emargement.pdf"])
    def test_a_visitor_enters_none_of_these_pages(self, client, meeting, page):
        assert client.get(f"{ADMIN}{meeting.pk}/{page}").status_code == 302


class TestDocuments:
    def attach(self, meeting, **fields):
        document = Attachment(meeting=meeting, title="Le plan", **{"is_public": True} | fields)
        document.file.save("x.pdf", ContentFile(PDF), save=False)
        document.size = len(PDF)
        document.save()
        return document

    def test_a_public_document_is_given_to_keep_and_says_its_size(self, client, meeting):
        document = self.attach(meeting)
        assert "PDF, 14\u00a0octets" in client.get("/agenda/une/").content.decode()
        response = client.get(document.get_absolute_url())
        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Disposition"] == 'attachment; filename="le-plan.pdf"'
        assert "sandbox" in response["Content-Security-Policy"]

    @pytest.mark.parametrize("hidden", ["document", "meeting", "other address", "lost file"])
    def test_what_is_not_public_does_not_exist(self, client, meeting, hidden):
        document = self.attach(meeting, is_public=hidden != "document")
        address = document.get_absolute_url()
        if hidden == "meeting":
            Meeting.objects.update(publication="withdrawn")
        if hidden == "other address":
            address = address.replace("une", make_meeting().reference)
        if hidden == "lost file":
            document.file.storage.delete(document.file.name)
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize(
        ("name", "content"),
        [("x.html", b"<html>"), ("x.pdf", b"<script>"), ("x.pdf", b""), ("x", PDF), ("x.svg", b"<svg>")],
    )
    def test_what_is_no_document_is_refused_in_a_sentence(self, meeting, name, content):
        assert refusal(name, len(content), content[:8]).endswith(".")
        assert not refusal("x.PDF", len(PDF), PDF)
        assert "10\u00a0Mo" in refusal("x.pdf", 11 * 1024 * 1024, PDF)

    def test_a_document_is_attached_and_removed_with_its_file(self, technician_client, meeting):
        empty = {
            f"{name}-{key}": 0
            for name in ("agenda_items", "action_items", "attachments", "postponements")
            for key in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
        form = {
            "kind": "pleniere",
            "title": "Séance",
            "precision": "day",
            "publication": "published",
            "state_as_of": "",
        }
        row = {
            "attachments-TOTAL_FORMS": 1,
            "attachments-0-title": "Plan",
            "attachments-0-file": SimpleUploadedFile("a.pdf", PDF),
        }
        page = f"{ADMIN}{meeting.pk}/change/"
        assert technician_client.post(page, form | empty | row).status_code == 302
        document = Attachment.objects.get()
        assert (document.size, document.is_public) == (len(PDF), False)
        stored = document.file.storage.path(document.file.name)
        assert "private" in stored

    @pytest.mark.parametrize(
        ("size", "said"), [(1, "1\u00a0octet"), (12_400, "12\u00a0ko"), (1_540_000, "1,5\u00a0Mo")]
    )
    def test_a_size_is_said_in_french(self, size, said):
        assert size_in_words(size) == said


class TestPosters:
    def test_the_posters_say_the_day_the_place_and_what_is_invented(self, client):
        make_meeting(
            reference="deux",
            starts_on=DAY(2030, 4, 18),
            start_time=EVENING,
            place=make_place(name="La salle"),
            is_example=True,
        )
        for path in ["/agenda/affiche.pdf", "/agenda/deux/affiche-a4.pdf", "/agenda/deux/affiche-a5.pdf"]:
            text = words(client.get(path))
            assert "jeudi 18 avril 2030" in text
            assert "La salle" in text
            assert "exemple" in text.lower()

    def test_with_nothing_to_come_the_poster_says_so(self, client, meeting):
        assert "Aucune date à venir" in words(client.get("/agenda/affiche.pdf"))

    @pytest.mark.parametrize("count", [1, 12, 40])
    def test_the_year_is_one_page(self, client, count):
        for number in range(count):
            make_meeting(
                starts_on=DAY(2030, 9, 1) + datetime.timedelta(days=number * 9 % 360),
                start_time=EVENING,
                place=make_place(name="Maison pour tous des Petits Clos"),
            )
        make_meeting(when=ImpreciseDate(Precision.MONTH, DAY(2031, 2, 1)))
        response = client.get("/agenda/saison-2030-2031.pdf")
        assert "février 2031" in words(response)
        assert len(pypdf.PdfReader(io.BytesIO(response.content)).pages) == 1

    @pytest.mark.parametrize(
        "path", ["saison-2030-2032.pdf", "saison-1999-2000.pdf", "projet/affiche-a4.pdf", "une/affiche-a3.pdf"]
    )
    def test_what_does_not_exist_has_no_poster(self, client, meeting, path):
        make_draft(reference="projet")
        assert client.get(f"/agenda/{path}").status_code == 404


def test_the_agenda_of_a_meeting_is_in_order_and_says_who_and_how_long(client, meeting):
    make_item(meeting, "Second", order=2)
    make_item(meeting, "Premier", order=1, minutes_long=1, presenter="La présidence")
    html = client.get("/agenda/une/").content.decode()
    assert html.index("Premier") < html.index("La présidence, 1\u00a0minute") < html.index("Second")
    assert AgendaItem(title="x").facts == ""


def test_rich_text_becomes_blocks():
    html = "<h2>Un</h2><p>a <strong>b</strong><br>c</p><ol><li><p>x</p></li><li><p>y</p></li></ol><p></p>"
    found = [
        (block["kind"], block["number"], "".join(run["text"] for run in block["runs"]))
        for block in printed_blocks(html)
    ]
    assert found == [("h2", 0, "Un"), ("p", 0, "a b\nc"), ("li", 1, "x"), ("li", 2, "y")]


def test_the_page_of_subscriptions_names_every_calendar(client, settings):
    settings.SITE_URL = "https://clos.exemple.fr"
    make_commission(reference="communication", name="Commission Communication")
    html = client.get("/agenda/abonnement/").content.decode()
    for name in ("calendrier", "plenieres", "commissions/communication"):
        assert f'href="webcal://clos.exemple.fr/agenda/{name}.ics"' in html


def test_a_president_of_the_council_may_do_all_this(client, meeting):
    apply_roles()
    president = make_user()
    president.groups.add(president.groups.model.objects.get(name="présidence"))
    enter(client, president)
    for page in ("presences/", "emargement.pdf", "convocation.pdf", "ordre-du-jour/"):
        assert client.get(f"{ADMIN}{meeting.pk}/{page}").status_code == 200
