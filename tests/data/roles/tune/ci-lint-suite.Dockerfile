FROM alpine:3.18 AS tools-base
RUN apk add --no-cache bash git
WORKDIR /repo

FROM hadolint/hadolint:2.12.0-alpine AS hadolint
COPY Dockerfile .hadolint.yaml /repo/
RUN hadolint -c /repo/.hadolint.yaml /repo/Dockerfile

FROM koalaman/shellcheck-alpine:v0.9.0 AS shellcheck
COPY scripts /repo/scripts
RUN find /repo/scripts -name '*.sh' -exec shellcheck {} +

FROM cytopia/yamllint AS yaml
COPY charts /repo/charts
RUN yamllint -s /repo/charts

FROM tools-base AS commits
COPY . .
RUN ./scripts/check-commit-messages.sh origin/main..HEAD

FROM busybox:1.36 AS busybox

FROM tools-base
COPY --from=busybox /bin/busybox /usr/local/bin/busybox
COPY scripts /usr/local/libexec/
ENTRYPOINT ["/usr/local/libexec/deploy.sh"]
