FROM oven/bun:1.1 AS bun
WORKDIR /srv/tickets

FROM bun AS everything
COPY package.json bun.lockb ./
RUN bun install --frozen-lockfile

FROM bun AS production
COPY package.json bun.lockb ./
RUN bun install --frozen-lockfile --production

FROM everything AS verify
COPY . .
RUN bunx tsc --noEmit
RUN bun test

FROM bun
COPY --from=production /srv/tickets/node_modules node_modules
COPY package.json .
COPY src src
USER bun
EXPOSE 3000
ENTRYPOINT ["bun", "src/index.ts"]
