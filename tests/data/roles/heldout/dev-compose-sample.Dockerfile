# syntax=docker/dockerfile:1.4
FROM node:18-alpine AS server
WORKDIR /srv/wiki
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
EXPOSE 4000
CMD ["node", "index.js"]

FROM server AS workspace
RUN <<SH
apk add --no-cache bash git openssh-client zsh
npm ci
npm install -g nodemon
SH
COPY --from=docker:24-cli /usr/local/bin/docker /usr/local/bin/
CMD ["nodemon", "--inspect=0.0.0.0:9229", "index.js"]
