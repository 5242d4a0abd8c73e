"""What the page of a survey says first: where it stands on its road, and the next thing to do."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from publishing.desk.next_step import NextStep
from surveys.desk.progress import CLOSE, COUNT, OPEN, POST, PUBLISH, READ, ROAD, WRITE, Pile, SurveyProgress
from surveys.models import Channel, PublishedResults, Survey

ACT_OF = {OPEN: "ouvrir", CLOSE: "fermer", COUNT: "compter", PUBLISH: "publier"}
PAGES_OF = {
    WRITE: [("build", "Écrire les questions", "change_survey")],
    OPEN: [("rehearse", "Essayer à l’écran", "view_survey"), ("build", "Relire les questions", "change_survey")],
    READ: [
        ("results", "Voir les résultats", "run_survey"),
        ("texts", "Relire les textes", "change_freetext"),
        ("compare", "Comparer des groupes", "run_survey"),
    ],
    POST: [
        ("posters", "Écrire et imprimer les affichettes", "change_posternote"),
        ("halls", "Tour des halls", "add_posting"),
    ],
}
PAGES_OF[PUBLISH] = [page for page in PAGES_OF[READ] if page[0] != "texts"]


def next_step(user, survey: Survey) -> NextStep:
    progress, today = progress_of(survey), timezone.localdate()
    here = progress.here()
    return NextStep(
        road=[] if survey.is_model else ROAD,
        here=here,
        sentences=list(progress.sentences(today)),
        wanted="dupliquer" if survey.is_model else ACT_OF.get(here, "") if progress.is_ready(today) else "",
        links=list(_links(user, survey, here)),
    )


def _links(user, survey, here):
    if survey.is_model:
        return
    for page, label, permission in PAGES_OF.get(here, []):
        if user.has_perm(f"surveys.{permission}"):
            yield reverse(f"admin:surveys_survey_{page}", args=[survey.pk]), label
    if survey.accepts_paper and user.has_perm("surveys.add_papersheet"):
        yield f"{reverse('admin:surveys_paperbatch_changelist')}?survey__id__exact={survey.pk}", "Saisir des feuilles"


def progress_of(survey: Survey) -> SurveyProgress:
    by_channel = dict(survey.responses.order_by().values_list("channel").annotate(people=Count("pk")))
    frozen = PublishedResults.objects.filter(survey=survey).first()
    tables = [table for table in frozen.results.cross_tabs if table.is_chosen] if frozen else []
    piles = survey.batches.annotate(typed=Count("sheets")).values_list("label", "returned", "typed")
    return SurveyProgress(
        is_model=survey.is_model,
        is_written=survey.sections.filter(questions__isnull=False).exists(),
        state=survey.state,
        opens_on=survey.opens_on,
        closes_on=survey.closes_on,
        is_counted=survey.is_counted,
        published_on=survey.published_on,
        paper=by_channel.get(Channel.PAPER, 0),
        online=by_channel.get(Channel.ONLINE, 0),
        piles=[Pile(*pile) for pile in piles],
        texts_to_read=survey.texts.to_read().count() if frozen else 0,
        tables=len(tables),
    )
