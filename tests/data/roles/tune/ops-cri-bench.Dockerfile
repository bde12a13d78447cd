# usage: docker run --privileged --rm bench
ARG GOLANG=golang:1.20-bullseye
FROM ${GOLANG} AS golang

FROM golang AS cni
COPY script/setup/install-cni script/setup/versions.env /
RUN DESTDIR=/out /install-cni

FROM golang AS critools
COPY script/setup/install-critools script/setup/versions.env /
RUN DESTDIR=/out /install-critools

FROM golang AS daemon
RUN apt-get update && apt-get install -y --no-install-recommends libseccomp-dev
WORKDIR /go/src/daemon
COPY . .
RUN make BUILDTAGS=no_btrfs binaries && make DESTDIR=/out install

FROM golang AS conformance
RUN apt-get update && apt-get install -y --no-install-recommends iptables && rm -rf /var/lib/apt/lists/*
COPY --from=cni /out/ /
COPY --from=critools /out/ /
COPY --from=daemon /out/ /
COPY script/test/entrypoint.sh /entrypoint.sh
VOLUME /var/lib/daemon
ENTRYPOINT ["/entrypoint.sh"]
CMD ["critest", "--ginkgo.skip=unsafe sysctls"]
