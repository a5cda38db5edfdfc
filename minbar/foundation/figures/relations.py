"""The rows of a fact, as a tree that every engine can select from."""

from __future__ import annotations

import sqlglot
from django.db import connection
from django.db.backends.postgresql.psycopg_any import mogrify
from sqlglot import exp

from minbar.foundation.figures.declare import Fact


def relation_of(fact: Fact) -> exp.Query:
    """The Django query of a fact's rows as a tree; its parameters become literals, quoted by the driver."""
    queryset = fact.rows()
    connection.ensure_connection()
    sql, parameters = queryset.order_by().query.sql_with_params()
    tree = sqlglot.parse_one(mogrify(sql, parameters, connection), dialect="postgres")
    assert isinstance(tree, exp.Query)
    return tree
