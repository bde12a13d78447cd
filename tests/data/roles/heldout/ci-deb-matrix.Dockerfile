ARG DISTRO=debian:12
FROM ${DISTRO} AS packaging
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y --no-install-recommends build-essential debhelper devscripts dh-python equivs lintian
WORKDIR /build/src

FROM packaging AS debs
COPY . .
RUN mk-build-deps -i -t 'apt-get -y' debian/control
RUN dpkg-buildpackage -us -uc -b && mkdir /debs && mv ../*.deb /debs

FROM ${DISTRO} AS installable
COPY --from=debs /debs /debs
RUN apt-get update && apt-get install -y /debs/*.deb && lanternctl --version

FROM scratch AS packages
COPY --from=debs /debs/ /
