FROM golang:1.23-alpine AS codetools
RUN go install github.com/sqlc-dev/sqlc/cmd/sqlc@v1.27.0 \
 && go install github.com/a-h/templ/cmd/templ@v0.2.793

FROM golang:1.23-alpine AS builder
RUN apk add --no-cache gcc musl-dev
COPY --from=codetools /go/bin/ /usr/local/bin/
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN sqlc generate && templ generate
RUN CGO_ENABLED=1 go build -ldflags='-s -w -extldflags "-static"' -o /snackbar .

FROM alpine:3.20 AS shrink
RUN apk add --no-cache upx
COPY --from=builder /snackbar /snackbar
RUN upx --best --lzma /snackbar

FROM scratch
COPY --from=shrink /snackbar /snackbar
ENTRYPOINT ["/snackbar"]
