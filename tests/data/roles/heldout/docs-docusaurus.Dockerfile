FROM node:lts AS handbook
WORKDIR /handbook
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npx docusaurus build --locale en --locale de --out-dir /public

FROM caddy:2.7-alpine
COPY --from=handbook /public /srv
RUN printf ':80\nroot * /srv\nencode gzip\nfile_server\n' > /etc/caddy/Caddyfile
