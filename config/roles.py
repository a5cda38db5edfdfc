"""The two roles of the embedded PostgreSQL cluster.

The application's own role may not be a superuser: row security, the second wall around cases, does not hold for one.
"""

from __future__ import annotations

import psycopg

#: Who owns the cluster: for its administration, and for copies of the whole of it.
OWNER_OF_THE_CLUSTER = "postgres"
#: Who the application signs in as: owns its database and nothing else; may make others, as the tests do.
APPLICATION = "minbar"

#: Hands to the application what the former superuser made in its database. An extension keeps its own things.
_HAND_OVER = """
DO $$
DECLARE thing record;
BEGIN
  FOR thing IN
    SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END
             AS kind, oid::regclass::text AS name, pg_class.oid AS oid, 'pg_class'::regclass AS class
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
      ORDER BY relkind = 'S'
  LOOP
    -- what belongs to an extension, or to a column of a table, goes with it
    CONTINUE WHEN EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = thing.class AND d.objid = thing.oid
                            AND d.deptype IN ('e', 'a', 'i') AND (d.deptype = 'e' OR thing.kind = 'SEQUENCE'));
    EXECUTE format('ALTER %s %s OWNER TO minbar', thing.kind, thing.name);
  END LOOP;
  FOR thing IN
    SELECT oid::regprocedure::text AS name FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                         AND d.deptype = 'e')
  LOOP EXECUTE format('ALTER ROUTINE %s OWNER TO minbar', thing.name); END LOOP;
  FOR thing IN
    SELECT oid::regtype::text AS name FROM pg_type t WHERE typnamespace = 'public'::regnamespace
       AND typtype IN ('e', 'd')
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid
                         AND d.deptype = 'e')
  LOOP EXECUTE format('ALTER TYPE %s OWNER TO minbar', thing.name); END LOOP;
END $$
"""


def settle(socket: str, database: str) -> None:
    """See that both roles are there. In a cluster whose application was its superuser, take that right from it."""
    try:
        connection = psycopg.connect(host=socket, user=OWNER_OF_THE_CLUSTER, dbname="postgres", autocommit=True)
    except psycopg.OperationalError:
        _take_superuser_away(socket, database)
        return
    with connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone():
            connection.execute(f"CREATE ROLE {APPLICATION} LOGIN CREATEDB")


def _take_superuser_away(socket: str, database: str) -> None:
    """The first role of a cluster stays its superuser for good; so it takes the owner's name, and a new one its own."""
    with psycopg.connect(host=socket, user=APPLICATION, dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE ROLE minbar_settling SUPERUSER LOGIN")
    with psycopg.connect(host=socket, user="minbar_settling", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {APPLICATION} RENAME TO {OWNER_OF_THE_CLUSTER}")
        connection.execute(f"CREATE ROLE {APPLICATION} LOGIN CREATEDB")
    with psycopg.connect(host=socket, user=OWNER_OF_THE_CLUSTER, dbname="postgres", autocommit=True) as connection:
        connection.execute("DROP ROLE minbar_settling")
        connection.execute(f'ALTER DATABASE "{database}" OWNER TO {APPLICATION}')
    with psycopg.connect(host=socket, user=OWNER_OF_THE_CLUSTER, dbname=database, autocommit=True) as connection:
        connection.execute(_HAND_OVER)
