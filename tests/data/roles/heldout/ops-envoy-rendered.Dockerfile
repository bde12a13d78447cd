FROM hairyhenderson/gomplate:v3.11-alpine AS config
ARG CLUSTER=staging
COPY envoy /tpl
COPY clusters/${CLUSTER}.yaml /data.yaml
RUN gomplate --input-dir=/tpl --output-dir=/rendered -c .=file:///data.yaml

FROM alpine:3.18 AS geoip
RUN apk add --no-cache wget tar
RUN --mount=type=secret,id=geo_key \
    wget -qO- "https://download.example.org/geo/country.tar.gz?key=$(cat /run/secrets/geo_key)" | tar xz --strip-components=1 -C /opt

FROM envoyproxy/envoy:v1.28-latest
COPY --from=config /rendered /etc/envoy
COPY --from=geoip /opt/country.mmdb /usr/share/geo/
CMD ["envoy", "-c", "/etc/envoy/envoy.yaml", "--log-level", "warn"]
