# Fills the cluster at build time, so that containers start with data.
FROM postgres:15-alpine AS seeded
ENV PGDATA=/cluster POSTGRES_DB=museum
COPY schema.sql seed.sql /sql/
USER postgres
RUN initdb -D $PGDATA --auth=trust \
 && pg_ctl -D $PGDATA -w start \
 && createdb $POSTGRES_DB \
 && cat /sql/schema.sql /sql/seed.sql | psql -v ON_ERROR_STOP=1 $POSTGRES_DB \
 && pg_ctl -D $PGDATA -w -m fast stop

FROM postgres:15-alpine
ENV PGDATA=/cluster
COPY --from=seeded --chown=postgres:postgres /cluster /cluster
