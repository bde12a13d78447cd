# syntax=docker/dockerfile:1.4
ARG GO_VERSION=1.20

FROM golang:${GO_VERSION}-alpine AS docsgen
WORKDIR /src
RUN --mount=target=. --mount=target=/root/.cache,type=cache \
  go build -o /bin/docsgen ./internal/docsgen

FROM alpine:3.18 AS pages
WORKDIR /src
COPY --from=docsgen /bin/docsgen /usr/bin/docsgen
RUN --mount=target=.,rw docsgen --formats md,yaml --source docs/reference --target /pages

FROM scratch AS update
COPY --from=pages /pages /

FROM pages AS uptodate
RUN --mount=target=/src diff -qr docs/reference /pages || \
  (echo "run 'make docs' and commit the result" && exit 1)
