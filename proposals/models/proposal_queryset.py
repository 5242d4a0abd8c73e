import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery

from members.models import Commission
from proposals.models.decision import Decision
from proposals.models.dossier import Chapter
from proposals.models.milestone import Milestone
from proposals.rules.follow_up import SILENCE
from proposals.rules.status import DECISIONS, DeliveryState, Status
from publishing.example import ExampleQuerySet
from publishing.publishable import PublishableQuerySet

SHEET = ["finding", "objective", "description"]
NOT_LISTED = {
    *("source_ids", "source_text", "is_doubtful", "editor_note", "publication", "publish_from"),
    *("origin", "observation_id", "cost", "cost_estimated_on", "is_shared", "shared_on", "responsible"),
}


class ProposalQuerySet(PublishableQuerySet, ExampleQuerySet):
    def get_by_natural_key(self, number):
        return self.get(number=number)

    def with_reason(self):
        """With `public_reason`: the words of the last published decision."""
        last = Decision.objects.filter(proposal=OuterRef("pk"), is_published=True).order_by("-line")
        return self.annotate(public_reason=Subquery(last.values("reason")[:1]))

    def as_rows(self) -> tuple[tuple, ...]:
        """What a list shows of the proposals, their chapter and their public reason: cheap to read and to compare."""
        chapter = (f"chapter__{name}" for name in _listed(Chapter))
        names = [*_listed(self.model), *chapter, "public_reason"]
        return tuple(self.with_reason().values_list(*names))

    def of_rows(self, rows) -> list:
        """The same proposals again, as objects, without asking the database."""
        return [self._of_row(row) for row in rows]

    def _of_row(self, row):
        names = _listed(self.model)
        proposal = self.model.from_db(self.db, names, row[: len(names)])
        if proposal.chapter_id is not None:
            proposal.chapter = Chapter.from_db(self.db, _listed(Chapter), row[len(names) : -1])
        proposal.public_reason = row[-1]
        return proposal

    def with_commissions(self):
        """`commissions.all` then holds the published ones only."""
        return self.prefetch_related(Prefetch("commissions", Commission.objects.published()))

    def with_journal(self):
        """`decisions.all` then holds the published lines only, newest first."""
        lines = Decision.objects.filter(is_published=True).select_related("meeting")
        return self.prefetch_related(Prefetch("decisions", lines))

    def with_pending_count(self):
        """With `pending_count`: the decisions written and not yet published."""
        return self.annotate(pending_count=Count("decisions", filter=Q(decisions__is_published=False)))

    def with_pending_decisions(self):
        return self.filter(pk__in=Decision.objects.filter(is_published=False).values("proposal"))

    def with_milestones(self):
        """`milestones.all` then holds the published ones only, in order, with their photo."""
        shown = Milestone.objects.published().select_related("photo__event").in_order()
        return self.prefetch_related(Prefetch("milestones", shown))

    def with_page(self):
        """All that the page of a proposal shows."""
        related = self.select_related("chapter", "observation__walk")
        return related.with_commissions().with_journal().with_milestones()

    def awaited(self):
        """Under review or validated, and neither carried out nor given up: see `follow_up.is_awaited`."""
        awaited = [status for status in Status if status.is_awaited]
        return self.filter(status__in=awaited).exclude(delivery__in=DeliveryState.ended())

    def without_news(self, today: datetime.date):
        """Awaited, and nothing written or shared for 120 days: the list that the president reads."""
        limit = today - SILENCE
        recent = Q(recorded_on__gt=limit) | Q(recorded_on__isnull=True, starts_on__gt=limit)
        decisions = Decision.objects.filter(recent, is_published=True, proposal=OuterRef("pk"))
        milestones = Milestone.objects.published().filter(said_on__gt=limit, proposal=OuterRef("pk"))
        silent = self.awaited().exclude(shared_on__gt=limit, shared_on__lte=today)
        return silent.filter(~Exists(decisions), ~Exists(milestones))

    def without_sheet(self):
        """Titled, with nothing yet under «constat», «objectif» and «description»."""
        return self.exclude(title="").filter(**dict.fromkeys(SHEET, ""))

    def without_reason(self):
        """Decided, and the last words do not say why."""
        last = Decision.objects.filter(proposal=OuterRef("pk")).order_by("-line").values("reason")[:1]
        return (
            self.filter(status__in=[value for value, _ in DECISIONS])
            .annotate(last_reason=Subquery(last))
            .filter(last_reason="")
        )


def _listed(model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.attname not in NOT_LISTED]
