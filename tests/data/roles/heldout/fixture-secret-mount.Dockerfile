FROM debian:bookworm-slim AS only
ARG HTTP_PROXY
RUN --mount=type=secret,id=token,required=true \
    --mount=type=ssh \
    test -s /run/secrets/token
ADD https://example.org/robots.txt /srv/robots.txt
ADD archive.tar.gz /srv/
STOPSIGNAL SIGTERM
ENTRYPOINT ["ls", "-l"]
CMD ["/srv"]
