"""The first shape: versions, the audit trail, whole files, and addresses of functions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEPT = ("versie", "wijziging", "bestand")
"""Tables to which is only added."""


def upgrade() -> None:
    """Make the tables, and refuse every change of what was published."""
    op.create_table(
        "versie",
        sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("naam", sa.Text, nullable=False, unique=True),
        sa.Column("wanneer", sa.Text, nullable=False),
        sa.Column("wie", sa.Text, nullable=False),
        sa.Column("waarom", sa.Text, nullable=False),
    )
    op.create_table(
        "wijziging",
        sa.Column("volgnummer", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("versie", sa.Integer, sa.ForeignKey("versie.nummer"), nullable=False),
        sa.Column("bestand", sa.Text, nullable=False),
        sa.Column("sleutel", sa.Text, nullable=False),
        sa.Column("plaats", sa.Double, nullable=False),
        sa.Column("inhoud", sa.Text),
        sa.Column("velden", sa.Text, nullable=False),
        sa.Column("woord", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_index("wijziging_van", "wijziging", ["bestand", "sleutel", "versie"])
    op.create_table(
        "bestand",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("inhoud", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "bereik",
        sa.Column("bestand", sa.Text, primary_key=True),
        sa.Column("sleutel", sa.Text, primary_key=True),
        sa.Column("kolom", sa.Text, primary_key=True),
        sa.Column("waarde", sa.Text, nullable=False),
    )
    for statement in _refuse_changes(op.get_bind().dialect.name):
        op.execute(statement)


def _refuse_changes(database: str) -> list[str]:
    """Write the triggers that refuse to update or delete, in the words of a database."""
    if database == "sqlite":
        return [
            f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'published: only add'); END"
            for table in _KEPT
            for verb in ("UPDATE", "DELETE")
        ]
    refuse = (
        "CREATE FUNCTION netmap_only_add() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'published: only add'; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION netmap_only_add()"
        for table in _KEPT
    ]
    closed = _KEPT[1:]  # to refer to a version PostgreSQL must be allowed to lock it, and counts that as an update
    revoked = [f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC, CURRENT_USER" for table in closed]
    return [refuse, *triggers, *revoked]
