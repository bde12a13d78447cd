FROM golang:1.22 AS base
WORKDIR /app
ENV GOPROXY=https://proxy.golang.org,direct

# hot reload for docker compose
FROM base AS dev
RUN go install github.com/air-verse/air@v1.52.3 && go install github.com/go-delve/delve/cmd/dlv@latest
COPY go.* ./
RUN go mod download
EXPOSE 8000 2345
CMD ["air", "-c", ".air.toml"]

FROM base AS production-build
COPY . .
RUN CGO_ENABLED=0 go build -o /app/server .

FROM alpine:3.19 AS production
RUN apk add --no-cache ca-certificates
COPY --from=production-build /app/server /server
EXPOSE 8000
CMD ["/server"]
