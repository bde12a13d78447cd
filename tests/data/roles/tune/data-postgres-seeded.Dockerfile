FROM postgres:15-alpine AS dumper
COPY seed.sql /docker-entrypoint-initdb.d/
RUN ["sed", "-i", "s/exec \"$@\"/echo \"skipping...\"/", "/usr/local/bin/docker-entrypoint.sh"]
ENV POSTGRES_USER=museum POSTGRES_PASSWORD=museum PGDATA=/data
RUN ["/usr/local/bin/docker-entrypoint.sh", "postgres"]

FROM postgres:15-alpine
COPY --from=dumper /data $PGDATA
