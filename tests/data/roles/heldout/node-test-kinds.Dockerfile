# ========== shared ==========
FROM node:20-alpine as base
WORKDIR /ledger
COPY package*.json jest*.config.js tsconfig.json ./
RUN npm install
COPY . .

# ========== compose ==========
FROM base as development
CMD ["npm", "run", "start:dev"]

# ========== jest ==========
FROM base as test
CMD ["npx", "jest"]

FROM test as test-api
CMD ["npx", "jest", "--config", "jest.api.config.js"]

FROM test as test-load
CMD ["npm", "run", "artillery"]

# ========== image ==========
FROM base as build-stage
RUN npm run build

FROM node:20-alpine as production
WORKDIR /ledger
COPY package*.json ./
RUN npm ci --omit=dev
COPY --from=build-stage /ledger/dist ./dist
USER node
CMD ["node", "dist/server.js"]
