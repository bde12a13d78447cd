from node:18-bullseye-slim as ui
workdir /ui
copy package.json package-lock.json ./
run npm ci --ignore-scripts
copy . .
run npm run build

from cypress/included:12.17.4 as e2e
workdir /e2e
copy --from=ui /ui/node_modules ./node_modules
copy cypress.config.ts ./
copy cypress ./cypress
entrypoint ["cypress", "run", "--browser", "electron"]

from httpd:2.4-alpine
copy --from=ui /ui/build/ /usr/local/apache2/htdocs/
copy deploy/httpd.conf /usr/local/apache2/conf/httpd.conf
