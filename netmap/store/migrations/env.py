"""What Alembic runs to bring a store up to date; the connection is given by who asks."""

from __future__ import annotations

from alembic import context

from netmap.store.database import META

context.configure(connection=context.config.attributes["connection"], target_metadata=META)
with context.begin_transaction():
    context.run_migrations()
