FROM timescale/timescaledb:2.13.0-pg15 AS database
COPY postgres/extensions.sql /docker-entrypoint-initdb.d/100-extensions.sql
COPY postgres/tune.sh /docker-entrypoint-initdb.d/101-tune.sh

FROM flyway/flyway:10-alpine AS migrations
COPY sql /flyway/sql
COPY flyway.conf /flyway/conf/flyway.conf
CMD ["-connectRetries=60", "migrate"]
