FROM node:20-alpine AS alpine-node
RUN apk add --no-cache libc6-compat && corepack enable
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /www

FROM alpine-node AS deps
COPY .yarnrc.yml package.json yarn.lock ./
COPY .yarn/releases .yarn/releases
RUN yarn install --immutable

FROM alpine-node AS builder
ARG SENTRY_RELEASE
COPY . .
COPY --from=deps /www/node_modules node_modules
RUN yarn next build

FROM alpine-node AS runner
ENV NODE_ENV=production HOSTNAME=0.0.0.0
RUN adduser --system --uid 2000 next
COPY --from=builder --chown=next /www/.next/standalone .
COPY --from=builder --chown=next /www/.next/static .next/static
COPY --from=builder /www/public public
USER next
EXPOSE 3000
CMD ["node", "server.js"]
