FROM node:20-alpine AS base

# 1. packages
FROM base AS deps
RUN apk add --no-cache libc6-compat
WORKDIR /app
COPY package.json yarn.lock* package-lock.json* pnpm-lock.yaml* ./
RUN if [ -f yarn.lock ]; then yarn --frozen-lockfile; \
    elif [ -f package-lock.json ]; then npm ci; \
    elif [ -f pnpm-lock.yaml ]; then corepack enable pnpm && pnpm i --frozen-lockfile; \
    else echo "no lock file" && exit 1; fi

# 2. compile
FROM base AS builder
WORKDIR /app
COPY --from=deps /app/node_modules ./node_modules
COPY . .
ENV NEXT_TELEMETRY_DISABLED=1
RUN npm run build

# 3. serve
FROM base AS runner
WORKDIR /app
ENV NODE_ENV=production PORT=3000
RUN addgroup -S -g 1001 web && adduser -S -u 1001 -G web next
COPY --from=builder /app/public ./public
COPY --from=builder --chown=next:web /app/.next/standalone ./
COPY --from=builder --chown=next:web /app/.next/static ./.next/static
USER next
EXPOSE 3000
CMD ["node", "server.js"]
