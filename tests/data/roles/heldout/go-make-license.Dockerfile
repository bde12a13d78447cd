# Copyright The Saltmarsh Authors.
#
# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.

FROM docker.io/library/golang:1.20-alpine3.18 AS build-env

ARG GOPROXY=direct
ARG REF
ARG FEATURES="sqlite embed_ui"

RUN apk add --no-cache build-base git npm

COPY . /saltmarsh
WORKDIR /saltmarsh
# an older tag can be built from a newer checkout
RUN test -z "$REF" || git checkout "$REF"
RUN make distclean && make -j"$(nproc)" TAGS="$FEATURES" everything

FROM docker.io/library/alpine:3.18
LABEL maintainer="ops@example.org"

RUN apk add --no-cache \
        bash \
        ca-certificates \
        git-daemon \
        gnupg \
        openssh-server \
        s6 \
        su-exec \
        tzdata

RUN adduser -D -u 700 -h /var/lib/saltmarsh -s /bin/bash saltmarsh
COPY packaging/s6 /etc/s6
COPY --from=build-env /saltmarsh/dist/saltmarsh /usr/local/bin/saltmarsh

VOLUME ["/var/lib/saltmarsh"]
EXPOSE 2222 8443
ENTRYPOINT ["/usr/local/bin/saltmarsh", "supervise"]
CMD ["/etc/s6"]
