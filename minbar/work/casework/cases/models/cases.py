"""The head of a case, its content, and who may read it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.foundation.vault.fields import SealedField
from minbar.foundation.vault.records import SealedRecord
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Organisation, Place
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.enums import (
    Advice,
    AgeBand,
    CaseResult,
    Channel,
    CourtOrientation,
    Functioning,
    Level,
    MediationBody,
    ServiceKind,
    Sex,
    Stage,
    Vulnerability,
)
from minbar.work.casework.cases.models.topics import Topic

NOT_REFERRED = _("Only a case that came by referral names an organisation. Choose that channel, or leave this empty.")


def check_functioning(answers: dict[str, int]) -> None:
    """The Washington Group's short set: its questions, answered by 1 (no difficulty) to 4 (cannot do at all)."""
    if not isinstance(answers, dict) or any(
        question not in Functioning.values or answer not in (1, 2, 3, 4) for question, answer in answers.items()
    ):
        raise ValidationError(_("Answer each of the six questions by one of the four answers."))


class Case(Record):
    """A matter that somebody brought to the network, for advice, mediation, a referral or the way to court.

    There is no name, contact or free text on purpose: where a person can be found must not follow from a case. The
    place is a province at the narrowest.

    ``advice``, ``mediation`` and ``court_orientation`` repeat the latest service of their kind, and ``result`` what
    was measured last, so that lists and counts need no look at the services; actions keep them so. ``begun_on``,
    the day of the first service, and ``done``, the kinds of all, are for the same: the database itself keeps them, by a
    trigger on the services, and takes them from nobody else (``migrations/0013_what_was_done``).

    ``subject`` is the vault's key half of all that is sealed about the client, in all of their cases. ``secret`` is
    the hash of the code with which the client follows the case; empty where none was given out.

    Of a case that was erased (``erased_on``) only what is counted is left, under another number and identifier.
    """

    number = models.CharField(_("case number"), max_length=40, unique=True)
    secret = models.CharField(max_length=128, blank=True, editable=False)
    subject = models.UUIDField(editable=False, db_index=True)
    intake_key = models.UUIDField(null=True, unique=True, editable=False)
    client = models.ForeignKey(
        "casework.Client", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="cases"
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.OFFICE)
    referred_by = models.ForeignKey(
        Organisation, verbose_name=_("referred by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_on = models.DateField(_("opened on"), db_index=True)
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"level__lte": PlaceLevel.PROVINCE},
        verbose_name=_("province"),
    )
    urgency = models.CharField(_("urgency"), max_length=6, choices=Level.choices, default=Level.MEDIUM)
    risk = models.CharField(_("risk"), max_length=6, choices=Level.choices, blank=True)
    vulnerabilities = ArrayField(
        models.CharField(max_length=30, choices=Vulnerability.choices),
        verbose_name=_("vulnerabilities"),
        default=list,
        blank=True,
    )
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("languages"), default=list, blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex.choices, blank=True)
    age_band = models.CharField(_("age"), max_length=5, choices=AgeBand.choices, blank=True)
    functioning = models.JSONField(
        _("functioning (Washington Group)"), default=dict, blank=True, validators=[check_functioning]
    )
    stage = models.CharField(_("stage"), max_length=11, choices=Stage.choices, default=Stage.NEW, db_index=True)
    advice = models.CharField(_("legal advice"), max_length=30, choices=Advice.choices, blank=True)
    mediation = models.CharField(_("mediation"), max_length=30, choices=MediationBody.choices, blank=True)
    court_orientation = models.CharField(
        _("orientation to court"), max_length=20, choices=CourtOrientation.choices, blank=True
    )
    result = models.CharField(_("result"), max_length=20, choices=CaseResult.choices, blank=True)
    begun_on = models.DateField(null=True, blank=True, editable=False)
    done = ArrayField(
        models.CharField(max_length=13, choices=ServiceKind.choices),
        default=list,
        db_default=[],
        blank=True,
        editable=False,
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    erase_after = models.DateField(_("kept until"), null=True, blank=True, db_index=True)
    erased_on = models.DateField(_("erased on"), null=True, blank=True, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("case worker"),
    )
    is_limited = models.BooleanField(_("limited to named people"), default=False)

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_on", "-id"]
        indexes = [
            models.Index(fields=["assigned_to", "stage"], name="casework_case_queue"),
            models.Index(fields=["-opened_on", "-id"], name="casework_case_newest"),
            models.Index(  # all that the counts of open cases ask of one, row security too
                fields=["stage", "opened_on"],
                include=["assigned_to", "urgency", "is_limited", "id"],
                condition=~Q(stage=Stage.CLOSED),
                name="casework_case_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="casework_case_choices",
                condition=Q(
                    channel__in=Channel.values,
                    urgency__in=Level.values,
                    risk__in=["", *Level.values],
                    sex__in=["", *Sex.values],
                    age_band__in=["", *AgeBand.values],
                    stage__in=Stage.values,
                    advice__in=["", *Advice.values],
                    mediation__in=["", *MediationBody.values],
                    court_orientation__in=["", *CourtOrientation.values],
                    result__in=["", *CaseResult.values],
                ),
            ),
            models.CheckConstraint(
                name="casework_case_referred_by",
                condition=Q(referred_by=None) | Q(channel=Channel.REFERRAL),
                violation_error_message=NOT_REFERRED,
            ),
            models.CheckConstraint(
                name="casework_case_closed_has_a_day",
                condition=Q(stage=Stage.CLOSED, closed_on__isnull=False) | ~Q(stage=Stage.CLOSED),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Case"))  # the number stays out of titles, messages and logs

    def get_absolute_url(self) -> str:
        return reverse("casework:case", args=[self.uid])

    @property
    def is_open(self) -> bool:
        return self.stage != Stage.CLOSED


class CaseContent(SealedRecord):
    """What was said in a case, sealed: the request in the client's words, assessment, plan, the opposing party.

    ``answer`` is what the client reads with their code: written for them, without anything that tells who they are.
    """

    system_access = staticmethod(wall.system_access)

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="content")
    request = SealedField(kind="text")
    assessment = SealedField(kind="text")
    plan = SealedField(kind="text")
    opponent = SealedField(kind="json")
    answer = SealedField(kind="text")

    class Meta(SealedRecord.Meta):
        app_label = "casework"
        verbose_name = _("content of a case")
        verbose_name_plural = _("contents of cases")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
