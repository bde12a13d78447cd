FROM registry.access.redhat.com/ubi9/go-toolset:1.21 as builder
USER 0
COPY LICENSE /licenses/LICENSE
WORKDIR /build
RUN git config --global --add safe.directory /build
COPY . .
RUN make linux-amd64

FROM builder as test
RUN make lint unittest

FROM registry.access.redhat.com/ubi9-minimal:9.3
LABEL name="queue-exporter" vendor="example.org"
COPY --from=builder /build/queue-exporter /bin/
COPY --from=builder /licenses /licenses
USER 1001
EXPOSE 9115
ENTRYPOINT [ "/bin/queue-exporter" ]
