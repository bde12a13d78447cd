FROM node:20-bookworm AS modules
WORKDIR /ci
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=secret,id=npm npm ci

FROM modules AS eslint
COPY . .
RUN npx eslint . --max-warnings 0 && npx prettier --check .

FROM modules AS unit
COPY . .
RUN npx vitest run --reporter=junit --outputFile=/reports/unit.xml

FROM modules AS contract
COPY . .
ENV PACT_BROKER_URL=http://pact:9292
ENTRYPOINT ["npm", "run", "pact:verify"]

FROM modules AS esbuild
COPY . .
RUN npx esbuild src/server.ts --bundle --platform=node --minify --outfile=/out/server.js

FROM gcr.io/distroless/nodejs20-debian12 AS service
COPY --from=esbuild /out/server.js /server.js
CMD ["/server.js"]

FROM aquasec/trivy:0.49.1 AS scan
COPY --from=service / /rootfs
RUN trivy rootfs --exit-code 1 --severity HIGH,CRITICAL --no-progress /rootfs
