FROM node:20-slim AS base
ENV PNPM_HOME="/pnpm"
ENV PATH="$PNPM_HOME:$PATH"
RUN corepack enable
WORKDIR /repo

FROM base AS fetch
COPY pnpm-lock.yaml .
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm fetch

FROM fetch AS prod
COPY . .
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install --offline --prod --frozen-lockfile

FROM fetch AS build
COPY . .
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install --offline --frozen-lockfile
RUN pnpm -r run build
RUN pnpm deploy --filter=@marina/api --prod /srv/api && pnpm deploy --filter=@marina/worker --prod /srv/worker

FROM base AS api
COPY --from=build /srv/api /srv/api
WORKDIR /srv/api
EXPOSE 8000
CMD [ "pnpm", "start" ]

FROM base AS worker
COPY --from=build /srv/worker /srv/worker
COPY --from=prod /repo/node_modules/.bin /srv/bin
WORKDIR /srv/worker
CMD [ "node", "index.mjs" ]

FROM fetch AS workspace
RUN apt-get update && apt-get install -y git vim procps
COPY . .
RUN pnpm install --offline
CMD ["pnpm", "-r", "--parallel", "run", "watch"]
