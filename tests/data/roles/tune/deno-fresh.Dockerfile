FROM denoland/deno:1.40.2 AS cache
WORKDIR /app
COPY deno.json deno.lock import_map.json deps.ts ./
RUN deno cache --lock=deno.lock deps.ts

FROM denoland/deno:alpine-1.40.2
ARG GIT_REVISION
ENV DENO_DEPLOYMENT_ID=${GIT_REVISION}
WORKDIR /app
COPY --from=cache /deno-dir /deno-dir
COPY . .
RUN deno cache main.ts
EXPOSE 8000
CMD ["run", "-A", "main.ts"]
