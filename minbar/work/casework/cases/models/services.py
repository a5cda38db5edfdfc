"""What was done for a case: one row a service, with the particulars of its kind beside it. No free text."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.foundation.text.languages import label_of
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Organisation, Place
from minbar.work.casework.cases.enums import (
    Advice,
    CaseResult,
    CourtOrientation,
    MediationBody,
    ReferralStatus,
    ServiceKind,
    SharedPart,
)
from minbar.work.casework.cases.models.cases import Case
from minbar.work.casework.cases.models.consents import Consent


class GroupSession(Record):
    """A session of psychosocial support for several clients at once; who came follows from their cases' services.

    Of a case that was erased the service stays, without its session.
    """

    held_on = models.DateField(_("held on"), db_index=True)
    place = models.ForeignKey(
        Place,
        verbose_name=_("province"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"level__lte": PlaceLevel.PROVINCE},
    )
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("led by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("group session")
        verbose_name_plural = _("group sessions")
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("casework:group-session", args=[self.uid])


class CaseService(Record):
    """Something that was done for a case on a day. ``advice`` and ``result`` belong to the services of that kind.

    Its table, the columns that point to it and its name in the journal are those of its first name, "case action".
    """

    journal_label = "casework.caseaction"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="services")
    kind = models.CharField(_("kind"), max_length=13, choices=ServiceKind.choices)
    done_on = models.DateField(_("done on"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("done by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    advice = models.CharField(_("legal advice"), max_length=30, choices=Advice.choices, blank=True)
    result = models.CharField(_("result"), max_length=20, choices=CaseResult.choices, blank=True)
    session = models.ForeignKey(
        GroupSession, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)

    class Meta(Record.Meta):
        app_label = "casework"
        db_table = "casework_caseaction"
        verbose_name = _("service provided in a case")
        verbose_name_plural = _("services provided in cases")
        ordering = ["-done_on", "-id"]
        indexes = [models.Index(fields=["case", "-done_on"], name="casework_action_of_case")]
        constraints = [
            models.CheckConstraint(
                name="casework_action_choices",
                condition=Q(
                    kind__in=ServiceKind.values,
                    advice__in=["", *Advice.values],
                    result__in=["", *CaseResult.values],
                ),
            ),
            models.CheckConstraint(
                name="casework_advice_has_its_class",
                condition=(Q(kind=ServiceKind.ADVICE) & ~Q(advice="")) | (~Q(kind=ServiceKind.ADVICE) & Q(advice="")),
            ),
            models.CheckConstraint(
                name="casework_result_was_measured",
                condition=(Q(kind=ServiceKind.RESULT) & ~Q(result="")) | (~Q(kind=ServiceKind.RESULT) & Q(result="")),
            ),
            models.CheckConstraint(
                name="casework_group_session_has_one",
                condition=Q(session=None) | Q(kind=ServiceKind.GROUP_SESSION),
            ),
            models.UniqueConstraint(fields=["case", "session"], name="casework_once_in_a_session"),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    # Django's own put all choices together each time; a timeline asks them for every moment.

    def get_kind_display(self) -> str:  # type: ignore[no-redef]  # instead of Django's
        return label_of(ServiceKind, self.kind)

    def get_advice_display(self) -> str:  # type: ignore[no-redef]  # instead of Django's
        return label_of(Advice, self.advice)


class Mediation(Record):
    """The particulars of a mediation: with whom, by whom."""

    service = models.OneToOneField(
        CaseService, db_column="action_id", on_delete=models.CASCADE, related_name="mediation"
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="mediations")
    body = models.CharField(_("with"), max_length=30, choices=MediationBody.choices)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mediator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("mediator"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("mediation")
        verbose_name_plural = _("mediations")
        constraints = [
            models.CheckConstraint(name="casework_mediation_body", condition=Q(body__in=MediationBody.values))
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class MediationSession(Record):
    """A day on which the mediator spoke with the other side."""

    mediation = models.ForeignKey(Mediation, on_delete=models.CASCADE, related_name="sessions")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField(_("held on"))

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("session of a mediation")
        verbose_name_plural = _("sessions of mediations")
        ordering = ["held_on", "id"]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class CourtProceeding(Record):
    """The way to court: how it is carried there, and the days that must not be missed."""

    service = models.OneToOneField(CaseService, db_column="action_id", on_delete=models.CASCADE, related_name="court")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proceedings")
    way = models.CharField(_("way to court"), max_length=20, choices=CourtOrientation.choices)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    hearing_on = models.DateField(_("hearing"), null=True, blank=True)
    limitation_on = models.DateField(_("limitation ends"), null=True, blank=True)

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("court proceeding")
        verbose_name_plural = _("court proceedings")
        constraints = [
            models.CheckConstraint(name="casework_way_to_court", condition=Q(way__in=CourtOrientation.values))
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Referral(Record):
    """A referral to another organisation: what it is shown, by which consent, and what it answered.

    The receiver comes by a link, of which only the digest of its token is kept, and which expires.
    """

    service = models.OneToOneField(
        CaseService, db_column="action_id", on_delete=models.CASCADE, related_name="referral"
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    consent = models.ForeignKey(Consent, verbose_name=_("consent"), on_delete=models.PROTECT, related_name="referrals")
    shared = ArrayField(
        models.CharField(max_length=20, choices=SharedPart.choices), verbose_name=_("what is shared"), default=list
    )
    status = models.CharField(
        _("status"), db_column="standing", max_length=9, choices=ReferralStatus.choices, default=ReferralStatus.SENT
    )
    token_digest = models.BinaryField(max_length=32, unique=True, null=True, editable=False)
    expires_at = models.DateTimeField(_("link expires"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        constraints = [
            models.CheckConstraint(name="casework_referral_standing", condition=Q(status__in=ReferralStatus.values))
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def is_reachable(self) -> bool:
        """Whether its link still opens."""
        alive = self.status in (ReferralStatus.SENT, ReferralStatus.ACCEPTED)
        return alive and self.token_digest is not None and self.expires_at > timezone.now()
