"""The pages of the back office around a meeting: preview, convocation, signing sheet, attendance, season."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone

from accounts.desk.writing_views import opened, second_writer
from council.models import SiteIdentity
from meetings.desk.agenda_copy import AgendaCopyForm
from meetings.desk.attendance_form import AttendanceSheetForm
from meetings.desk.season_form import SeasonForm
from meetings.models import ActionItem, Meeting
from meetings.models.proceedings import presence_at
from meetings.paper.print_data import action_data, link_data, meeting_data
from meetings.rules.convocation import convocation_text
from meetings.site.views import detail_context, render_page
from publishing.dates.imprecise_date import day_in_words
from publishing.feeds.address import absolute
from publishing.paper.pdf import make_pdf, pdf_response

BLANK_SEATS = 12


def pages_of(meeting, user) -> list[tuple[str, str]]:
    """What the form of a meeting leads to: (words, address)."""
    names = {"Aperçu": "meeting_preview", "Convocation": "convocation_detail", "Copier un ordre du jour": "agenda_copy"}
    if user.has_perm("meetings.change_attendance"):
        names |= {"Présences": "attendance_edit", "Feuille à signer (PDF)": "signing_sheet"}
    pages = [(words, reverse(f"admin:meetings_meeting_{name}", args=[meeting.pk])) for words, name in names.items()]
    minutes = getattr(meeting, "minutes", None)
    if minutes and user.has_perm("meetings.view_minutes"):
        pages.append(("Compte rendu", reverse("admin:meetings_minutes_change", args=[minutes.pk])))
    elif not minutes and user.has_perm("meetings.add_minutes"):
        pages.append(("Écrire le compte rendu", f"{reverse('admin:meetings_minutes_add')}?meeting={meeting.pk}"))
    return pages


def meeting_preview(request, pk, model_admin):
    meeting = _meeting(request, pk)
    context = detail_context(meeting) | {"preview": True}
    return render_page(request, "meetings/meeting_detail.html", meeting.title, context)


def convocation_detail(request, pk, model_admin):
    meeting = _meeting(request, pk)
    text = convocation_text(
        meeting,
        items=meeting.agenda_items.all(),
        followed=ActionItem.objects.followed_by(meeting),
        address=absolute(meeting.get_absolute_url()),
    )
    return _page(request, model_admin, meeting, "Convocation", "convocation.html", {"text": text})


def convocation_sheet(request, pk, model_admin):
    meeting = _meeting(request, pk)
    followed = [action_data(action) for action in ActionItem.objects.followed_by(meeting)]
    data = meeting_data(meeting) | link_data(meeting.get_absolute_url())
    version = f"Version du {day_in_words(timezone.localdate(), weekday=False)}"
    data |= {"followed": followed, "email": SiteIdentity.load().email, "version": version}
    return pdf_response(
        make_pdf("meetings/convocation.typ", data, title="Convocation"), f"convocation-{meeting.reference}.pdf"
    )


def signing_sheet(request, pk, model_admin):
    meeting = _meeting(request, pk, "meetings.change_attendance")
    groups = [
        {"label": label, "names": [str(line["member"]) for line in lines]}
        for label, lines in AttendanceSheetForm(meeting=meeting).groups
    ]
    data = meeting_data(meeting) | {"groups": [g for g in groups if g["names"] or g["label"] != "Collège à compléter"]}
    return pdf_response(
        make_pdf("meetings/signing_sheet.typ", data, title="Feuille de présence"), f"presence-{meeting.reference}.pdf"
    )


def attendance_edit(request, pk, model_admin):
    meeting = _meeting(request, pk, "meetings.change_attendance")
    if request.method == "POST":
        return _attendance_sent(request, model_admin, meeting)
    return _attendance_page(request, model_admin, meeting, AttendanceSheetForm(meeting=meeting))


@transaction.atomic
def _attendance_sent(request, model_admin, meeting):
    if both := second_writer(request, meeting, lambda: ([AttendanceSheetForm(meeting=meeting)],)):
        return both
    form = AttendanceSheetForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _attendance_page(request, model_admin, meeting, form)
    form.save()
    model_admin.log_change(request, meeting, "Présences notées")
    messages.success(request, f"{meeting}\u00a0: présences notées.")
    return redirect(request.path)


def _attendance_page(request, model_admin, meeting, form):
    context = {"form": form, "presence": presence_at(meeting, meeting.guest_count), "opened": opened(request, [form])}
    return _page(request, model_admin, meeting, "Présences", "attendance.html", context)


def agenda_copy(request, pk, model_admin):
    meeting = _meeting(request, pk)
    form = AgendaCopyForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        count = form.save()
        model_admin.log_change(request, meeting, "Ordre du jour copié")
        messages.success(request, f"{count} point{pluralize(count)} copié{pluralize(count)}.")
        return redirect("admin:meetings_meeting_change", meeting.pk)
    return _page(request, model_admin, meeting, "Copier un ordre du jour", "agenda_copy.html", {"form": form})


def season_create(request, model_admin):
    """The first sending shows the days; the second, with the days that stay ticked, makes the meetings."""
    if not request.user.has_perm("meetings.add_meeting"):
        raise PermissionDenied
    form = SeasonForm(request.POST if request.method == "POST" else None)
    plan = form.plan(timezone.localdate()) if request.method == "POST" and form.is_valid() else []
    if plan and "create" in request.POST:
        chosen = set(request.POST.getlist("days"))
        meetings = form.create([line.day for line in plan if line.day.isoformat() in chosen])
        for meeting in meetings:
            model_admin.log_addition(request, meeting, "Créée avec sa saison")
        messages.success(
            request, f"{len(meetings)} séance{pluralize(len(meetings))} annoncée{pluralize(len(meetings))}."
        )
        return redirect("admin:meetings_meeting_changelist")
    return _page(request, model_admin, None, "Annoncer une saison", "season.html", {"form": form, "plan": plan})


def _meeting(request, pk, needs="meetings.change_meeting") -> Meeting:
    if not request.user.has_perm(needs):
        raise PermissionDenied
    return get_object_or_404(Meeting.objects.with_page(), pk=pk)


def _page(request, model_admin, meeting, title, template, context):
    base = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts,
        "title": title,
        "meeting": meeting,
        "links": pages_of(meeting, request.user) if meeting else [],
    }
    form = context.get("form")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, f"meetings/desk/{template}", base | context, status=status)
