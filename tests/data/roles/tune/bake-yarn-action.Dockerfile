# syntax=docker/dockerfile:1

ARG NODE_VERSION=20

FROM node:${NODE_VERSION}-alpine AS base
RUN apk add --no-cache cpio findutils git rsync
WORKDIR /src

FROM base AS deps
RUN --mount=type=bind,target=.,rw \
    --mount=type=cache,target=/src/.yarn/cache \
    --mount=type=cache,target=/src/node_modules <<EOT
  yarn install
  mkdir /vendor
  cp yarn.lock /vendor
EOT

FROM scratch AS vendor-update
COPY --from=deps /vendor /

FROM deps AS vendor-validate
RUN --mount=type=bind,target=.,rw <<EOT
  set -e
  git add -A
  cp -rf /vendor/* .
  test -z "$(git status --porcelain -- yarn.lock)" || { echo "lock file differs"; git diff -- yarn.lock; exit 1; }
EOT

FROM deps AS build
RUN --mount=type=bind,target=.,rw --mount=type=cache,target=/src/node_modules \
    yarn run build && mkdir /out && cp -Rf dist /out/

FROM scratch AS build-update
COPY --from=build /out /

FROM build AS build-validate
RUN --mount=type=bind,target=.,rw <<EOT
  set -e
  git add -A
  rsync -a /out/ .
  git diff --exit-code -- dist
EOT

FROM deps AS lint
RUN --mount=type=bind,target=.,rw --mount=type=cache,target=/src/node_modules \
    yarn run lint

FROM deps AS test
RUN --mount=type=bind,target=.,rw --mount=type=cache,target=/src/node_modules \
    yarn run test --coverage --coverageDirectory=/tmp/coverage

FROM scratch AS test-coverage
COPY --from=test /tmp/coverage /
