"""Alembic's environment: the revisions run in the transaction that the store has begun, all of them or none."""

from alembic import context

from toolkit.storage.tables.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
