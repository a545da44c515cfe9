"""How a workspace of an earlier version becomes one of this version; ``upgrading`` does it, one file a step.

To change the schema, when the highest version is N:

1. Change the tables in ``core/audit/tables``.
2. Write ``schema_<N+1>.py`` here with a function ``upgrade()`` in Alembic's operations (``from alembic import op``),
   and name it in ``steps.py``. Set ``SCHEMA_VERSION`` in ``core/audit/schema.py``.
3. Run ``python tests/core/audit/fixtures/make.py``: it adds a workspace of the new version to those that must open for
   ever. Never touch an older one.

A step adds tables and columns, with a default for the rows that are there; it never changes or removes what is
recorded, and ``upgrading`` undoes one that does. A check gets another condition with ``replace_check``. Triggers are
dropped before the steps and made anew after them, and references are checked at the end.
"""
