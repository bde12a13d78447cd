# syntax=docker/dockerfile:1
FROM bufbuild/buf:1.30.0 AS buf
FROM golang:1.22 AS compile
WORKDIR /app
COPY --from=buf /usr/local/bin/buf /usr/local/bin/buf
COPY buf.yaml buf.gen.yaml ./
COPY proto proto
RUN buf generate
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/gatekeeper ./cmd/gatekeeper
FROM gcr.io/distroless/static-debian12
COPY --from=compile /bin/gatekeeper /
CMD ["/gatekeeper"]
