FROM migrate/migrate:v4.17.0 AS migrate

FROM alpine:3.19
RUN apk add --no-cache bash postgresql15-client
COPY --from=migrate /usr/local/bin/migrate /usr/local/bin/migrate
COPY db/migrations /migrations
COPY scripts/wait-and-migrate.sh /entrypoint.sh
ENTRYPOINT ["/entrypoint.sh"]
CMD ["up"]
