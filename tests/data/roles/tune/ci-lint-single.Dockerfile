# syntax=docker/dockerfile:1
FROM golang:1.20-alpine
RUN apk add --no-cache gcc musl-dev yamllint
RUN wget -qO- https://example.org/install-golangci-lint.sh | sh -s -- -b /usr/local/bin v1.53.3
WORKDIR /src
RUN --mount=target=. --mount=target=/root/.cache,type=cache golangci-lint run
RUN --mount=target=. yamllint --strict .github
