# nanoserver for Windows, alpine otherwise; chosen with --target
ARG BASE_IMAGE=alpine:3.18

FROM --platform=${BUILDPLATFORM} golang:1.19 AS workspace
ARG TARGETOS
ARG TARGETARCH
ARG TARGETVARIANT
ENV CGO_ENABLED=0
WORKDIR /reaper
COPY go.* ./
RUN go mod download
COPY . ./
RUN go vet ./... && go test ./... \
 && if [ "$TARGETARCH" = "arm" ]; then export GOARM="${TARGETVARIANT#v}"; fi \
 && GOOS=$TARGETOS GOARCH=$TARGETARCH go build -a -o /bin/reaper .

FROM ${BASE_IMAGE} AS windows
COPY --from=workspace /bin/reaper /reaper.exe
CMD ["/reaper.exe"]

FROM ${BASE_IMAGE} AS linux
RUN apk --no-cache add ca-certificates
COPY --from=workspace /bin/reaper /reaper
CMD ["/reaper"]
