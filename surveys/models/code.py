import hashlib
import secrets
import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs, none that reads like another
LENGTH = 14  # 70 bits
MOST_CODES = 200


class OneTimeCodeQuerySet(models.QuerySet):
    @transaction.atomic
    def draw(self, survey, count) -> list[str]:
        """New codes to print, in an order drawn by lot; from then on only their prints are known."""
        survey.lock()
        if survey.is_counted or not survey.needs_code:
            raise ValidationError("Ce questionnaire ne demande pas de code.")
        if not 1 <= count <= MOST_CODES:
            raise ValidationError(f"Imprimez de 1 à {MOST_CODES} lettres.")
        codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(count)]
        rows = sorted((self.model(survey=survey, code_hash=hash_of(survey, code)) for code in codes), key=_by_hash)
        self.bulk_create(rows, batch_size=500)
        return codes

    def spend(self, survey, typed) -> None:
        """Uses a code up, inside the transaction that stores the answer; what is stored of it says nothing else."""
        if not transaction.get_connection(self.db).in_atomic_block:
            raise RuntimeError("A code is spent in the transaction of its answer.")
        code = self.filter(survey=survey, code_hash=hash_of(survey, typed))
        if code.filter(is_used=False).update(is_used=True) == 1:
            return
        if code.exists():
            raise ValidationError(gettext("Ce code a déjà servi. Un logement répond une seule fois."), code="used")
        raise ValidationError(
            gettext(
                "Ce code n’est pas bon. Recopiez les 14 signes de votre lettre\u00a0: il n’y a ni O, ni I, ni 0, ni 1."
            ),
            code="unknown",
        )

    def give_back(self, survey, typed) -> None:
        """A sheet was taken back to be typed again: its code may serve once more."""
        self.filter(survey=survey, code_hash=hash_of(survey, typed)).update(is_used=False)


class OneTimeCode(models.Model):
    """The right of one household to answer once. Used or not: nothing says when, nor which answer came with it."""

    id = models.UUIDField("numéro au hasard", primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="codes", verbose_name="questionnaire")
    code_hash = models.CharField("empreinte du code", max_length=64, unique=True, editable=False)
    is_used = models.BooleanField("utilisé", default=False, editable=False)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        verbose_name = "code"
        verbose_name_plural = "codes"
        default_permissions = ["add"]

    def __str__(self):
        return "code d’un logement"


def read_code(typed: str) -> str:
    """What somebody copied from a letter:
    case, spaces and dashes do not matter, nor the figures of the keyboard («٣»).
    """
    signs = (str(int(sign)) if sign.isdecimal() else sign for sign in typed.upper())
    return "".join(sign for sign in signs if sign in ALPHABET)[:40]


def hash_of(survey, typed: str) -> str:
    """70 random bits need no slow hash; the survey keeps two letters apart."""
    return hashlib.sha256(f"{survey.pk}:{read_code(typed)}".encode()).hexdigest()


def in_groups(code: str) -> str:
    """«ABCD-EFGH-JKLMNP», as it is printed."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def _by_hash(row):
    return row.code_hash
