"""When each case's first action was, and of which kinds there are: kept by the database, for what is counted.

A statement that adds actions adds to what is there; one that changes or deletes some sums their cases up anew, after
it waited for others that do so. Nothing else writes the two columns: a case that is saved whole, with what it held
before its last action, keeps what the trigger wrote.
"""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

SUMS = """
CREATE FUNCTION casework_add_actions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE casework_case c
       SET begun_on = LEAST(c.begun_on, added.first),
           done = ARRAY(SELECT DISTINCT kind FROM unnest(c.done || added.kinds) AS kind ORDER BY kind)
      FROM (SELECT case_id, min(done_on) AS first, array_agg(DISTINCT kind) AS kinds FROM written GROUP BY case_id) added
     WHERE c.id = added.case_id AND NOT (c.begun_on <= added.first AND c.done @> added.kinds) IS TRUE;
    RETURN NULL;
END
$$;

CREATE FUNCTION casework_sum_up_actions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM casework_case WHERE id IN (SELECT case_id FROM written) ORDER BY id FOR NO KEY UPDATE;
    UPDATE casework_case c
       SET begun_on = summed.first, done = summed.kinds
      FROM (SELECT w.case_id, min(a.done_on) AS first,
                   COALESCE(array_agg(DISTINCT a.kind) FILTER (WHERE a.kind IS NOT NULL), '{}') AS kinds
              FROM (SELECT DISTINCT case_id FROM written) w
              LEFT JOIN casework_caseaction a ON a.case_id = w.case_id GROUP BY w.case_id) summed
     WHERE c.id = summed.case_id AND (c.begun_on, c.done) IS DISTINCT FROM (summed.first, summed.kinds);
    RETURN NULL;
END
$$;

CREATE FUNCTION casework_keep_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.begun_on := OLD.begun_on;
    NEW.done := OLD.done;
    RETURN NEW;
END
$$;

SELECT set_config('minbar.purpose', 'keeping', true);
UPDATE casework_case c
   SET begun_on = summed.first, done = summed.kinds
  FROM (SELECT case_id, min(done_on) AS first, array_agg(DISTINCT kind) AS kinds
          FROM casework_caseaction GROUP BY case_id) summed
 WHERE c.id = summed.case_id;
SELECT set_config('minbar.purpose', '', true);
SET CONSTRAINTS ALL IMMEDIATE;

CREATE TRIGGER adds_actions AFTER INSERT ON casework_caseaction
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION casework_add_actions();
CREATE TRIGGER sums_up_changed AFTER UPDATE ON casework_caseaction
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION casework_sum_up_actions();
CREATE TRIGGER sums_up_deleted AFTER DELETE ON casework_caseaction
    REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION casework_sum_up_actions();
CREATE TRIGGER keeps_sums BEFORE UPDATE ON casework_case FOR EACH ROW
    WHEN (pg_trigger_depth() = 0 AND (NEW.begun_on, NEW.done) IS DISTINCT FROM (OLD.begun_on, OLD.done))
    EXECUTE FUNCTION casework_keep_sums();
"""
NO_SUMS = """
DROP TRIGGER keeps_sums ON casework_case;
DROP FUNCTION casework_keep_sums();
DROP FUNCTION casework_add_actions() CASCADE;
DROP FUNCTION casework_sum_up_actions() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0012_ways_by_index"),
        ("directory", "0004_party_consent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="begun_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="done",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("advice", "Legal advice"),
                        ("mediation", "Mediation"),
                        ("court", "Orientation to court"),
                        ("referral", "Referral to another organisation"),
                        ("counselling", "Individual counselling"),
                        ("group_session", "Group session"),
                        ("note", "Note"),
                        ("document", "Document"),
                        ("result", "Result measured"),
                    ],
                    max_length=13,
                ),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.RunSQL(SUMS, NO_SUMS),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("stage", "closed"), _negated=True),
                fields=["stage", "opened_on"],
                include=("assigned_to", "urgency", "is_limited", "id"),
                name="casework_case_open",
            ),
        ),
    ]
