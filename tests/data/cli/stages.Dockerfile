FROM node:22-alpine AS base
WORKDIR /app

FROM base AS deps
COPY package.json package-lock.json ./
RUN npm ci

FROM base AS build
COPY --from=deps /app/node_modules ./node_modules
COPY . .
RUN --mount=type=bind,from=ghcr.io/example/codegen:1,source=/gen,target=/gen /gen && npm run build

FROM deps AS test
COPY . .
RUN npm test

FROM nginx:1.29-alpine
COPY --from=build /app/dist /usr/share/nginx/html
COPY --from=build /app/public /usr/share/nginx/html
COPY --from=base /etc/ssl /etc/ssl
