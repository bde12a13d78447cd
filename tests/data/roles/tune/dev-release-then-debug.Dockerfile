FROM golang:1.21 AS delve
RUN CGO_ENABLED=0 GOBIN=/ go install github.com/go-delve/delve/cmd/dlv@v1.21.2

FROM golang:1.21 AS agent
WORKDIR /agent
COPY . .
ARG NOOPT
RUN make NOOPT=${NOOPT} DESTDIR=/tmp/install install

FROM ubuntu:22.04 AS release
RUN apt-get update && apt-get install -y --no-install-recommends iproute2 kmod && rm -rf /var/lib/apt/lists/*
COPY --from=agent /tmp/install /
CMD ["/usr/bin/agent"]

# The default build goes on to the end; CI stops at release.
FROM release AS debug
COPY --from=delve /dlv /usr/bin/dlv
COPY hack/debug-wrapper.sh /usr/bin/agent-debug
EXPOSE 40000
CMD ["/usr/bin/agent-debug", "--listen=:40000"]
