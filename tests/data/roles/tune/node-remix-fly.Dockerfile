# the image all others start from
FROM node:18-bullseye-slim as base
ENV NODE_ENV production
RUN apt-get update && apt-get install -y openssl sqlite3

FROM base as deps
WORKDIR /remix
ADD package.json package-lock.json .npmrc ./
RUN npm install --include=dev

# what is left without the development packages
FROM base as production-deps
WORKDIR /remix
COPY --from=deps /remix/node_modules /remix/node_modules
ADD package.json package-lock.json ./
RUN npm prune --omit=dev

FROM base as build
WORKDIR /remix
COPY --from=deps /remix/node_modules /remix/node_modules
ADD . .
RUN npx prisma generate && npx remix build

FROM base
ENV DATABASE_URL=file:/data/sqlite.db PORT="8080"
WORKDIR /remix
COPY --from=production-deps /remix/node_modules node_modules
COPY --from=build /remix/build build
COPY --from=build /remix/public public
ADD . .
CMD ["sh", "-c", "npx prisma migrate deploy && npm start"]
