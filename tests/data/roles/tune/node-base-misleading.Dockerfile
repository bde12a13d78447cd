# Everything that both images share
FROM node:14-alpine as base
WORKDIR /opt/gateway
COPY package.json package-lock.json /opt/gateway/
RUN npm ci --no-audit
COPY . /opt/gateway

FROM base as test
RUN npm run lint
RUN npm run test:unit

FROM base
ENV NODE_ENV=production
EXPOSE 9000
USER node
CMD ["node", "bin/www"]
