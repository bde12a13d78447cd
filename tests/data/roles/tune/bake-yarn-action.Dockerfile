# syntax=docker/dockerfile:1
# Every target of docker-bake.hcl is a stage here.

ARG NODE_VERSION=20

FROM node:${NODE_VERSION}-alpine AS node-env
ENV YARN_ENABLE_TELEMETRY=0
RUN corepack enable && apk add --no-cache git rsync
WORKDIR /action

FROM node-env AS lockfile
RUN --mount=type=bind,target=.,rw --mount=type=cache,target=/root/.yarn/berry \
    yarn install --mode=skip-build && install -D yarn.lock /result/yarn.lock

FROM scratch AS lockfile-update
COPY --link --from=lockfile /result/ /

FROM lockfile AS lockfile-check
RUN --mount=type=bind,target=.,rw cmp yarn.lock /result/yarn.lock || \
    { echo "yarn.lock is stale: docker buildx bake lockfile-update"; exit 1; }

FROM node-env AS bundle
RUN --mount=type=bind,target=.,rw --mount=type=cache,target=/root/.yarn/berry <<SH
  yarn install --immutable
  yarn ncc build src/main.ts --minify --license licenses.txt -o /result/dist
SH

FROM scratch AS bundle-update
COPY --link --from=bundle /result/ /

# the committed bundle must be what the sources give
FROM bundle AS bundle-check
RUN --mount=type=bind,target=. diff -r dist /result/dist

FROM lockfile AS style
RUN --mount=type=bind,target=.,rw yarn eslint 'src/**/*.ts' && yarn prettier --check .

FROM lockfile AS jest
RUN --mount=type=bind,target=.,rw yarn jest --ci --coverage --coverageDirectory /coverage

FROM scratch AS jest-report
COPY --link --from=jest /coverage/ /
