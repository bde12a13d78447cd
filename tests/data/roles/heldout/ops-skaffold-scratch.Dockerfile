FROM alpine:3.18 AS download
WORKDIR /usr/local/src
ARG SKAFFOLD=2.8.0
ARG CST=1.16.0
ADD https://storage.googleapis.com/skaffold/releases/v${SKAFFOLD}/skaffold-linux-amd64 skaffold
ADD https://storage.googleapis.com/container-structure-test/v${CST}/container-structure-test-linux-amd64 container-structure-test
RUN chmod +x *

FROM scratch
COPY --from=download /usr/local/src/ /usr/local/bin/
COPY --from=alpine:3.18 /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
WORKDIR /workspace
ENTRYPOINT ["/usr/local/bin/skaffold"]
CMD ["diagnose"]
