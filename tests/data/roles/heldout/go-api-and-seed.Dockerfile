ARG GO=1.21

FROM golang:${GO}-alpine AS modules
WORKDIR /metro
COPY go.mod go.sum ./
RUN go mod download all

FROM modules AS timetable-build
COPY . .
RUN go build -o /out/timetable ./cmd/timetable

FROM modules AS loader-build
COPY . .
RUN <<SH
	set -eu
	for feed in lines stops calendars; do
	  go build -o "/out/load-$feed" "./cmd/load/$feed"
	done
SH

FROM alpine:3.19 AS timetable
RUN apk add --no-cache tzdata
COPY --from=timetable-build /out/timetable /usr/bin/
EXPOSE 7000
ENTRYPOINT ["timetable"]

FROM postgres:16-alpine AS loader
COPY --from=loader-build /out/ /usr/local/bin/
COPY load-all.sh /
ENTRYPOINT ["/load-all.sh"]

FROM golang:${GO} AS check
WORKDIR /metro
COPY --from=modules /go/pkg/mod /go/pkg/mod
COPY . .
CMD ["make", "check"]
