"""The rows of a dataset, as a tree that every engine can select from."""

from __future__ import annotations

import sqlglot
from django.db import connection
from django.db.backends.postgresql.psycopg_any import mogrify
from sqlglot import exp

from minbar.foundation.figures.declare import Dataset


def relation_of(dataset: Dataset) -> exp.Query:
    """The Django query of a dataset's rows as a tree; its parameters become literals, quoted by the driver."""
    queryset = dataset.rows()
    connection.ensure_connection()
    sql, parameters = queryset.order_by().query.sql_with_params()
    tree = sqlglot.parse_one(mogrify(sql, parameters, connection), dialect="postgres")
    assert isinstance(tree, exp.Query)
    return tree
