"""The vault: values that nobody can read in the database, in a dump of it or in a backup.

- A model with sealed fields extends :class:`minbar.foundation.vault.records.SealedRecord`; its fields are
  :class:`minbar.foundation.vault.fields.SealedField`.
- What is sealed belongs to a *subject* (:mod:`minbar.foundation.vault.subjects`). Shredding the subject's half of the
  key makes all of it unreadable, in old backups too.
- What is sealed is found again by a blind index (:mod:`minbar.foundation.vault.index`).
- Keys: a root outside the database (:mod:`roots`), data keys wrapped by it (:mod:`keyring`), their rotation
  (:mod:`rotation`, :mod:`root_rotation`), the root's recovery from shares (:mod:`recovery`).

Why it is built so stands in docs/decisions/0006-an-envelope-of-two-halves.md.
"""
