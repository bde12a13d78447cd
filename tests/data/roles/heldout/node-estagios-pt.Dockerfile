# Estágio 1: dependências
FROM node:18-alpine AS dependencias
WORKDIR /usr/app
COPY package.json yarn.lock ./
RUN yarn --frozen-lockfile

# Estágio 2: construção
FROM node:18-alpine AS construcao
WORKDIR /usr/app
COPY --from=dependencias /usr/app/node_modules ./node_modules
COPY . .
RUN yarn build

# Estágio 3: testes
FROM construcao AS testes
ENV CI=true
RUN yarn test --coverage --watchAll=false

# Estágio 4: produção
FROM node:18-alpine AS producao
WORKDIR /usr/app
ENV NODE_ENV=production
COPY package.json yarn.lock ./
RUN yarn --frozen-lockfile --production && yarn cache clean
COPY --from=construcao /usr/app/dist ./dist
EXPOSE 3333
CMD ["yarn", "start"]
