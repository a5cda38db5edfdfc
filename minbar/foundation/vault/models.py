"""What the database knows of keys. No key stands here in the clear: the root never, the others wrapped by it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RootKey(models.Model):
    """A root key that wraps others, by its number. Of the key itself only a check value is here.

    More than one row is there only while the root is being rotated.
    """

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    check_value = models.BinaryField(max_length=32)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    shares_needed = models.PositiveSmallIntegerField(_("shares needed"), null=True)
    shares_made = models.PositiveSmallIntegerField(_("shares made"), null=True)
    shares_made_at = models.DateTimeField(_("shares made at"), null=True)

    class Meta:
        verbose_name = _("root key")
        verbose_name_plural = _("root keys")
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class DataKey(models.Model):
    """A key for values or for blind indexes. New ciphertexts take the highest number of their purpose.

    A destroyed key keeps its row, so that its number is never given to another.
    """

    class Purpose(models.TextChoices):
        SEAL = "seal", _("sealing values")
        INDEX = "index", _("blind indexes")

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    purpose = models.CharField(_("purpose"), max_length=5, choices=Purpose.choices)
    root = models.ForeignKey(RootKey, on_delete=models.PROTECT, verbose_name=_("root key"))
    wrapped = models.BinaryField(max_length=60, null=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    destroyed_at = models.DateTimeField(_("destroyed"), null=True)

    class Meta:
        verbose_name = _("data key")
        verbose_name_plural = _("data keys")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=True) ^ models.Q(destroyed_at__isnull=True),
                name="vault_data_key_there_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.get_purpose_display()})"


class SubjectKey(models.Model):
    """A subject's half of the key to all that is sealed for it; erasing destroys the half and keeps the row as proof.

    ``joined_to`` is the subject of the same person to whom all that was sealed for this one belongs now. This half
    stays for older copies, and is destroyed with the other.

    This table is left out of ordinary backups; of its own copy only the newest is kept.
    """

    subject = models.UUIDField(pgettext_lazy("vault", "subject"), primary_key=True)
    root = models.ForeignKey(RootKey, on_delete=models.PROTECT, verbose_name=_("root key"))
    half = models.BinaryField(max_length=60, null=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    shredded_at = models.DateTimeField(_("shredded"), null=True)
    joined_to = models.UUIDField(_("joined to"), null=True)

    class Meta:
        verbose_name = _("subject's key")
        verbose_name_plural = _("subjects' keys")
        indexes = [
            models.Index(
                fields=["joined_to"], condition=models.Q(joined_to__isnull=False), name="vault_subject_key_joined"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(half__isnull=True) ^ models.Q(shredded_at__isnull=True),
                name="vault_subject_key_there_or_shredded",
            )
        ]

    def __str__(self) -> str:
        return str(self.subject)


class Rotation(models.Model):
    """One change to a new data key. Unfinished, it is taken up where the data say that it stands."""

    key = models.OneToOneField(DataKey, on_delete=models.PROTECT, verbose_name=_("data key"))
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("key rotation")
        verbose_name_plural = _("key rotations")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(finished_at__isnull=True),
                name="vault_one_rotation_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.key_id)


class RotationStep(models.Model):
    """How far a rotation has come in one table: written with each batch, in the batch's transaction."""

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="steps", verbose_name=_("rotation"))
    table = models.CharField(_("table"), max_length=63)
    position = models.BigIntegerField(_("last row"), default=0)
    done = models.PositiveBigIntegerField(_("rows done"), default=0)

    class Meta:
        verbose_name = _("step of a rotation")
        verbose_name_plural = _("steps of a rotation")
        constraints = [models.UniqueConstraint(fields=["rotation", "table"], name="vault_step_once_per_table")]

    def __str__(self) -> str:
        return f"{self.table}: {self.done}"
