FROM node:22-alpine AS base
RUN apk add --no-cache openssl dumb-init
RUN npm i -g pnpm@9
WORKDIR /usr/src/app

FROM base AS all-modules
COPY package.json pnpm-lock.yaml ./
RUN pnpm install --frozen-lockfile

FROM base AS compiled
COPY --from=all-modules /usr/src/app/node_modules node_modules
COPY . .
RUN pnpm prisma generate && pnpm nest build

FROM base AS prod-modules
ENV NODE_ENV=production
COPY package.json pnpm-lock.yaml ./
COPY prisma prisma
RUN pnpm install --prod --frozen-lockfile

FROM base AS migrate
COPY --from=all-modules /usr/src/app/node_modules node_modules
COPY prisma prisma
CMD ["npx", "prisma", "migrate", "deploy"]

FROM base
ENV NODE_ENV=production
COPY --from=prod-modules --chown=node:node /usr/src/app/node_modules node_modules
COPY --from=compiled --chown=node:node /usr/src/app/dist dist
USER node
EXPOSE 3000
ENTRYPOINT ["dumb-init", "--"]
CMD ["node", "dist/main.js"]
